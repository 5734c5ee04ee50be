"""Settings of the site. What differs from place to place comes from the environment; the defaults are safe."""

import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import dj_email_url
from django.core.exceptions import ImproperlyConfigured
from django_prose_editor.config import html_tags
from environs import Env
from js_asset import static_lazy

from . import csp

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(env.str("FPS_VAR", str(BASE_DIR / "var")))

# -- Mode, secret, hosts ------------------------------------------------------------------------------------------
DEBUG = env.bool("FPS_DEBUG", False)
TESTING = "pytest" in sys.modules  # tests serve the files as they lie in static/
SECRET_KEY = env.str("FPS_SECRET_KEY", "")
if not SECRET_KEY:
    if not (DEBUG or TESTING):
        raise ImproperlyConfigured("Set FPS_SECRET_KEY to a long random text (`make run` makes one in var/secret).")
    SECRET_KEY = "only-for-development-and-tests-" + "0" * 40

SITE_URL = env.str("FPS_SITE_URL", f"http://127.0.0.1:{env.int('PORT', 8000)}").rstrip("/")
_site = urlsplit(SITE_URL)
if _site.scheme not in ("http", "https") or not _site.hostname:
    raise ImproperlyConfigured("FPS_SITE_URL must look like https://www.example.org")
ON_LOOPBACK = _site.hostname in ("127.0.0.1", "localhost", "::1")
HTTPS = _site.scheme == "https"
ALLOWED_HOSTS = env.list(
    "FPS_ALLOWED_HOSTS", [_site.hostname] if not ON_LOOPBACK else ["127.0.0.1", "localhost", "[::1]"]
)
CSRF_TRUSTED_ORIGINS = [SITE_URL] if HTTPS else []
TRUSTED_PROXIES = env.list("FPS_TRUSTED_PROXIES", ["127.0.0.1", "::1"])
ROOT_URLCONF = "fps.urls"
WSGI_APPLICATION = "fps.wsgi.application"
FORCE_SCRIPT_NAME = ""  # the site stands at the root of its host, whatever a header or a server says

# -- Applications, from the top of the house to its foundation -----------------------------------------------------
INSTALLED_APPS = [
    "taggit",  # first, so that our admin can take the place of its own
    "django_otp",  # before the desk, which takes its admin away
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "fps",
    "desk",
    "news",
    "policy",
    "images",
    "publishing",
    "tree_queries",
    "django_filters",
    "django_countries",
    "django_prose_editor",
    "js_asset",
    "axes",
    "whitenoise.runserver_nostatic",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "fps.middleware.TrustedProxyMiddleware",
    "fps.cache.middleware.PageCacheMiddleware",  # before all that costs time; after it is known who may speak for whom
    "fps.middleware.HeadersMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",  # its own redirect to https wants the headers above too
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "fps.middleware.BackOfficeMiddleware",
    "fps.middleware.TextGZipMiddleware",
    "fps.middleware.SiteStateMiddleware",
    # Before the session: the language follows from the address, never from a cookie.
    "fps.middleware.AddressLanguageMiddleware",
    "fps.middleware.BoundedInputMiddleware",
    "desk.accounts.sessions.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "desk.preferences.language_middleware.DeskLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "desk.accounts.otp_middleware.SecondFactorMiddleware",
    "axes.middleware.AxesMiddleware",  # last: turns what is locked into its page
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fps.context_processors.site",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")

# -- What the operator is told ---------------------------------------------------------------------------------------
# Faults go to stderr, whatever the mode. What strangers can bring about at will (a wrong host, an address that nobody
# promised) is no fault.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "fps.logs.PlainFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}

