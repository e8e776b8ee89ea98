"""Who reads a notice with full names: each office, in its place and elsewhere (NOTICE-9)."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from gongshi.areas.models import Area
from gongshi.offices.duties import DUTIES, VILLAGE_OFFICES, Duty, Office
from gongshi.offices.services import appoint
from gongshi.people.models import User
from gongshi.record.models import Entry
from publicity.notices.kinds import PostingPhoto
from publicity.notices.models import Notice
from publicity.notices.pages import notices_of
from publicity.notices.rules import may_read_names
from tests.publicity.conftest import displayed
from tests.publicity.notices.test_attacks import photo_of
from tests.village import AT, Village, person

#: The truth table. An office that is missing here fails the test: someone must think about it.
READS = {
    Office.COUNCIL_MEMBER: True,
    Office.COUNCIL_CHAIR: True,
    Office.COMMITTEE_MEMBER: True,
    Office.COMMITTEE_DIRECTOR: True,
    Office.PARTY_BRANCH_MEMBER: True,
    Office.FIRST_SECRETARY: True,
    Office.VILLAGERS_REPRESENTATIVE: True,
    Office.SUPERVISORY_COMMITTEE_MEMBER: True,
    Office.COLLECTIVE_HEAD: False,
    Office.VILLAGE_CLERK: True,
    Office.CASHIER: True,
    Office.ACCOUNTANT: True,
    Office.TOWNSHIP_CLERK: True,
    Office.TOWNSHIP_REVIEWER: True,
    Office.TOWNSHIP_PUBLISHER: True,
    Office.ORGANISATION_FILER: False,
    Office.DEPARTMENT_APPROVER: True,
    Office.COUNTY_DECIDER: True,
    Office.SUPERVISOR: True,
    Office.GRANTER: False,
    Office.SYSTEM_ADMINISTRATOR: False,
}
NAME = "葛示例"  # stands in a personal table of the sample


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


def holder(village: Village, office: Office, area: Area) -> str:
    """Give the name of somebody who holds this office and nothing else."""
    name = f"任{office.value}{area.pk}"
    village.people[name] = person(name)
    appoint(
        person=village[name],
        office=office,
        area=area,
        starts_on=date(2026, 1, 1),
        path=1 if office is Office.SUPERVISOR else None,
        legal_basis="决议〔2026〕1号",
        by=village.granters[0],
        confirmed_by=village.granters[1],
        at=AT,
    )
    return name


def browser_of(village: Village, who: str) -> Client:
    account, _new = User.objects.get_or_create(username=who, person=village[who])
    client = Client()
    client.force_login(account, backend="gongshi.people.backends.PhoneOrName")
    return client


@pytest.mark.parametrize("office", list(Office))
def test_the_table_says_which_office_reads_full_names(office: Office) -> None:
    verdict = may_read_names(DUTIES[office])
    assert (bool(verdict), verdict.rule) == (READS[office], "" if READS[office] else "NOTICE-9")


@pytest.mark.parametrize(("duties", "reads"), [((), False), ((Duty.ANSWER,), True)])
def test_no_duty_reads_nothing_and_one_that_reads_is_enough(duties, reads) -> None:
    assert bool(may_read_names(duties)) is reads
    assert bool(may_read_names((*duties, Duty.GRANT))) is reads


#: Offices whose holder the staffed village already has, where the law allows only one or so many.
STAFFED = {
    Office.COUNCIL_MEMBER: "理事二",
    Office.COUNCIL_CHAIR: "理事长",
    Office.COMMITTEE_DIRECTOR: "主任",
    Office.GRANTER: "授权甲",
}


def test_every_page_asks_the_table(village: Village, monkeypatch) -> None:
    monkeypatch.setattr("publicity.notices.views.poster_of", lambda *_asked: b"%PDF-")
    notice = displayed(village)
    village.people["授权甲"] = village.granters[0]
    seen = {}
    for office in Office:
        who = STAFFED.get(office) or holder(village, office, _place(village, office))
        client, entries = browser_of(village, who), Entry.objects.count()
        page = client.get(f"/desk/notices/{notice.pk}/")
        poster = client.get(f"/desk/notices/{notice.pk}/poster-a4.pdf")
        listed = client.get("/desk/notices/").content.decode()
        user = User.objects.get(username=who)
        photo = PostingPhoto.may_see(user, photo_of(notice.area_id, notice.posting.photo))
        names = NAME in page.content.decode()
        seen[office] = (names, poster.status_code == 200, notice.title in listed, photo)
        assert (page.status_code == 409) == ("NOTICE-9" in page.content.decode())
        assert Entry.objects.count() == entries  # reading writes nothing
    assert seen == {office: (reads,) * 4 for office, reads in READS.items()}


def _place(village: Village, office: Office) -> Area:
    if office in VILLAGE_OFFICES:
        return village.area
    county = {
        Office.SYSTEM_ADMINISTRATOR,
        Office.COUNTY_DECIDER,
        Office.DEPARTMENT_APPROVER,
        Office.ORGANISATION_FILER,
        Office.SUPERVISOR,
    }
    return village.county if office in county else village.township


def test_an_office_elsewhere_does_not_even_learn_that_the_notice_exists(village: Village) -> None:
    notice = displayed(village)
    other = Area.objects.create(
        code="371326106202", name="乙村", level="village", parent=village.township
    )
    who = holder(village, Office.VILLAGE_CLERK, other)
    client = browser_of(village, who)
    for address in ("", "poster-a3.pdf", "document.pdf"):
        assert client.get(f"/desk/notices/{notice.pk}/{address}").status_code == 404
    assert client.get(f"/desk/objections/new/{notice.pk}/").status_code == 404
    assert list(notices_of(village[who], timezone.now())) == []
    assert not PostingPhoto.may_see(AnonymousUser(), photo_of(other.pk, notice.posting.photo))
    assert Notice.objects.get().phase == "displayed"
