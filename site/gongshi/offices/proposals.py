"""What takes two granters: one asks, another confirms, and only then it is done.

Asking writes a note (``asking`` asks the rules first, so that nothing hopeless waits). Confirming
locks the note and does the act through its own service, which asks every rule with both names.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongshi.areas.models import Area
from gongshi.offices import setup
from gongshi.offices.duties import Office
from gongshi.offices.models import Proposal
from gongshi.offices.rules import confirmed_by_another, is_asked_once, waits
from gongshi.offices.services import appoint
from gongshi.people.models import Person
from gongshi.people.queries import canonical, keys_of
from gongshi.people.rules.persons import has_cause
from gongshi.record.services import append
from gongshi.verdict import first_refusal, require


@transaction.atomic
def propose(made: Proposal, by: Person, at: datetime) -> Proposal:
    """Note what was asked; the caller has asked the rules. Raises OFFICE-3."""
    Area.objects.select_for_update().get(pk=made.area_id)
    same = Proposal.objects.filter(
        state=Proposal.State.OPEN,
        kind=made.kind,
        area=made.area,
        office=made.office,
        person__in=keys_of(made.person),
    )
    require(is_asked_once(waiting=same.exists()))
    made.asked_by, made.asked_at = by, at
    made.save(force_insert=True)
    _note(made, "asked", by, at)
    return made


@transaction.atomic
def confirm(*, proposal: Proposal, by: Person, at: datetime) -> Proposal:
    """Do what was asked, on the word of both. Raises I6, OFFICE-3 or what the act raises."""
    locked = _locked(proposal)
    require(
        first_refusal(
            setup.may_grant(by, locked.area, at),
            confirmed_by_another(uploader=_root(locked.asked_by), confirmer=_root(by)),
        )
    )
    _do(locked, by, at)
    return _close(locked, Proposal.State.CONFIRMED, "", by, at)


@transaction.atomic
def decline(*, proposal: Proposal, reason: str, by: Person, at: datetime) -> Proposal:
    """Say no to what another granter asked, or take back what one asked oneself."""
    locked = _locked(proposal)
    require(first_refusal(setup.may_grant(by, locked.area, at), has_cause(reason)))
    own = _root(locked.asked_by) == _root(by)
    state = Proposal.State.WITHDRAWN if own else Proposal.State.DECLINED
    return _close(locked, state, reason, by, at)


def _do(asked: Proposal, by: Person, at: datetime) -> None:
    first, area = asked.asked_by, asked.area
    if asked.kind == Proposal.Kind.MERGE and asked.double is not None:
        setup.merge_persons(
            person=asked.person, double=asked.double, area=area, by=first, confirmed_by=by, at=at
        )
    elif asked.kind == Proposal.Kind.ERASE:
        setup.erase_identity(
            person=asked.person,
            ground=asked.legal_basis,
            area=area,
            by=first,
            confirmed_by=by,
            at=at,
        )
    elif asked.starts_on is not None:
        appoint(
            person=canonical(asked.person),
            office=Office(asked.office),
            area=area,
            starts_on=asked.starts_on,
            ends_on=asked.ends_on,
            category=asked.category,
            path=asked.path,
            legal_basis=asked.legal_basis,
            by=first,
            confirmed_by=by,
            at=at,
        )


def _locked(proposal: Proposal) -> Proposal:
    locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
    require(waits(is_open=locked.state == Proposal.State.OPEN))
    return locked


def _close(
    asked: Proposal, state: Proposal.State, answer: str, by: Person, at: datetime
) -> Proposal:
    asked.state, asked.answer, asked.closed_by, asked.closed_at = state, answer, by, at
    asked.save(update_fields=["state", "answer", "closed_by", "closed_at"])
    _note(asked, state.value, by, at)
    return asked


def _note(asked: Proposal, word: str, by: Person, at: datetime) -> None:
    body: dict[str, object] = {
        "proposal": str(asked.key),
        "kind": asked.kind,
        "person": str(asked.person_id),
    }
    append(
        kind=f"proposal.{word}",
        at=at,
        actor=by.key.hex,
        office=Office.GRANTER.value,
        area=asked.area_id,
        body=body,
    )


def _root(person: Person) -> str:
    return str(canonical(person).key)
