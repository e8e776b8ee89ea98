"""What the clock does for spreadsheets: uploads that nobody confirmed are closed and emptied."""

from __future__ import annotations

from datetime import datetime

from gongshi.plugins.jobs import ClockJob, clock_jobs
from gongshi.spreadsheets.services import expire


@clock_jobs.register
class UploadsExpire(ClockJob):
    """Previews that are too old end, and with them what was personal in them."""

    key = "spreadsheets.expire"

    def run(self, at: datetime) -> int:
        return expire(at=at)
