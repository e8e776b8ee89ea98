"""What the database itself refuses: triggers on every table that only grows.

They are compared with the catalogue at start-up; how they outlive a migration stands in
``upgrading``.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import truncate_name

from gongshi.record.commitments import key_is_uuid
from gongshi.record.protection import PROTECTED

PREFIX = "record_"  # every trigger of ours, and no other, begins so


@dataclass(frozen=True, slots=True)
class Trigger:
    """Statements run before an event on a table; they abort what must not happen.

    ``sqlite`` stands between BEGIN and END, ``postgres`` is PL/pgSQL before RETURN.
    """

    name: str
    table: str
    event: str
    sqlite: str
    postgres: str


_CONTRIBUTED: dict[str, Trigger] = {}


def register_trigger(
    name: str, table: str, sqlite_sql: str, postgres_sql: str, *, event: str = "INSERT"
) -> None:
    """Let a room refuse more: statements that run before each row of an event on its table.

    ``sqlite_sql`` is e.g. ``SELECT RAISE(ABORT, 'why') WHERE NOT EXISTS (…);`` and
    ``postgres_sql`` e.g. ``IF NOT EXISTS (…) THEN RAISE EXCEPTION 'why'; END IF;``.
    """
    trigger = Trigger(_name(name), table, event, sqlite_sql, postgres_sql)
    if _CONTRIBUTED.setdefault(trigger.name, trigger) != trigger:
        raise ValueError(f"A trigger named {name} is registered already.")


def _name(*parts: str) -> str:
    return truncate_name(PREFIX + "_".join(parts).lower(), 50)


def _refuse(table: str, event: str, unless: str = "") -> Trigger:
    """Refuse an event on a table, unless a row that the condition finds allows it."""
    why = f"{table} only grows: {event.lower()} refused"
    sqlite = f"SELECT RAISE(ABORT, '{why}')" + (f" WHERE NOT EXISTS ({unless})" if unless else "")
    condition = f"NOT EXISTS ({unless})" if unless else "TRUE"
    postgres = f"IF {condition} THEN RAISE EXCEPTION '{why}' USING ERRCODE = '23000'; END IF;"
    return Trigger(_name(event, table), table, event, f"{sqlite};", postgres)


def _erased(model: type[models.Model]) -> str:
    """Find the lawful erasure of the row that is being deleted."""
    meta = model._meta  # noqa: SLF001 -- Django's API
    key = f'CAST(OLD."{meta.pk.column}" AS text)'
    if key_is_uuid(model):
        key = f"REPLACE({key}, '-', '')"
    return (  # only names of our own tables go in
        'SELECT 1 FROM "gongshi_record_erasure" AS e '  # noqa: S608
        f'WHERE e."table" = \'{meta.label_lower}\' AND e."row_key" = {key}'
    )


OPENING_ERASED = (
    'SELECT 1 FROM "gongshi_record_commitment" AS c JOIN "gongshi_record_erasure" AS e '
    'ON e."table" = c."table" AND e."row_key" = c."row_key" '
    'WHERE c."id" = OLD."commitment_id"'
)


def _rules() -> Iterator[Trigger]:
    """Give the trigger of every guarded table and event."""
    own = {"entry": "", "commitment": "", "checkpoint": "", "opening": OPENING_ERASED}
    guarded = {f"gongshi_record_{name}": unless for name, unless in own.items()}
    for protection in PROTECTED.values():
        table = protection.model._meta.db_table  # noqa: SLF001 -- Django's API
        guarded[table] = _erased(protection.model) if protection.erasable else ""
    for table, unless in guarded.items():
        yield _refuse(table, "UPDATE")
        yield _refuse(table, "DELETE", unless)
        yield _refuse(table, "TRUNCATE")
    yield _refuse("gongshi_record_head", "DELETE")
    yield _refuse("gongshi_record_head", "TRUNCATE")
    yield from _CONTRIBUTED.values()


def _sqlite(trigger: Trigger) -> list[str]:
    head = f'CREATE TRIGGER "{trigger.name}" BEFORE {trigger.event} ON "{trigger.table}"'
    return [f"{head} FOR EACH ROW BEGIN {trigger.sqlite} END"]


def _postgres(trigger: Trigger) -> list[str]:
    each = "STATEMENT" if trigger.event == "TRUNCATE" else "ROW"
    function = f"{trigger.name}() RETURNS trigger LANGUAGE plpgsql"
    event = f"BEFORE {trigger.event} ON {trigger.table} FOR EACH {each}"
    return [
        f"CREATE OR REPLACE FUNCTION {function} AS $body${_postgres_body(trigger)}$body$",
        f"CREATE TRIGGER {trigger.name} {event} EXECUTE FUNCTION {trigger.name}()",
    ]


def _postgres_body(trigger: Trigger) -> str:
    result = {"DELETE": "OLD", "TRUNCATE": "NULL"}.get(trigger.event, "NEW")
    return f"BEGIN {trigger.postgres} RETURN {result}; END"


def _wanted(connection: BaseDatabaseWrapper) -> list[Trigger]:
    """Give the triggers of the tables that exist, as far as this database knows the event."""
    sqlite = connection.vendor == "sqlite"
    tables = set(connection.introspection.table_names())
    return [t for t in _rules() if t.table in tables and not (sqlite and t.event == "TRUNCATE")]


def expected_triggers(using: str = "default") -> dict[str, str]:
    """Give the name and definition of every trigger that must be there."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        return {trigger.name: _sqlite(trigger)[0] for trigger in _wanted(connection)}
    return {t.name: f"{_postgres(t)[1]} AS {_postgres_body(t)}" for t in _wanted(connection)}


