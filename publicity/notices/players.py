"""The committee's part in the demonstration: notices are drafted, reviewed, released and posted."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw
from wagtail.models import Page, Site

from gongshi.areas.models import Area
from gongshi.clock import local_date
from gongshi.desk.registries import Player, Script, players
from gongshi.files.services import store_image
from gongshi.matters.standing import entitled
from gongshi.offices.duties import Duty
from gongshi.publishing.models import PublicationRequest
from publicity.notices import services
from publicity.notices.digests import draft_digest
from publicity.notices.models import AreaPage, Notice
from publicity.notices.pages import WORK, work_on

HOTLINES = "村务监督委员会 0539-5550001; 镇乡村振兴办 0539-5550002; 12317"


@players.register
class NoticesGoUp(Player):
    """Hangs the shelves first, then takes every request from the outbox to the board."""

    key = "notices.board"
    order = 70

    def prepare(self, script: Script) -> None:
        root = Page.objects.get(depth=1)
        Page.objects.filter(depth=2).delete()
        root = Page.objects.get(pk=root.pk)
        county = _shelf(root, script.county)
        site = Site.objects.first() or Site(hostname="localhost", port=80)
        site.root_page, site.is_default_site, site.site_name = county, True, "公示"
        site.save()
        towns = {town.code: _shelf(county, town) for town in script.townships}
        for village in script.villages:
            _shelf(towns[village.parent_id or ""], village)

    def play(self, script: Script, at: datetime) -> int:
        done = 0
        for request in PublicationRequest.objects.filter(state="waiting").order_by("pk"):
            if script.halts.get(request.matter.title) == "notice":
                continue
            drafter = entitled(Duty.DRAFT_NOTICE, request.matter, at)[-1]
            services.draft_from_request(request=request, by=drafter, at=at)
            done += 1
        phases = [phase.value for phase in WORK]
        for notice in Notice.objects.filter(phase__in=phases).select_related("area", "matter"):
            if script.halts.get(notice.matter.title) != f"notice.{notice.phase}":
                done += self._work(notice, at)
        return done

    def _work(self, notice: Notice, at: datetime) -> int:
        work = work_on(notice)
        people = entitled(work[0], notice.matter, at) if work else []
        if work is None or not people:
            return 0
        if work[1] == "draft":
            self._draft(notice, at)
        elif work[1] == "review":
            digest = draft_digest(notice)
            services.review(notice=notice, digest=digest, approved=True, by=people[0], at=at)
        elif work[1] == "publish":
            services.publish(notice=notice, by=people[0], at=at)
        else:
            photo = store_image(
                _photograph(notice),
                area=notice.area_id,
                purpose="notices.posting_photo",
                by=None,
                at=at,
            )
            services.post(
                notice=notice,
                place=f"{notice.area.name}村务公开栏",
                posted_on=local_date(at),
                photo=photo.pk,
                by=people[0],
                at=at,
            )
        return 1

    def _draft(self, notice: Notice, at: datetime) -> None:
        drafter = next(act.person for act in notice.matter.acts.filter(duty=Duty.DRAFT_NOTICE))
        services.rewrite(
            notice=notice,
            title=notice.title,
            paragraphs=["现予公示，欢迎监督。对内容有不同意见的，可在公示期内提出。"]
            if not notice.announcement
            else ["现予公告。"],
            issuer=notice.issuer,
            hotlines=HOTLINES,
            by=drafter,
            at=at,
        )
        services.submit(notice=notice, by=drafter, at=at)


def _shelf(parent: Page, area: Area) -> AreaPage:
    page: AreaPage = parent.add_child(
        instance=AreaPage(title=area.name, slug=f"a{area.code}", area=area)
    )
    return page


def _photograph(notice: Notice) -> SimpleUploadedFile:
    """Paint a picture of a notice board; nobody's photograph is shown."""
    picture = Image.new("RGB", (960, 640), "#8a7a63")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((60, 60, 900, 580), fill="#3f5a4a", outline="#2b2118", width=14)
    for left in (120, 400, 680):
        pen.rectangle((left, 130, left + 180, 130 + 340), fill="#fdfbf6")
        for line in range(8):
            pen.rectangle((left + 20, 170 + line * 34, left + 160, 178 + line * 34), fill="#544e46")
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=80)
    return SimpleUploadedFile(f"board-{notice.pk}.jpg", buffer.getvalue(), "image/jpeg")
