"""What the clock does for the record: one checkpoint a day."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from gongshi.plugins.jobs import ClockJob, clock_jobs
from gongshi.record.queries import last_checkpoint
from gongshi.record.services import make_checkpoint

SHANGHAI = ZoneInfo("Asia/Shanghai")


@clock_jobs.register
class DailyCheckpoint(ClockJob):
    """Sign the record once on each day that something was entered."""

    key = "record.checkpoint"
    order = 90

    def run(self, at: datetime) -> int:
        last = last_checkpoint()
        today = at.astimezone(SHANGHAI).date()
        if last and datetime.fromisoformat(last.at).astimezone(SHANGHAI).date() >= today:
            return 0
        made = make_checkpoint(at)
        return int(made is not None and made != last)
