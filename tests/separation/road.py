"""A matter of works on its whole way, by the one writer of acts."""

from __future__ import annotations

from dataclasses import dataclass

from gongshi.matters.models import Act, Matter
from gongshi.matters.services import add_beneficiaries, declare_interest, open_matter, record_act
from gongshi.matters.states import Stage
from gongshi.offices.duties import Duty
from gongshi.people.models import Household
from tests.separation.tables import WORKS
from tests.village import AT, Village

#: Who does what, and where the matter stands then.
WAY = (
    ("理事长", "draft_plan", "planned"),
    ("理事二", "decide", ""),
    ("理事三", "decide", ""),
    ("理事四", "decide", ""),
    ("理事五", "decide", "decided"),
    ("镇审核", "town_review", "town_ok"),
    ("审批", "approve", "approved"),
    ("备案", "file", ""),
    ("委员甲", "contract", ""),
    ("委员甲", "execute", "executing"),
    ("理事五", "inspect", "inspected"),
    ("理事六", "inspect", ""),
    ("理事七", "accept", "accepted"),
    ("理事长", "release", "released"),
    ("会计", "pay", "paid"),
)


@dataclass
class Road:
    """One matter of works in a staffed village; the household of 户主 gains."""

    village: Village

    def __post_init__(self) -> None:
        self.matter: Matter = open_matter(
            kind="test",
            title="修路",
            area=self.village.area,
            executor=self.village.committee,
            order={duty: sorted(stages) for duty, stages in WORKS.items()},
            at=AT,
        )

    def walk(self, until: str = "") -> None:
        """Go the whole way, or until a duty is next; somebody declares an interest."""
        declare_interest(
            person=self.village["委员乙"],
            matter=self.matter,
            reason="合伙",
            by=self.village["委员乙"],
            at=AT,
        )
        for name, duty, stage in WAY:
            if duty == until:
                return
            self.act(name, duty, stage)

    def act(self, name: str, duty: str, stage: str = "") -> Act:
        """Let somebody act; the draft names who gains."""
        return record_act(
            by=self.village[name],
            duty=Duty(duty),
            matter=self.matter,
            at=AT,
            kind=f"test.{duty}",
            write=self._gain if duty == "draft_plan" else None,
            stage=Stage(stage) if stage else None,
        )

    def _gain(self, _act: Act) -> list[object]:
        home = Household.objects.filter(area=self.village.area, number="1").first()
        homes = [home or self.village.household("1", "户主")]
        return list(add_beneficiaries(matter=self.matter, version=1, households=homes))
