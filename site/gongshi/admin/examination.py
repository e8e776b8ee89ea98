"""What this machine has and lacks, one finding each, in words that say what to do."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext as _

from gongshi.admin.registries import Finding, looks
from gongshi.calendars import calendar
from gongshi.clock import local_date

#: Space below which uploads, PDF files and the database's log may fail.
LEAST_FREE_BYTES = 1_000_000_000
#: Shared libraries that WeasyPrint loads, with Debian's package of each.
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
SQLITE_PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def examine() -> list[Finding]:
    """Look at everything, in the order in which one would mend it; features come last."""
    own = [look() for look in LOOKS]
    ready = all(one.well for one in own if one.key in {"database", "migrations"})
    return [*own, *(kind().look() for kind in looks.all() if ready)]


def python() -> Finding:
    seen = ".".join(str(part) for part in sys.version_info[:3])
    advice = "" if sys.version_info >= (3, 11) else _("Install Python 3.11 or newer.")
    return Finding("python", _("Python"), seen, advice)


def libraries() -> Finding:
    missing = [package for name, package in LIBRARIES.items() if not _loads(name)]
    advice = _("Run: apt-get install %(packages)s") % {"packages": " ".join(missing)}
    seen = ", ".join(LIBRARIES.values())
    return Finding("libraries", _("Libraries for PDF"), seen, advice if missing else "")


def font() -> Finding:
    found = _output("fc-list", ":lang=zh-cn", "family").splitlines()
    advice = (
        "" if found else _("Run: apt-get install %(packages)s") % {"packages": "fonts-noto-cjk"}
    )
    return Finding("font", _("Chinese fonts"), str(len(found)), advice)


def keys() -> Finding:
    sizes = [len(settings.IDENTITY_KEY), len(settings.RECORD_KEY)]
    well = sizes == [32, 32] and settings.IDENTITY_KEY != settings.RECORD_KEY
    advice = "" if well else _("Make two different keys of 32 bytes; see docs/operating.md.")
    return Finding("keys", _("Keys"), _("identity and record"), advice)


def time_zone() -> Finding:
    advice = "" if settings.TIME_ZONE == "Asia/Shanghai" else _("Set TIME_ZONE to Asia/Shanghai.")
    return Finding("time_zone", _("Time zone"), settings.TIME_ZONE, advice)


def folders() -> Finding:
    wanted = [Path(settings.VAR_DIR), Path(settings.MEDIA_ROOT)]
    closed = [str(path) for path in wanted if not _writable(path)]
    advice = _("Give this user the right to write in %(folders)s.") % {"folders": ", ".join(closed)}
    seen = ", ".join(str(path) for path in wanted)
    return Finding("folders", _("Folders"), seen, advice if closed else "")


def space() -> Finding:
    folder = next(path for path in (settings.VAR_DIR, *settings.VAR_DIR.parents) if path.exists())
    free = shutil.disk_usage(folder).free
    advice = "" if free >= LEAST_FREE_BYTES else _("Free some space: at least 1 GB is needed.")
    return Finding("space", _("Free disk space"), f"{free / 1e9:.1f} GB", advice)


def database() -> Finding:
    title = _("Database")
    try:
        faults = _sqlite_faults() if connection.vendor == "sqlite" else _postgres_faults()
    except DatabaseError as error:
        advice = _("The database cannot be reached or written: %(error)s") % {"error": error}
        return Finding("database", title, connection.vendor, advice)
    advice = _("These settings lose data at a power cut: %(settings)s") % {
        "settings": ", ".join(faults)
    }
    return Finding("database", title, connection.vendor, advice if faults else "")


def migrations() -> Finding:
    title = _("Tables")
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return Finding("migrations", title, "", _("Mend the database first."))
    seen = _("%(n)s changes waiting") % {"n": len(waiting)}
    return Finding("migrations", title, seen, _("Run: python manage.py migrate") if waiting else "")


def triggers() -> Finding:
    title = _("Protection of the record")
    if not find_spec("gongshi.record.triggers"):
        return Finding("triggers", title, _("none declared"))
    room = import_module("gongshi.record.triggers")
    try:
        wanted, found = room.expected_triggers(), room.installed_triggers()
    except DatabaseError:
        return Finding("triggers", title, "", _("Mend the database first."))
    seen = f"{sum(found.get(name) == text for name, text in wanted.items())}/{len(wanted)}"
    advice = "" if found == wanted else _("Run: python manage.py migrate")
    return Finding("triggers", title, seen, advice)


def holidays() -> Finding:
    """Look for the public holidays of this year and the next: periods end after them."""
    year = local_date(timezone.now()).year
    known = calendar().years
    missing = [str(each) for each in (year, year + 1) if each not in known]
    advice = _(
        "Enter the public holidays of %(years)s when they are published (clock.days_off,"
        " clock.days_worked, clock.years_entered; see docs/operating.md)."
    ) % {"years": "、".join(missing)}
    seen = "、".join(str(each) for each in (year, year + 1) if each in known)
    title = _("Public holidays")
    return Finding("holidays", title, seen, advice if missing else "", necessary=False)


def chromium() -> Finding:
    found = shutil.which("chromium") or ""
    advice = "" if found else _("Only the tests need it: apt-get install chromium")
    return Finding("chromium", _("Browser for tests"), found, advice, necessary=False)


LOOKS: tuple[Callable[[], Finding], ...] = (
    python,
    libraries,
    font,
    time_zone,
    keys,
    folders,
    space,
    database,
    migrations,
    triggers,
    holidays,
    chromium,
)


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _output(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603
    except FileNotFoundError:
        return ""


def _writable(path: Path) -> bool:
    nearest = next(each for each in (path, *path.parents) if each.exists())
    return os.access(nearest, os.W_OK | os.X_OK)


def _sqlite_faults() -> list[str]:
    with connection.cursor() as cursor:
        # Taking the lock for writing and giving it back shows that the file can be written.
        cursor.execute("BEGIN IMMEDIATE")
        cursor.execute("ROLLBACK")
        found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in SQLITE_PRAGMAS}
    return [
        f"{name}={found[name]}" for name, wanted in SQLITE_PRAGMAS.items() if found[name] != wanted
    ]


def _postgres_faults() -> list[str]:
    wanted = {"fsync": "on", "synchronous_commit": "on", "transaction_read_only": "off"}
    with connection.cursor() as cursor:
        found = {}
        for name in wanted:
            cursor.execute(f"SHOW {name}")
            found[name] = cursor.fetchone()[0]
    return [f"{name}={found[name]}" for name in wanted if found[name] != wanted[name]]
