"""A migrated database, made once and copied for every test process.

Some two hundred migrations take many seconds; a copy takes none. The template is made anew
whenever a migration, a requirement or the choice of plugins changes.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent


def prepare(settings_dict: dict, var: Path) -> None:
    """Put a fresh copy of the template where the test database is expected."""
    var.mkdir(parents=True, exist_ok=True)
    with _alone(var / "template.lock"):
        if settings_dict["ENGINE"].endswith("sqlite3"):
            _copy_file(Path(settings_dict["TEST"]["NAME"]), var)
        else:
            _copy_postgresql(settings_dict)


def _copy_file(target: Path, var: Path) -> None:
    template = var / f"template-{_key()}.sqlite3"
    if not template.exists():
        making = template.with_suffix(".making")
        making.unlink(missing_ok=True)
        _migrate(f"sqlite://{making}")
        making.rename(template)
    for suffix in ("", "-wal", "-shm"):
        Path(f"{target}{suffix}").unlink(missing_ok=True)
    shutil.copyfile(template, target)


def _copy_postgresql(settings_dict: dict) -> None:
    import psycopg  # only where there is a PostgreSQL

    template = f"gongshi_template_{_key()}"
    target = settings_dict["TEST"]["NAME"] or f"test_{settings_dict['NAME']}"
    with psycopg.connect(_address("postgres"), autocommit=True) as server:
        known = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
        if known.fetchone() is None:
            server.execute(f'DROP DATABASE IF EXISTS "{template}_making"')
            server.execute(
                f"CREATE DATABASE \"{template}_making\" ENCODING 'UTF8' TEMPLATE template0"
            )
            _migrate(_address(f"{template}_making"))
            server.execute(f'ALTER DATABASE "{template}_making" RENAME TO "{template}"')
        server.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{target}" TEMPLATE "{template}"')


def _address(name: str) -> str:
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def _migrate(address: str) -> None:
    env = {**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "gongshi.settings.test"}
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(command, cwd=ROOT, env=env, check=True)


def _key() -> str:
    whole = hashlib.sha256(os.environ.get("GONGSHI_PLUGINS", "").encode())
    whole.update((ROOT / "requirements.txt").read_bytes())
    for folder in ("site", "council", "publicity"):
        for path in sorted((ROOT / folder).glob("**/migrations/*.py")):
            whole.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return whole.hexdigest()[:12]


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
