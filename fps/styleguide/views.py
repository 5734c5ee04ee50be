from django.contrib.admin.views.decorators import staff_member_required
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from .samples import samples


@cache_control(no_store=True)
@require_safe
@staff_member_required
def styleguide(request):
    """Every component of the public pages with its hard cases, for those who work on them."""
    return render(request, "styleguide.html", {"sample": samples(), "noindex": True})
