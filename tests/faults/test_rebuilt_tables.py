"""A migration that alters every protected table leaves its guards, its rows and its proofs."""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.db.migrations.loader import MigrationLoader

from gongshi.offices.models import Appointment
from gongshi.record import triggers
from gongshi.record.models import Checkpoint, Commitment, Entry, Opening
from gongshi.record.protection import PROTECTED
from gongshi.record.services import make_checkpoint
from tests.faults.acts import LATER, register, unregister
from tests.faults.story import tell
from tests.village import staffed_village

pytestmark = pytest.mark.django_db(transaction=True)

GUARDED = [one.model for one in PROTECTED.values()] + [Entry, Commitment, Opening, Checkpoint]
LABELS = sorted({model._meta.app_label for model in GUARDED})
OWN = dict(settings.MIGRATION_MODULES)
NAME = "9999_rebuilt"
FULL = os.environ.get("GONGSHI_SAMPLE") == "full"  # the whole sample, before a release

#: The app's own migrations and, after them, those of this folder.
PACKAGE = """
from importlib import import_module
__path__ = [*import_module("{own}").__path__, *__path__]
"""

FILE = """
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = {dependencies!r}
    operations = [
        {operations}
    ]
"""

#: Each of these makes SQLite build the table anew.
ADD = """
        migrations.AddField(
            "{name}", "added", models.CharField(max_length=9, default="加", db_default="加"),
        ),
"""
ALTER = """
        migrations.AlterField(
            "{name}", "added", models.CharField(max_length=8, default="改", db_default="改"),
        ),
        migrations.AddConstraint(
            "{name}",
            models.CheckConstraint(condition=~models.Q(added=""), name="added_{label}_{name}"),
        ),
"""


@pytest.fixture
def story() -> Iterator[None]:
    """Have a row in every protected table, committed."""
    ContentType.objects.clear_cache()
    register()
    with transaction.atomic():
        tell(staffed_village())
        make_checkpoint(LATER)
    yield
    unregister()


@dataclass
class Rebuilding:
    """A package of migrations in a temporary folder: one file for each app with guarded tables."""

    folder: Path
    leaves: dict[str, str]
    monkeypatch: pytest.MonkeyPatch

    labels: list[str] = field(default_factory=list)

    def write(self, labels: list[str], last: str = "") -> None:
        """Write the files; each stands on the one before, so that one run takes all back."""
        self.forget()
        self.labels = labels
        places = {label: f"rebuilding.{label}" for label in labels}
        self.monkeypatch.setattr(settings, "MIGRATION_MODULES", OWN | places)
        before: list[tuple[str, str]] = []
        for label in self.labels:
            package = self.folder / label
            package.mkdir(parents=True, exist_ok=True)
            own = apps.get_app_config(label).name + ".migrations"
            (package / "__init__.py").write_text(PACKAGE.format(own=own))
            names = [m._meta.model_name for m in GUARDED if m._meta.app_label == label]
            wanted = ADD + ALTER if FULL or label == "gongshi_record" else ADD
            operations = "".join(wanted.format(name=name, label=label) for name in names)
            operations += last if label == self.labels[-1] else ""
            dependencies = [(label, self.leaves[label]), *before]
            text = FILE.format(dependencies=dependencies, operations=operations.strip())
            (package / f"{NAME}.py").write_text(text)
            before = [(label, NAME)]

    def apply(self) -> None:
        call_command("migrate", verbosity=0, skip_checks=False)  # as from the command line

    def take_back(self) -> None:
        first = self.labels[0]
        call_command("migrate", first, self.leaves[first], verbosity=0)

    def forget(self) -> None:
        """Let a file that is written again be read again."""
        for name in [one for one in sys.modules if one.split(".")[0] == "rebuilding"]:
            del sys.modules[name]
        importlib.invalidate_caches()