def installed_triggers(using: str = "default") -> dict[str, str]:
    """Give the name and definition of every trigger of ours in the database's catalogue."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name GLOB %s",
                [f"{PREFIX}*"],
            )
        else:
            cursor.execute(POSTGRES_CATALOGUE, [PREFIX])
        return dict(cursor.fetchall())


POSTGRES_PLACES = """
SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace
  AND starts_with(t.tgname, %s)
"""

#: A switched-off trigger (tgenabled other than O) shows as changed.
POSTGRES_CATALOGUE = """
SELECT t.tgname,
       pg_get_triggerdef(t.oid, true) || CASE t.tgenabled WHEN 'O' THEN '' ELSE ' OFF' END
       || ' AS ' || p.prosrc
FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid
WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace
  AND starts_with(t.tgname, %s)
"""


def missing_triggers(using: str = "default") -> list[str]:
    """Give the names of triggers that are absent, changed or switched off."""
    installed = installed_triggers(using)
    return [name for name, sql in expected_triggers(using).items() if installed.get(name) != sql]


def remove_triggers(using: str = "default", *, keep: Container[str] = ()) -> None:
    """Take every trigger of ours away, but for those whose names are to be kept."""
    connection = connections[using]
    with transaction.atomic(using), connection.cursor() as cursor:
        for name, table in _places(connection):
            if name in keep:
                continue
            if connection.vendor == "sqlite":
                cursor.execute(f'DROP TRIGGER "{name}"')
                continue
            cursor.execute(f'DROP TRIGGER "{name}" ON "{table}"')
            cursor.execute(f"DROP FUNCTION IF EXISTS {name}()")


def install_triggers(using: str = "default") -> None:
    """Put every trigger in place; those of plugins that are not loaded stay as they are."""
    connection = connections[using]
    build: Callable[[Trigger], list[str]] = _sqlite if connection.vendor == "sqlite" else _postgres
    remove_triggers(using, keep=triggers_of_absent(using))
    with transaction.atomic(using), connection.cursor() as cursor:
        for trigger in _wanted(connection):
            for statement in build(trigger):
                cursor.execute(statement)


def triggers_of_absent(using: str = "default") -> set[str]:
    """Give the names of triggers on tables that no loaded app knows: a plugin is left out."""
    known = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}  # noqa: SLF001 -- Django's API
    known |= {trigger.table for trigger in _rules()}
    return {name for name, table in _places(connections[using]) if table not in known}


def _places(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    """Give the name and table of every trigger of ours in the catalogue."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name GLOB %s",
                [f"{PREFIX}*"],
            )
        else:
            cursor.execute(POSTGRES_PLACES, [PREFIX])
        return list(cursor.fetchall())
