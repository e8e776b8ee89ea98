"""How the guards outlive a migration.

A migration that rebuilds a SQLite table drops its triggers silently, and one that changes rows
would be refused by them. Therefore they are taken away before every ``migrate`` and put back
after it, whether it succeeded or failed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from gongshi.record.triggers import (
    install_triggers,
    installed_triggers,
    missing_triggers,
    remove_triggers,
    triggers_of_absent,
)

#: While a run goes on, by database: the definitions of guards whose plugin is not loaded.
_aside: dict[str, dict[str, str]] = {}


def before_migrate(using: str, *, plan: Sequence[object], **_kwargs: Any) -> None:
    """Receive pre_migrate, once a run. Where nothing is to be done, the guards stay."""
    if not plan:
        return
    absent = triggers_of_absent(using)
    if connections[using].vendor != "sqlite":
        _aside[using] = {}
        remove_triggers(using, keep=absent)  # only SQLite stumbles over them
        return
    _aside[using] = {n: sql for n, sql in installed_triggers(using).items() if n in absent}
    remove_triggers(using)


def after_migrate(using: str, **_kwargs: Any) -> None:
    """Receive post_migrate, once a run and after a flush."""
    aside = _aside.pop(using, {})
    if missing_triggers(using):
        install_triggers(using)
    there = installed_triggers(using)
    tables = connections[using].introspection.table_names()
    with connections[using].cursor() as cursor:
        for name, sql in aside.items():
            if name not in there and any(f' ON "{table}" ' in sql for table in tables):
                cursor.execute(sql)


def interrupted(using: str) -> bool:
    """Tell whether a run has taken the guards away and not put them back."""
    return using in _aside


def upgrade_waits(using: str) -> bool:
    """Tell whether there are migrations still to be applied."""
    executor = MigrationExecutor(connections[using])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
