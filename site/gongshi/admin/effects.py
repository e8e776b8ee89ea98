"""What joining two records, or deleting an identity, does: said before it is asked for and done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from gongshi.clock import local_date
from gongshi.offices.duties import Office
from gongshi.offices.holders import Holder, holders_of
from gongshi.offices.models import OFFICE_TITLES
from gongshi.people.models import HouseholdMember, Identity, Person
from gongshi.people.queries import roots_of
from gongshi.people.sealing import Facts, unseal
from gongshi.people.states import AccountState


@dataclass(frozen=True, slots=True)
class Shown:
    """A person's record as two granters compare it with the paper."""

    person: Person
    name: str
    number: str  # masked: the last four characters
    home: str
    offices: str
    login: str

    @property
    def signs_in(self) -> bool:
        return bool(self.login)


def shown(people: Sequence[Person], at: datetime) -> list[Shown]:
    """Give records in words, in their order."""
    roots = roots_of(one.pk for one in people)
    holders = {one.key: one for one in holders_of(roots, at)}
    facts = {
        row.person_id: unseal(row.person_id, row.sealed)
        for row in Identity.objects.filter(person__in=roots)
    }
    homes = {
        roots[row.person_id]: f"{row.household.area.name} {row.household.number}"
        for row in HouseholdMember.objects.filter(
            Q(ends_on=None) | Q(ends_on__gt=local_date(at)), person__in=roots
        ).select_related("household__area")
    }
    return [
        _shown(one, holders[roots[one.pk]], facts.get(one.pk), homes.get(roots[one.pk], ""))
        for one in people
    ]


def of_merge(keep: Shown, joined: Shown) -> list[str]:
    """Say what joining does."""
    words = [
        _("From now on both records are one person, under the name and ID number of “%(name)s”.")
        % {"name": f"{keep.name} {keep.number}".strip()},
        _("Nothing that was done is rewritten: it counts together, and so do the conflicts."),
        _("What one record could do and the other not is from now on judged as one person."),
    ]
    if keep.signs_in or joined.signs_in:
        login = keep.login or joined.login
        words.append(_("The account %(login)s is the account of this person.") % {"login": login})
    if keep.home and joined.home and keep.home != joined.home:
        words.append(_("Both belong to a household: end one of the memberships afterwards."))
    words.append(_("It cannot be undone."))
    return words


def of_erasure(one: Shown) -> list[str]:
    """Say what deleting does, and what it does not."""
    words = [
        _("Name, ID number and telephone of “%(name)s” are deleted for good.") % {"name": one.name},
        _("What the person did stays in the record, under a number without a name."),
        _("Names on published lists, on paper and as signed in the record stay where they are."),
        _("A backup made before still holds them: delete again after restoring one."),
    ]
    if one.signs_in:
        words.append(_("The account %(login)s is closed at once.") % {"login": one.login})
    if one.offices:
        words.append(
            _("The person is still in office (%(offices)s): pages will show a number there.")
            % {"offices": one.offices}
        )
    words.append(_("It cannot be undone."))
    return words


def _shown(person: Person, holder: Holder, facts: Facts | None, home: str) -> Shown:
    number = facts.id_number if facts else ""
    account = holder.account
    is_open = holder.state not in {AccountState.NONE, AccountState.CLOSED}
    return Shown(
        person=person,
        name=facts.name if facts else _("person %(key)s") % {"key": person},
        number=f"…{number[-4:]}" if number else "",
        home=home,
        offices="、".join(
            f"{held.area.name} {OFFICE_TITLES[Office(held.office)]}" for held in holder.appointments
        ),
        login=account.username if account and is_open else "",
    )