# -- Data ----------------------------------------------------------------------------------------------------------
DATABASES = {
    "default": env.dj_db_url(
        "DATABASE_URL", f"sqlite:///{VAR / 'db.sqlite3'}", conn_max_age=60, conn_health_checks=True
    )
}
EMBEDDED = DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
if EMBEDDED:
    VAR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
    }
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # To compile a query takes longer than any of ours.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
_cache = env.str("CACHE_URL", "")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": _cache}
    if _cache
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
# Finished pages in the memory of each process; while one writes templates or tests, pages are made anew.
PAGE_CACHE_BYTES = env.int("FPS_PAGE_CACHE", 0 if DEBUG or TESTING else 24) * 1_000_000

# -- Languages and time --------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
_LANGUAGES = {"en": "English", "nl": "Nederlands", "fr": "Français", "de": "Deutsch"}
LANGUAGES = list((env.json("FPS_LANGUAGES", None) or _LANGUAGES).items())  # a JSON object: code to name
# As the public switch shows them; those that it does not name come last.
LANGUAGE_ORDER = env.list("FPS_LANGUAGE_ORDER", ["nl", "fr", "en", "de"])
LANGUAGE_ORDER += [code for code, _name in LANGUAGES if code not in LANGUAGE_ORDER]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "Europe/Brussels"

# -- Files ---------------------------------------------------------------------------------------------------------
STATIC_URL, MEDIA_URL = "/static/", "/media/"
STATIC_ROOT, MEDIA_ROOT = Path(env.str("FPS_STATIC_ROOT", str(VAR / "collected"))), VAR / "media"
# scripts/build.py makes var/static: the style sheet in one piece.
STATICFILES_DIRS = [folder for folder in (BASE_DIR / "static", BASE_DIR / "var" / "static") if folder.is_dir()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": VAR / "library"}},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "fps.static_files.StaticFiles"
    },
}
WHITENOISE_USE_FINDERS = DEBUG or TESTING
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 8_000_000
IMAGE_MAX_BYTES, IMAGE_MAX_PIXELS, IMAGE_MAX_SIDE = 25_000_000, 40_000_000, 12_000
DOCUMENT_MAX_BYTES = 25_000_000
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True

DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {"js": [static_lazy("js/admin/inset.js")], "extensions": {"Inset": html_tags(["aside"])}},
    {"js": [static_lazy("js/admin/paste.js")], "extensions": {"PlainPaste": html_tags([])}},
    {"js": [static_lazy("js/admin/indent.js")], "extensions": {"Indent": html_tags([])}},
]

# -- Mail ----------------------------------------------------------------------------------------------------------
_mail = dj_email_url.parse(env.str("EMAIL_URL", "console:" if ON_LOOPBACK else "smtp://localhost:25"))
MAILERS = {
    "default": {
        "BACKEND": _mail["EMAIL_BACKEND"],
        "OPTIONS": {
            "host": _mail["EMAIL_HOST"],
            "port": _mail["EMAIL_PORT"],
            "username": _mail["EMAIL_HOST_USER"],
            "password": _mail["EMAIL_HOST_PASSWORD"],
            "use_tls": _mail["EMAIL_USE_TLS"],
            "use_ssl": _mail["EMAIL_USE_SSL"],
            "timeout": 20,
        }
        if _mail["EMAIL_HOST"]
        else {},
    }
}
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("FPS_MAIL_FROM", f"no-reply@{_site.hostname}")

# -- The read-only interface: only its document needs a word here ---------------------------------------------------
REST_FRAMEWORK = {"UNAUTHENTICATED_USER": None, "DEFAULT_SCHEMA_CLASS": "fps.api.schema.Described"}
SPECTACULAR_SETTINGS = {
    "TITLE": "Policy, news and the money they speak of",
    "DESCRIPTION": "What the public site shows, as data: live texts and confirmed sums only. GET, no key, no cookie.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVERS": [{"url": SITE_URL}],
    "SERVE_INCLUDE_SCHEMA": False,
}