@pytest.fixture
def rebuilding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rebuilding]:
    """Give a place for migration files where Django finds them; nothing of it stays."""
    leaves = dict(MigrationLoader(connection).graph.leaf_nodes())
    made = Rebuilding(tmp_path / "rebuilding", leaves, monkeypatch)
    monkeypatch.syspath_prepend(tmp_path)
    yield made
    if made.labels:
        made.write(made.labels)
        made.take_back()
    made.forget()


def _columns(model: type[models.Model]) -> list[str]:
    with connection.cursor() as cursor:
        table = model._meta.db_table
        return [one.name for one in connection.introspection.get_table_description(cursor, table)]


def _rows(model: type[models.Model]) -> list[tuple[object, ...]]:
    """Give the rows as the database holds them, in the columns that the model knows."""
    meta = model._meta
    names = ", ".join(f'"{field.column}"' for field in meta.concrete_fields)
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {names} FROM "{meta.db_table}" ORDER BY "{meta.pk.column}"')
        return [
            tuple(bytes(cell) if isinstance(cell, memoryview) else cell for cell in row)
            for row in cursor.fetchall()
        ]


def _guards_bite(model: type[models.Model]) -> None:
    meta = model._meta
    column = meta.concrete_fields[-1].column
    for statement, event in (
        (f'UPDATE "{meta.db_table}" SET "{column}" = "{column}"', "update"),
        (f'DELETE FROM "{meta.db_table}"', "delete"),
    ):
        refused = pytest.raises(IntegrityError, match=f"only grows: {event} refused")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def _record_is_whole() -> bool:
    said = StringIO()
    call_command("verify_record", "--json", stdout=said)
    return json.loads(said.getvalue())["findings"] == 0


@pytest.mark.usefixtures("story")
def test_a_migration_that_rebuilds_guarded_tables_leaves_everything(rebuilding: Rebuilding) -> None:
    guards = triggers.installed_triggers()
    before = {model: _rows(model) for model in GUARDED}
    assert [model for model, rows in before.items() if not rows] == []
    rebuilding.write(LABELS)
    for step, there in ((rebuilding.apply, True), (rebuilding.take_back, False)):
        step()
        assert {"added" in _columns(model) for model in GUARDED} == {there}
        assert triggers.installed_triggers() == guards
        for model in GUARDED:
            _guards_bite(model)
        assert {model: _rows(model) for model in GUARDED} == before
        assert _record_is_whole()


def test_a_migration_that_fails_leaves_the_guards_too(rebuilding: Rebuilding) -> None:
    """And the next run, which finds them in place, finishes what this one began."""
    with transaction.atomic():
        staffed_village()
    guards = triggers.installed_triggers()
    labels = ["gongshi_offices", "gongshi_record"]
    rebuilding.write(labels, last="        migrations.RunSQL('SELECT halfway'),")
    with pytest.raises(DatabaseError, match="halfway"):
        rebuilding.apply()
    assert ("added" in _columns(Appointment), "added" in _columns(Entry)) == (True, False)
    assert triggers.installed_triggers() == guards
    for model in (Appointment, Entry):
        _guards_bite(model)
    assert _record_is_whole()
    rebuilding.write(labels)
    rebuilding.apply()
    assert "added" in _columns(Entry)
    assert triggers.installed_triggers() == guards
    assert _record_is_whole()


@pytest.mark.parametrize("waiting", [False, True])
def test_lost_guards_stop_a_start_but_never_an_upgrade(
    rebuilding: Rebuilding, *, waiting: bool
) -> None:
    """An upgrade may bring a new guard for an old table; otherwise somebody took it away."""
    guards = triggers.installed_triggers()
    triggers.remove_triggers()
    if waiting:
        rebuilding.write(["gongshi_record"])
        rebuilding.apply()
    else:
        with pytest.raises(SystemCheckError, match=r"gongshi_record\.E001"):
            rebuilding.apply()
        assert triggers.installed_triggers() == {}
        call_command("migrate", verbosity=0, skip_checks=True)  # as the sentence advises
    assert triggers.installed_triggers() == guards
