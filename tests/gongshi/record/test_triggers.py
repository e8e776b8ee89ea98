"""The database's own guards: what they refuse, that they stay, and that their loss is seen."""

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import IntegrityError, connection, migrations, models, transaction
from django.db.migrations.state import ProjectState

from gongshi.record import triggers
from gongshi.record.models import Checkpoint, Commitment, Entry, Head, Opening
from gongshi.record.protection import PROTECTED
from gongshi.record.services import make_checkpoint
from gongshi.record.upgrading import after_migrate, before_migrate
from gongshi.record.verify import verify
from tests.gongshi.record.conftest import NOON, Roster, Sample, entry, sample

pytestmark = pytest.mark.usefixtures("samples")
KEPT = [Entry, Commitment, Opening, Checkpoint, Sample, Roster]


@pytest.fixture
def filled(samples: None) -> None:
    entry(sample(), Roster.objects.create(name="试"))
    make_checkpoint(NOON)


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("model", KEPT)
def test_no_update_and_no_delete(model: type[models.Model]) -> None:
    field = model._meta.concrete_fields[-1].attname
    before = list(model._base_manager.values())
    for statement in (
        lambda: model._base_manager.update(**{field: models.F(field)}),
        lambda: model._base_manager.all()._raw_delete("default"),
        lambda: _raw(f'DELETE FROM "{model._meta.db_table}"'),
    ):
        with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
            statement()
    assert list(model._base_manager.values()) == before


def _raw(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.usefixtures("filled")
def test_the_head_is_not_deleted() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Head.objects.all().delete()


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("model", [*KEPT, Head])
def test_postgres_refuses_truncate(model: type[models.Model]) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    connection.check_constraints()  # nothing pending that would refuse it for another reason
    with pytest.raises(IntegrityError, match="truncate refused"), transaction.atomic():
        _raw(f'TRUNCATE "{model._meta.db_table}" CASCADE')


@pytest.mark.usefixtures("filled")
def test_sqlite_refuses_to_replace_a_row() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("REPLACE is SQLite's")
    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
        _raw("REPLACE INTO record_sample_roster SELECT id, 'x' FROM record_sample_roster")
    assert Roster.objects.get().name == "试"


def test_every_guard_is_in_place_and_installing_again_changes_nothing() -> None:
    expected = triggers.expected_triggers()
    assert {"record_update_gongshi_record_entry", "record_delete_record_sample_roster"} <= set(
        expected
    )
    assert triggers.installed_triggers() == expected
    triggers.install_triggers()
    assert triggers.installed_triggers() == expected
    assert triggers.missing_triggers() == []


@pytest.mark.parametrize("kind", ["gone", "changed", "off"])
def test_a_lost_changed_or_sleeping_guard_is_reported(kind: str) -> None:
    name, table = "record_update_gongshi_record_entry", "gongshi_record_entry"
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    if kind == "off":
        if not on:
            pytest.skip("SQLite cannot switch a trigger off")
        _raw(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
    else:
        _raw(f"DROP TRIGGER {name}{on}")
    if kind == "changed":
        act = (
            "EXECUTE FUNCTION suppress_redundant_updates_trigger()" if on else "BEGIN SELECT 1; END"
        )
        _raw(f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW {act}")
    assert triggers.missing_triggers() == [name]
    assert [(one.code, one.row) for one in verify()] == [("record.trigger_missing", name)]
    with pytest.raises(SystemCheckError, match=name):
        call_command("check", tags=["database"], databases=["default"])
    triggers.install_triggers()
    call_command("check", tags=["database"], databases=["default"])


def test_a_room_adds_a_guard_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(triggers, "_CONTRIBUTED", {})
    sqlite = "SELECT RAISE(ABORT, 'too little') WHERE NEW.fen < 5;"
    postgres = "IF NEW.fen < 5 THEN RAISE EXCEPTION 'too little' USING ERRCODE = '23000'; END IF;"
    triggers.register_trigger("sample_fen", "record_sample_sample", sqlite, postgres)
    triggers.register_trigger("sample_fen", "record_sample_sample", sqlite, postgres)
    with pytest.raises(ValueError, match="registered already"):
        triggers.register_trigger("sample_fen", "record_sample_sample", "SELECT 1;", postgres)
    assert triggers.missing_triggers() == ["record_sample_fen"]
    triggers.install_triggers()
    sample(fen=5)
    with pytest.raises(IntegrityError, match="too little"), transaction.atomic():
        sample(fen=4)
    assert Sample.objects.count() == 1


@pytest.mark.usefixtures("filled")
def test_guards_of_a_plugin_that_is_left_out_outlive_a_migration(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = triggers.installed_triggers()
    for model in (Sample, Roster):
        monkeypatch.delitem(PROTECTED, model._meta.label_lower)
    before_migrate("default", plan=[object()])
    after_migrate("default")
    assert triggers.installed_triggers() == before
    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
        Roster.objects.update(name="改")


@pytest.mark.django_db(transaction=True)
def test_migrate_takes_the_guards_away_and_puts_them_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """A real ``migrate`` whose migration rebuilds a protected table."""
    seen: list[list[str]] = []

    class Rebuild(migrations.RunPython):
        def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
            seen.append(list(triggers.installed_triggers()))
            old, new = Entry._meta.get_field("kind"), models.CharField(max_length=61)
            new.set_attributes_from_name("kind")
            new.model = Entry
            schema_editor.alter_field(Entry, old, new)
            schema_editor.alter_field(Entry, new, old)

    migration = migrations.Migration("0002_rebuild", "gongshi_record")
    migration.operations = [Rebuild(migrations.RunPython.noop)]
    from django.core.management.commands import migrate as command
    from django.db.migrations.executor import MigrationExecutor

    class Executor(MigrationExecutor):
        def migration_plan(self, targets, clean_start=False):
            return [(migration, False)]

        def migrate(self, targets, plan=None, state=None, fake=False, fake_initial=False):
            with self.connection.schema_editor(atomic=True) as editor:
                migration.apply(ProjectState(), editor)
            return ProjectState()

    monkeypatch.setattr(command, "MigrationExecutor", Executor)
    expected = triggers.expected_triggers()
    with transaction.atomic():
        entry()
    call_command("migrate", verbosity=0, skip_checks=True)
    assert seen == [[]]
    assert triggers.installed_triggers() == expected
    with pytest.raises(IntegrityError):
        Entry.objects.update(kind="x")
    assert list(verify()) == []


@pytest.mark.django_db(transaction=True)
def test_without_migrate_a_rebuilt_sqlite_table_has_lost_them() -> None:
    """The reason for all this, kept as a test: should SQLite or Django change, we shall know."""
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite rebuilds tables")
    old, new = Sample._meta.get_field("words"), models.CharField(max_length=41)
    new.set_attributes_from_name("words")
    new.model = Sample
    with connection.schema_editor() as editor:
        editor.alter_field(Sample, old, new)
        editor.alter_field(Sample, new, old)
    assert triggers.missing_triggers() == [
        "record_update_record_sample_sample",
        "record_delete_record_sample_sample",
    ]
    triggers.install_triggers()