# -- Sign-in -------------------------------------------------------------------------------------------------------
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: says no before a password is looked at
    "desk.accounts.backends.PasswordBackend",
    "desk.accounts.backends.RoleBackend",
]
LOGIN_URL = "admin:login"
SECOND_FACTOR_REQUIRED = env.str("FPS_SECOND_FACTOR", "optional") == "required"
if env.str("FPS_SECOND_FACTOR", "optional") not in ("optional", "required"):
    raise ImproperlyConfigured("FPS_SECOND_FACTOR is optional or required.")
SESSION_ENGINE = "desk.accounts.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60  # without a click in the back office
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # by name alone, anybody could lock anybody out
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # a quarter of an hour is a quarter of an hour
AXES_RESET_ON_SUCCESS = AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "desk.accounts.client_ip.lockout_ip"
AXES_LOCKOUT_CALLABLE = "desk.accounts.login_views.locked_out"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "csrfmiddlewaretoken"]
FOUR_EYES = env.bool("FPS_FOUR_EYES", True)  # who alone wrote a text publishes it only with a reason

# -- Protection: the scheme of the site's address decides ----------------------------------------------------------
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "publishing.editor.expired_session.csrf_failure"  # what was typed survives a sign-in
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # TrustedProxyMiddleware drops it from strangers
SECURE_HSTS_SECONDS = 63_072_000  # Django sends it on secure requests only
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = csp.PUBLIC
BACK_OFFICE_CSP = csp.BACK_OFFICE
SILENCED_SYSTEM_CHECKS = ["security.W002"]  # X-Frame-Options: `frame-ancestors` and HeadersMiddleware say it

# -- The ministry --------------------------------------------------------------------------------------------------
_NAME = {
    "en": "Foreign Affairs, Foreign Trade and Development Cooperation",
    "nl": "Buitenlandse Zaken, Buitenlandse Handel en Ontwikkelingssamenwerking",
    "fr": "Affaires étrangères, Commerce extérieur et Coopération au Développement",
    "de": "Auswärtige Angelegenheiten, Außenhandel und Entwicklungszusammenarbeit",
}
_SHORT_NAME = {"en": "Foreign Affairs", "nl": "Buitenlandse Zaken", "fr": "Affaires étrangères", "de": "Auswärtiges"}
_KIND = {
    "en": "Federal Public Service",
    "nl": "Federale Overheidsdienst",
    "fr": "Service public fédéral",
    "de": "Föderaler Öffentlicher Dienst",
}


def _named(variable, texts):
    """A JSON object with one text for each language; a language without one shows the first."""
    texts = env.json(variable, None) or texts
    return {code: texts.get(code) or next(iter(texts.values())) for code, _language in LANGUAGES}


ORGANISATION = {
    "name": _named("FPS_NAME", _NAME),
    "short_name": _named("FPS_SHORT_NAME", _SHORT_NAME),
    "kind": _named("FPS_KIND", _KIND),
    "government": env.str("FPS_GOVERNMENT_URL", "https://www.belgium.be"),
    "iati": env.str("FPS_IATI_REFERENCE", "XM-DAC-2-10"),
    "key": env.str("FPS_ORGANISATION", "belgium"),
    "licence": env.str("FPS_TEXT_LICENCE", "CC0 1.0"),
    "licence_url": env.str("FPS_TEXT_LICENCE_URL", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "security_contact": env.str("FPS_SECURITY_CONTACT", "mailto:security@foreign-affairs.example"),
}
OTP_TOTP_ISSUER = ORGANISATION["short_name"].get(LANGUAGE_CODE) or _site.hostname  # as the authenticator names us
FPS_DEMO = env.bool("FPS_DEMO", EMBEDDED)
FPS_SEEDS = env.str("FPS_SEEDS", str(BASE_DIR.parent / "shared" / "seeds"))
LINK_CHECK_PRIVATE = env.list("FPS_LINK_CHECK_PRIVATE", [])  # host:port inside the network that check_links may ask
PAGE_SIZE = 20
