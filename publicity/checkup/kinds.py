"""The checks that a notice passes before it is released."""

from __future__ import annotations

from gongshi.verdict import Verdict
from publicity.checkup.rules import has_no_personal_number
from publicity.notices.models import Notice
from publicity.notices.queries import words_on_paper
from publicity.notices.registries import NoticeCheck, notice_checks


@notice_checks.register
class NoPersonalNumbers(NoticeCheck):
    """Numbers that belong to a person are on no notice, on the web or on paper."""

    key = "checkup.personal_numbers"

    def before_publish(self, notice: Notice) -> Verdict:
        return has_no_personal_number(words_on_paper(notice), notice.phone_numbers)
