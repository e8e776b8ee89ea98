"""What can be published: kinds that answer ``may_publish`` and ``snapshot``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongshi.plugins import Kind, Registry
from gongshi.publishing.schema import Snapshot
from gongshi.verdict import Verdict, denied, gettext_noop

if TYPE_CHECKING:
    from gongshi.publishing.models import PublicationRequest


class Publishable(Kind):
    """A kind of thing that can be shown to the public.

    ``subject`` is the primary key, as text, of the thing itself in its own table.
    """

    def may_publish(self, subject: str) -> Verdict:
        """Say whether the thing may be published now."""
        return denied(
            "PUB-0",
            gettext_noop("The plugin that made this is no longer installed (%(key)s)."),
            key=self.key,
        )

    def snapshot(self, subject: str) -> Snapshot:
        """Freeze what is to be shown."""
        raise NotImplementedError

    def concluded(self, request: PublicationRequest) -> None:
        """Hear that the period has ended (called again and again until it succeeds)."""


publishables: Registry[Publishable] = Registry(Publishable)
