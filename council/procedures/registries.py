"""Kinds of cases: each declares its procedure as data and what its effects do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from council.procedures.states import Procedure, StepKind
from gongshi.offices.duties import Office
from gongshi.plugins import Kind, Registry
from gongshi.publishing.schema import Snapshot
from gongshi.verdict import ALLOWED, Verdict

if TYPE_CHECKING:
    from council.procedures.models import Case, Step
    from gongshi.people.models import Person


class CaseKind(Kind):
    """A kind of case. ``named_list`` kinds show names and so publish before they are approved."""

    named_list: bool = False

    def procedure(self, subject: str) -> Procedure:
        """Give the procedure for this subject, with the county's settings filled in."""
        raise NotImplementedError

    def may_finish(self, step: Step) -> Verdict:
        """Say whether the feature's own work of this step is complete."""
        return ALLOWED

    def may_do(self, step: Step, person: Person) -> Verdict:
        """Say whether this person may do the step, beyond what its duty asks."""
        return ALLOWED

    def page(self, step: Step) -> str:
        """Give the address of the feature's own page for this step, or '' for the plain form."""
        return ""

    def effect(self, case: Case, key: str) -> Sequence[models.Model]:
        """Do what an effect step does; give the protected rows it wrote."""
        return ()

    def publication(self, case: Case, key: str) -> str:
        """Give the subject to publish in a publication step."""
        return case.subject

    def after_publication(self, case: Case, key: str, outcome: Mapping[str, object]) -> str:
        """Give the step to go back to where an objection was upheld, or '' to go on."""
        return ""

    def sent_back(self, case: Case, key: str) -> None:
        """Hear that the case went back to an earlier step; nothing later holds any more."""

    def stands_since(self, case: Case) -> datetime:
        """Say since when what is decided on stands as it is now; no earlier meeting decided it."""
        return case.opened_at

    def summary(self, subject: str) -> Snapshot:
        """Give what everyone who works on the case sees of its subject."""
        return Snapshot(title=subject)


case_kinds: Registry[CaseKind] = Registry(CaseKind)

#: Where a kind of step is done when its case kind names no page of its own; the feature that
#: does such steps adds itself.
step_pages: dict[StepKind, Callable[[Step], str]] = {}


@dataclass(frozen=True, slots=True)
class Doers:
    """Whom a kind of step waits for where its duty alone does not say it: a body decides.

    ``offices`` are all that may ever be asked, so that nobody else's steps are looked at.
    """

    offices: frozenset[Office]
    may_take: Callable[[Step, Person, datetime], Verdict]


step_doers: dict[StepKind, Doers] = {}
