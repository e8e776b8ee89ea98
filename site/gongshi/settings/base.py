"""What every environment shares. Whatever a county may change comes from the environment."""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONE, SELF

from gongshi.plugins.discovery import discover
from gongshi.settings.rules import read_overrides

BASE_DIR = Path(__file__).resolve().parents[3]
VAR_DIR = Path(os.environ.get("GONGSHI_VAR", BASE_DIR / "var"))

#: Where the keys of open secret votes lie: never in the database, never in a backup.
BALLOTS_DIR = Path(os.environ.get("GONGSHI_BALLOTS", VAR_DIR / "ballots"))

GONGSHI_PLUGINS = [
    name
    for name in os.environ.get("GONGSHI_PLUGINS", "council,publicity").split(",")
    if name.strip()
]
PLUGIN_APPS = discover(GONGSHI_PLUGINS)

INSTALLED_APPS = [
    "gongshi.admin.apps.AdminConfig",  # first: its templates stand before Wagtail's
    "gongshi.plugins.apps.PluginsConfig",
    "gongshi.record.apps.RecordConfig",
    "gongshi.spreadsheets.apps.SpreadsheetsConfig",
    "gongshi.files.apps.FilesConfig",
    "gongshi.search.apps.SearchConfig",
    "gongshi.printing.apps.PrintingConfig",
    "gongshi.areas.apps.AreasConfig",
    "gongshi.people.apps.PeopleConfig",
    "gongshi.offices.apps.OfficesConfig",
    "gongshi.matters.apps.MattersConfig",
    "gongshi.publishing.apps.PublishingConfig",
    "gongshi.desk.apps.DeskConfig",
    *PLUGIN_APPS,
    "wagtail.users",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.snippets",
    "wagtail.admin",
    "wagtail",
    "modelsearch",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "guardian",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "gongshi.desk.middleware.VisitorsAddress",
    "django.middleware.security.SecurityMiddleware",
    "gongshi.desk.middleware.NoText",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gongshi.desk.middleware.BehindTheDoor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "gongshi.plugins.middleware.VillagePluginsMiddleware",
    "axes.middleware.AxesMiddleware",
    "gongshi.admin.gate.AdminGate",  # last: it judges the view that was found
]

ROOT_URLCONF = "gongshi.urls"
WSGI_APPLICATION = "gongshi.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gongshi.desk.modes.modes",
            ],
        },
    }
]

AUTH_USER_MODEL = "gongshi_people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "gongshi.admin.backend.AppointmentBackend",
    "gongshi.people.backends.PhoneOrName",
    "gongshi.people.backends.PaperSlip",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None  # guardian keeps no account of its own
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "/desk/sign-in/"
LOGIN_REDIRECT_URL = "/desk/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = False
# Five failures of one account from one address close it there for a quarter of an hour.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "gongshi.people.backends.failure_key"
AXES_LOCKOUT_CALLABLE = "gongshi.desk.access.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_SENSITIVE_PARAMETERS = ["username", "password", "password_now", "slip", "again"]
# A customer of an IPv6 provider has 2^64 addresses and is one visitor all the same.
AXES_CLIENT_IP_CALLABLE = "gongshi.people.backends.visitor"
CSRF_FAILURE_VIEW = "gongshi.desk.views.page_expired"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Public pages and the desk: nothing inline, nothing from another host.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60
CSRF_COOKIE_SAMESITE = "Lax"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True
# What Wagtail itself leaves in English on the screens we show.
LOCALE_PATHS = [BASE_DIR / "site" / "gongshi" / "admin" / "wagtail" / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "templates" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FILE_UPLOAD_PERMISSIONS = 0o640

#: Whether accounts with a known password may be made here.
GONGSHI_DEMO = False

# What broke is told to whoever runs the site: on the standard error, where the service's journal
# keeps it. Django's own default would say it to nobody without DEBUG.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler", "level": "ERROR"}},
    "loggers": {"django": {"handlers": ["stderr"], "level": "INFO"}},
}

WAGTAIL_SITE_NAME = "公示"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_AUTOSAVE_INTERVAL = 0
WAGTAIL_DATE_FORMAT = "%Y-%m-%d"
WAGTAIL_I18N_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_BLOCK_EMBEDDED_CONTENT = True
WAGTAILDOCS_DOCUMENT_MODEL = "gongshi_files.GongshiDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "gongshi.files.forms.DocumentForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "xlsx", "docx"]
WAGTAILIMAGES_IMAGE_MODEL = "gongshi_files.GongshiImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "gongshi.files.forms.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "heic"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = WAGTAILDOCS_MAX_UPLOAD_SIZE = 10_000_000
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "gongshi.admin.reviews.finish"  # never Wagtail's own publish
WAGTAIL_EDITING_SESSION_PING_INTERVAL = 0
WAGTAILADMIN_BASE_URL = os.environ.get("GONGSHI_BASE_URL", "http://127.0.0.1:8000")
GONGSHI_BASE_URL = WAGTAILADMIN_BASE_URL

#: Rules that a county makes stricter, never laxer than the law: "feature.name" to value.
#: gongshi.settings.rules declares and reads them.
GONGSHI_RULES = read_overrides(os.environ.get("GONGSHI_RULES_FILE", ""))

#: Wagtail's own search finds Chinese as well, on either database.
MODELSEARCH_BACKENDS = {"default": {"BACKEND": "gongshi.search.wagtail_backend"}}
