"""The least that Django can do: one constant answer, no middleware. `gunicorn bench.bare` with BARE_PAGE=<file>."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

PAGE = Path(os.environ["BARE_PAGE"]).read_bytes()

settings.configure(
    SECRET_KEY="bench",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
    SITE_URL="",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3"}},
)
urlpatterns = [path("const/", lambda request: HttpResponse(PAGE))]
application = get_wsgi_application()
