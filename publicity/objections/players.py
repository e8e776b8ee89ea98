"""The villagers' part in the demonstration: they object, and the committee answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from gongshi.clock import local_date
from gongshi.desk.registries import Player, Script, players
from gongshi.matters.standing import entitled
from gongshi.offices.duties import Duty
from publicity.notices.models import Notice
from publicity.notices.states import Phase
from publicity.objections.models import Objection, Outcome, Reply
from publicity.objections.services import file_objection, reply


@dataclass(frozen=True, slots=True)
class Complaint:
    """One objection of the story: to which notice, in what words, and how it ends."""

    about: str
    text: str
    outcome: Outcome | None
    answer: str = ""


COMPLAINTS = (
    Complaint(
        "石桥示范村2025年光伏电站收益分配方案",
        "我家去年添了一口人，名单上还是老人数，请核对。",
        Outcome.EXPLAINED,
        "已核对户口簿和共同生活情况：添丁登记在方案截止日之后，下一次分配计入。",
    ),
    Complaint(
        "石桥示范村2026年产业帮扶资金分配方案",
        "这一户已经搬到县城去住了，还分不分？",
        None,
    ),
    Complaint(
        "果园示范村2026年苗木补助分配方案",
        "这一户实际栽了更多苗木，应该多给。",
        Outcome.UPHELD_AMOUNTS,
        "经理事会成员和村监委现场复核，情况属实，方案退回重新研究。",
    ),
)


@players.register
class VillagersObject(Player):
    """Two days after the posting someone objects; two days later comes the answer."""

    key = "objections.villagers"
    order = 80

    def play(self, script: Script, at: datetime) -> int:
        return sum(
            self._file(complaint, at) + self._answer(complaint, at) for complaint in COMPLAINTS
        )

    def _file(self, complaint: Complaint, at: datetime) -> int:
        notice = Notice.objects.filter(
            matter__title=complaint.about, phase=Phase.DISPLAYED, announcement=False
        ).first()
        key = uuid5(NAMESPACE_URL, complaint.text)
        if notice is None or Objection.objects.filter(client_key=key).exists():
            return 0
        if notice.starts_on is None or local_date(at) < notice.starts_on + timedelta(days=2):
            return 0
        row = notice.request.snapshot.rows.order_by("ordinal").first() if notice.request else None
        file_objection(
            notice=notice, text=complaint.text, client_key=key, row=row.key if row else "", at=at
        )
        return 1

    def _answer(self, complaint: Complaint, at: datetime) -> int:
        key = uuid5(NAMESPACE_URL, complaint.text)
        objection = (
            Objection.objects.filter(client_key=key, reply=None).select_related("notice").first()
        )
        if objection is None or complaint.outcome is None:
            return 0
        if (
            at - objection.filed_at < timedelta(days=2)
            or Reply.objects.filter(objection=objection).exists()
        ):
            return 0
        by = entitled(Duty.ANSWER, objection.notice.matter, at)[0]
        reply(objection=objection, outcome=complaint.outcome, text=complaint.answer, by=by, at=at)
        return 1
