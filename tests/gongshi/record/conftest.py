"""Two protected sample tables with a column of every sort, outside every migration."""

import datetime as dt
import os
import uuid
from collections.abc import Iterator

import pytest
from django.apps.registry import Apps
from django.db import connection, models

from gongshi.record.models import Entry
from gongshi.record.protection import PROTECTED, protected
from gongshi.record.services import append
from gongshi.record.triggers import install_triggers, remove_triggers

FULL = os.environ.get("GONGSHI_SAMPLE") == "full"  # the whole sample, before a release
SHANGHAI = dt.timezone(dt.timedelta(hours=8))
NOON = dt.datetime(2026, 3, 1, 12, 0, tzinfo=SHANGHAI)
ANNA, BERT = uuid.UUID(int=1).hex, uuid.UUID(int=2).hex
_ours = Apps()


@protected()
class Sample(models.Model):  # noqa: DJ008 -- nobody reads it
    """An act's row: it stays for ever."""

    words = models.CharField(max_length=40)
    fen = models.BigIntegerField()
    yes = models.BooleanField(default=False)
    on = models.DateField()
    moment = models.DateTimeField()
    facts = models.JSONField(default=dict)
    key = models.UUIDField(default=uuid.uuid4)
    data = models.BinaryField(default=b"")
    remark = models.TextField(null=True)
    file = models.FileField(blank=True)
    area = models.DecimalField(max_digits=8, decimal_places=2, default=0)

    class Meta:
        app_label = "record_sample"
        apps = _ours


@protected(erasable=True)
class Roster(models.Model):  # noqa: DJ008 -- nobody reads it
    """A personal row: it may be erased."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=40)

    class Meta:
        app_label = "record_sample"
        apps = _ours


for _label in ("record_sample.sample", "record_sample.roster"):
    del PROTECTED[_label]  # they count only once their tables are there


@pytest.fixture(scope="session")
def _sample_tables(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        for model in (Sample, Roster):
            editor.create_model(model)
    protected()(Sample)
    protected(erasable=True)(Roster)
    with django_db_blocker.unblock():
        install_triggers()
    yield
    for label in ("record_sample.sample", "record_sample.roster"):
        del PROTECTED[label]
    with django_db_blocker.unblock():
        remove_triggers()
        with connection.schema_editor() as editor:
            for model in (Sample, Roster):
                editor.delete_model(model)
        install_triggers()


@pytest.fixture
def samples(_sample_tables: None, db: None) -> None:
    """Have the sample tables in the test's own transaction."""


def sample(n: int = 0, **columns: object) -> Sample:
    """Write one row of an act."""
    given = {"words": f"评议{n}", "fen": 100 + n, "on": NOON.date(), "moment": NOON, "remark": "好"}
    given |= {"facts": {"rows": [n, "户"]}, "data": b"\x00\xff", "file": "a/b.jpg", "area": "1.50"}
    return Sample.objects.create(**(given | columns))


def entry(*rows: models.Model, kind: str = "sample.done", **columns: object) -> Entry:
    """Append an entry for rows."""
    given = {"at": NOON, "actor": ANNA, "office": "council_member", "area": "370921101201"}
    given |= {"matter": "m-1", "body": {"motion": "分配方案", "names": ["甲", "乙"]}}
    return append(kind=kind, rows=rows, **(given | columns))
