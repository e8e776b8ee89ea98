"""Appending: the chain, the commitments, few statements, and never outside a transaction."""

import datetime as dt
import hmac
import json
from hashlib import sha256

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from gongshi.plugins.jobs import clock_jobs
from gongshi.record import merkle, queries
from gongshi.record.canonical import NotCanonicalError
from gongshi.record.models import Commitment, Entry, Head, Opening
from gongshi.record.services import make_checkpoint
from tests.gongshi.record.conftest import ANNA, NOON, Sample, entry, sample

pytestmark = pytest.mark.usefixtures("samples")


def test_entries_are_gapless_and_chained() -> None:
    entries = [entry() for _ in range(5)]
    assert [one.seq for one in entries] == [0, 1, 2, 3, 4]
    assert [one.prev for one in entries] == ["0" * 64, *(one.hash for one in entries[:-1])]
    head = Head.objects.get()
    assert (head.size, head.hash) == (5, entries[-1].hash)


def test_an_entry_is_hashed_as_documented_with_nothing_but_a_spreadsheet() -> None:
    one = entry(sample())
    parts = list(one.commitments.order_by("ordinal").values_list("table", "row_key", "commit"))
    commit = sha256(json.dumps(parts, separators=(",", ":")).encode()).hexdigest()
    assert one.commit == commit
    text = (
        f'{{"actor":"{ANNA}","area":"370921101201","at":"2026-03-01T04:00:00.000000Z",'
        f'"commit":"{commit}","kind":"sample.done","matter":"m-1","office":"council_member",'
        f'"prev":"{"0" * 64}","seq":0,"v":1}}'
    )
    assert one.hash == sha256(b"\x00" + text.encode()).hexdigest()
    for opening in Opening.objects.filter(commitment__table="body"):
        message = f'{{"columns":{opening.columns},"facts":{opening.content}}}'.encode()
        digest = hmac.new(bytes.fromhex(opening.salt), message, "sha256").hexdigest()
        assert digest == opening.commitment.commit


def test_each_row_has_its_own_commitment_under_its_own_salt() -> None:
    first, second = sample(), sample()
    one = entry(first, second)
    rows = Commitment.objects.filter(entry=one).order_by("ordinal")
    assert [row.ordinal for row in rows] == [0, 1, 2]
    assert [row.row_key for row in rows] == ["0", str(first.pk), str(second.pk)]
    assert len(set(Opening.objects.values_list("salt", flat=True))) == 3
    assert queries.body(one) == {"motion": "分配方案", "names": ["甲", "乙"]}


def test_the_same_row_cannot_be_entered_twice() -> None:
    row = sample()
    entry(row)
    with pytest.raises(IntegrityError), transaction.atomic():
        entry(row)
    assert (Entry.objects.count(), Head.objects.get().size) == (1, 1)


def test_appending_costs_five_statements_however_many_rows() -> None:
    entry()
    rows = [sample(n) for n in range(50)]
    with CaptureQueriesContext(
        connection,
    ) as statements:
        entry(*rows)
    assert len(statements) == 5


@pytest.mark.parametrize(
    "wrong",
    [
        {"body": {"share": 0.1}},
        {"body": {"reason": None}},
        {"at": dt.datetime(2026, 1, 1)},  # noqa: DTZ001 -- the refusal is the point
    ],
)
def test_what_has_no_canonical_form_is_refused_and_nothing_is_written(wrong: dict) -> None:
    entry()
    with pytest.raises(NotCanonicalError), transaction.atomic():
        entry(**wrong)
    assert (Entry.objects.count(), Head.objects.get().size) == (1, 1)


def test_a_row_read_in_part_is_refused() -> None:
    pk = sample().pk
    with pytest.raises(NotCanonicalError):
        entry(Sample.objects.only("words").get(pk=pk))


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_appended() -> None:
    with pytest.raises(TransactionManagementError):
        entry()
    assert not Entry.objects.exists()


def test_a_rolled_back_act_leaves_no_entry() -> None:
    entry()
    with transaction.atomic():
        entry(sample())
        transaction.set_rollback(True)
    assert (Entry.objects.count(), Sample.objects.count(), Head.objects.get().size) == (1, 0, 1)


def test_checkpoints_sign_the_root_once_and_prove_each_entry() -> None:
    assert make_checkpoint(NOON) is None
    entries = [entry() for _ in range(7)]
    leaves = [bytes.fromhex(one.hash) for one in entries]
    checkpoint = make_checkpoint(NOON)
    assert (checkpoint.size, checkpoint.root) == (7, merkle.root(leaves).hex())
    assert make_checkpoint(NOON + dt.timedelta(days=1)) == checkpoint
    for one in entries:
        proof = queries.inclusion_proof(one, checkpoint)
        root = bytes.fromhex(checkpoint.root)
        assert merkle.included(bytes.fromhex(one.hash), one.seq, 7, proof, root)
    proof = queries.consistency_proof(3, checkpoint)
    assert merkle.consistent(3, merkle.root(leaves[:3]), 7, bytes.fromhex(checkpoint.root), proof)
    entry()
    assert make_checkpoint(NOON).size == 8
    assert queries.last_checkpoint().size == 8


def test_the_clock_signs_once_a_day_of_shanghai() -> None:
    job = clock_jobs.get("record.checkpoint")()
    assert job.run(NOON) == 0
    entry()
    assert job.run(NOON) == 1
    entry()
    assert job.run(NOON + dt.timedelta(hours=11, minutes=59)) == 0
    assert job.run(NOON + dt.timedelta(hours=12)) == 1
    assert job.run(NOON + dt.timedelta(hours=36)) == 0
