"""What others may add to notices: checks before posting and before conclusion, counts, kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongshi.plugins import Kind, Registry
from gongshi.verdict import ALLOWED, Verdict

if TYPE_CHECKING:
    from publicity.notices.models import Notice


class NoticeKind(Kind):
    """A kind of notice. ``announcement`` kinds invite no objections and have no period."""

    announcement: bool = False
    #: Whether its pictures and attachments stay on the web when the period has ended; they leave
    #: with the names unless a kind says that they hold none. Those of an announcement stay.
    files_stay: bool = False


class NoticeCheck(Kind):
    """A check that fails closed: a refusal, and an error too, stops the act."""

    def before_publish(self, notice: Notice) -> Verdict:
        """Say whether the notice may be released."""
        return ALLOWED

    def before_conclude(self, notice: Notice) -> Verdict:
        """Say whether the period may be concluded."""
        return ALLOWED

    def counts(self, notice: Notice) -> tuple[int, int]:
        """Give how many objections there are, and how many of them are still open."""
        return (0, 0)

    def outcome(self, notice: Notice) -> dict[str, object]:
        """Give what those who decided must know when the period is concluded."""
        return {}


notice_kinds: Registry[NoticeKind] = Registry(NoticeKind)
notice_checks: Registry[NoticeCheck] = Registry(NoticeCheck)
