import secrets

from django.contrib import admin

from publishing.editor.facts_form import FactsForm
from publishing.editor.subject_admin import SubjectAdmin
from publishing.status.admin_columns import StatusColumns

from .models import Banner


class BannerFactsForm(FactsForm):
    class Meta:
        model = Banner
        fields = []


@admin.register(Banner)
class BannerAdmin(StatusColumns, SubjectAdmin):
    facts_form = BannerFactsForm
    list_display = ["__str__", "status"]

    def subjects(self):
        return Banner.objects.prefetch_related("editions")

    def new_subject(self, request, texts):
        return Banner.objects.create(key=f"banner-{secrets.token_hex(4)}")

    def live_urls(self, subject, texts):
        return {language: f"/{language}/" for language in texts.live}
