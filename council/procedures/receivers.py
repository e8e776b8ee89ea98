"""What procedures do when a publication is concluded: the case moves on at once."""

from __future__ import annotations

from django.utils import timezone

from council.procedures.models import Case
from council.procedures.services import advance
from gongshi.publishing.models import PublicationRequest
from gongshi.publishing.signals import publication_concluded


@publication_concluded.done
def move_on(*, area: str, request: PublicationRequest) -> None:  # noqa: ARG001 -- the facts
    """Advance the case that waits for this publication; the clock would do it within a minute."""
    at = request.concluded_at or timezone.now()
    for case in Case.objects.filter(steps__request=request):
        advance(case=case, at=at)
