"""The database and the cache from one address each, with the settings that durability needs."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlparse

#: WAL with full synchronisation: an acknowledged vote survives a power cut.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
    "PRAGMA recursive_triggers=ON; PRAGMA secure_delete=ON; "
    "PRAGMA wal_autocheckpoint=1000; PRAGMA journal_size_limit=67108864;"
)


def database(url: str, default: Path) -> dict[str, object]:
    """Give Django's settings for postgres://user:password@host:port/name or a SQLite file."""
    parts = urlparse(url)
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": parts.path if parts.scheme == "sqlite" else default,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
    }


def cache(url: str) -> dict[str, object]:
    """Give Django's settings for redis://host:port/n or memory of this process."""
    if url.startswith(("redis://", "rediss://")):
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}
    return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
