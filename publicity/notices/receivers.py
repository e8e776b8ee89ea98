"""What notices do when others speak."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision
from wagtail.signals import task_rejected, task_submitted

from gongshi.admin.reviews import endings
from gongshi.publishing.models import PublicationRequest
from gongshi.publishing.signals import publication_interrupted
from publicity.notices.digests import digest_of
from publicity.notices.enclosures import named_in, remember
from publicity.notices.models import AreaPage, Notice
from publicity.notices.services import assign_review, review, submit, withdraw
from publicity.notices.states import STANDING
from publicity.notices.workflow import finish

endings[Notice._meta.label_lower] = finish  # noqa: SLF001 -- Django's API


@publication_interrupted.done
def take_down(*, area: str, request: PublicationRequest) -> None:  # noqa: ARG001 -- the signal's facts
    """Withdraw a public notice whose matter was sent back."""
    at: datetime = request.concluded_at or timezone.now()
    public = [phase.value for phase in STANDING]
    for notice in Notice.objects.filter(request=request, phase__in=public):
        withdraw(notice=notice, reason=_("The matter was sent back to an earlier step."), at=at)


@receiver(task_submitted)
def handed_in(instance: Any, user: Any, **_more: Any) -> None:
    """Hand a draft to its reviewers when the editor starts a review."""
    notice = instance.workflow_state.content_object.specific
    if isinstance(notice, Notice):
        submit(notice=notice, by=user.person, at=timezone.now(), account=user)


@receiver(task_rejected)
def sent_back(instance: Any, user: Any, **_more: Any) -> None:
    """Record that a reviewer sent the draft back."""
    notice = instance.workflow_state.content_object.specific
    if isinstance(notice, Notice):
        review(
            notice=notice,
            digest=digest_of(instance.revision.as_object()),
            approved=False,
            by=user.person,
            at=timezone.now(),
            reason=instance.comment,
            account=user,
        )


@receiver(post_save, sender=Revision)
def names_its_files(instance: Revision, **_more: Any) -> None:
    """Keep which pictures and documents a draft names, so that the files know who may see them."""
    things = named_in(instance) if instance.content_type.model_class() is Notice else ()
    if things:
        remember(Notice.objects.get(pk=instance.object_id), things)


@receiver(post_save, sender=AreaPage)
def has_a_review(instance: AreaPage, created: bool, **_more: Any) -> None:  # noqa: FBT001 -- Django's
    """Give every county's tree its review; what hangs below takes it from there."""
    if created and instance.area.parent_id is None:
        assign_review(instance)
