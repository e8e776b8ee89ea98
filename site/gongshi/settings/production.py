"""Settings of a real site: everything from the environment, nothing missing, nothing unsafe."""

import os

from gongshi.settings.base import *  # noqa: F403 -- settings are layered
from gongshi.settings.base import VAR_DIR
from gongshi.settings.database import cache, database
from gongshi.settings.environment import Environment

_environment = Environment(os.environ)

DEBUG = False
SECRET_KEY = _environment.secret("SECRET_KEY")
IDENTITY_KEY = _environment.key("IDENTITY_KEY")
RECORD_KEY = _environment.key("RECORD_KEY")
if IDENTITY_KEY and IDENTITY_KEY == RECORD_KEY:
    _environment.problems.append("IDENTITY_KEY and RECORD_KEY are the same: make two keys.")
ALLOWED_HOSTS = _environment.hosts("ALLOWED_HOSTS")
GONGSHI_BASE_URL = _environment.address("GONGSHI_BASE_URL", ALLOWED_HOSTS)
WAGTAILADMIN_BASE_URL = GONGSHI_BASE_URL
_database = _environment.url(
    "DATABASE_URL",
    ("sqlite", "postgres", "postgresql"),
    "sqlite:///var/lib/gongshi/gongshi.sqlite3 or postgres://user:password@host/name.",
)
DATABASES = {"default": database(_database, VAR_DIR / "gongshi.sqlite3")}
# A village's one process keeps its cache in memory; several machines must share one.
_cache = (
    _environment.url("CACHE_URL", ("redis", "rediss"), "redis://host:6379/0.")
    if "CACHE_URL" in os.environ or not _database.startswith("sqlite:")
    else ""
)
CACHES = {"default": cache(_cache)}
_environment.stop_if_wrong()

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_NAME = "__Host-sid"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
