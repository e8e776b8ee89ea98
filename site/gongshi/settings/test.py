"""Settings of the test suite: fast hasher, memory, immediate tasks."""

import os
import tempfile
from pathlib import Path

from gongshi.settings.base import *  # noqa: F403 -- settings are layered
from gongshi.settings.base import VAR_DIR
from gongshi.settings.database import cache, database


def _own_cache(url: str) -> str:
    """Give each test process its own Redis database, for clearing a cache empties all of it."""
    server, _, number = url.rpartition("/")
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    return f"{server}/{int(number) + worker}" if url else ""


DEBUG = False
ALLOWED_HOSTS = ["*"]
SECRET_KEY = "for tests alone"  # noqa: S105
IDENTITY_KEY = b"identity key for tests alone 32b"
RECORD_KEY = b"a record key for tests alone 32b"
VAR_DIR.mkdir(parents=True, exist_ok=True)
DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), VAR_DIR / "unused.sqlite3")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: threads and child processes must see the same rows.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
CACHES = {"default": cache(_own_cache(os.environ.get("CACHE_URL", "")))}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# In the environment, so that child processes find the same keys.
BALLOTS_DIR = Path(os.environ.setdefault("GONGSHI_BALLOTS", tempfile.mkdtemp(prefix="ballots-")))
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="gongshi-media-"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
AXES_ENABLED = False
WHITENOISE_AUTOREFRESH = True  # no collected files to look up
