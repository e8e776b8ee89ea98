"""What the clock brings about: jobs that ``manage.py tick`` runs every minute and at start-up."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import ClassVar

from gongshi.plugins.registry import Kind, Registry

logger = logging.getLogger("gongshi.clock")


class ClockJob(Kind):
    """Something that time brings about. Running it twice changes nothing the second time."""

    #: Jobs run in this order; those that conclude come before those that move cases on.
    order: ClassVar[int] = 50

    def run(self, at: datetime) -> int:
        """Do what is due and give how much was done."""
        return 0


clock_jobs: Registry[ClockJob] = Registry(ClockJob)


def run_all(at: datetime) -> dict[str, int | str]:
    """Run every job; one that fails is logged and does not stop the others."""
    done: dict[str, int | str] = {}
    for job in sorted(clock_jobs.all(), key=lambda job: (job.order, job.key)):
        try:
            done[job.key] = job().run(at)
        except Exception as error:  # one broken job must not stop time for the others
            logger.exception("%s failed", job.key)
            done[job.key] = f"{type(error).__name__}: {error}"
    return done
