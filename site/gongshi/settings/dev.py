"""Settings of a demonstration or a developer's machine: SQLite, keys made on first use."""

import os

from gongshi.settings.base import *  # noqa: F403 -- settings are layered
from gongshi.settings.base import VAR_DIR
from gongshi.settings.database import cache, database
from gongshi.settings.keys import key_file

# A visitor of the demonstration meets the house's own pages when something is wrong; a developer
# sets GONGSHI_DEBUG=1 for Django's, and for the style guide.
DEBUG = os.environ.get("GONGSHI_DEBUG") == "1"
GONGSHI_DEMO = True
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True  # nothing is collected on this machine
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
VAR_DIR.mkdir(parents=True, exist_ok=True)
SECRET_KEY = key_file(VAR_DIR / "keys" / "secret").hex()
IDENTITY_KEY = key_file(VAR_DIR / "keys" / "identity")
RECORD_KEY = key_file(VAR_DIR / "keys" / "record")
DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), VAR_DIR / "gongshi.sqlite3")}
CACHES = {"default": cache(os.environ.get("CACHE_URL", ""))}
