"""Pages on which a subject is thrown away and brought back."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from .. import extension_points
from ..core.errors import PublishingError
from ..core.languages import languages
from ..core.trashable import in_trash
from .withdrawal_impact import impact_of


class TrashViews:
    """Mixin of SubjectAdmin: trash/, restore/."""

    trash_template = "admin/publishing/trash.html"

    def trash_view(self, request, object_id):
        subject = self.subject_or_404(request, object_id, "trash")
        errors = []
        if request.method == "POST":
            notice = {code: request.POST.get(f"notice-{code}", "").strip() for code in languages()}
            try:
                subject.trash(request.user, request.POST.get("reason", "").strip(), notice)
            except PublishingError as refusal:
                errors = refusal.messages
            else:
                messages.success(request, _("In the trash: “%(subject)s”. It can be restored.") % {"subject": subject})
                name = f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"
                return HttpResponseRedirect(reverse(name))
        context = self._page(request, subject, _("Move to the trash: %(subject)s"))
        context |= {
            "live": subject.editions.live(),
            "errors": errors,
            "obstacles": subject.trash_obstacles(),
            "impact": impact_of(subject, languages()),
        }
        return TemplateResponse(request, self.trash_template, context)

    def restore_view(self, request, object_id):
        subject = self.subject_or_404(request, object_id, "restore")
        if request.method == "POST":
            try:
                subject.restore(request.user)
            except PublishingError as refusal:
                for sentence in refusal.messages:
                    messages.error(request, sentence)
            else:
                messages.success(request, _("Restored, with every draft. What was online stays withdrawn."))
        return HttpResponseRedirect(self.form_url(subject))

    def trash_list_view(self, request):
        """What is in the trash, newest first."""
        extension_points.require(request.user, "view", self.model)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Trash: %(kind)s") % {"kind": self.opts.verbose_name_plural},
            "rows": in_trash(self.get_queryset(request))[:200],
            "may_restore": extension_points.can(request.user, "restore", self.model),
            "restore_name": f"admin:{self.opts.model_name}_restore",
            "change_name": f"admin:{self.opts.app_label}_{self.opts.model_name}_change",
        }
        return TemplateResponse(request, "admin/publishing/trash_list.html", context)
