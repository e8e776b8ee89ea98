"""A county to look at: migrate, tell the story once, print the accounts, serve."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from gongshi.areas.models import Area
from gongshi.desk.cast import COUNTY, PASSWORD
from gongshi.desk.story import tell
from gongshi.people.models import User
from gongshi.record.upgrading import upgrade_waits

#: The accounts a newcomer tries first, with what they are for.
GUIDE = (
    ("wenshu1", "村文书 village clerk", "导入、录入 imports and records"),
    ("lishizhang1", "理事长 council chair", "开会、表决 meets and votes"),
    ("lishi1-3", "理事 council member", "表决、查到户 votes, checks delivery"),
    (
        "weiyuan1-1",
        "村“两委”委员 committee member",
        "起草公示、造册 drafts notices, lists payments",
    ),
    ("jianwei1-1", "村务监督委员 supervisory committee", "审核公示 reviews notices"),
    ("zhenshenhe1", "镇审核人 township reviewer", "审核方案 reviews plans"),
    ("zhenkuaiji1", "镇代理会计 township accountant", "付款 pays, one voucher a line"),
    ("zhengongshi1a", "镇公示员 township publisher", "公告 announcements, in the admin"),
    ("xianshenpi", "县审批人 county approver", "审批 approves"),
    ("shouquan1", "授权人 granter", "任职 appointments"),
)


class Command(BaseCommand):
    """Make the demonstration county where there is none, and serve it."""

    help = "Make a demonstration county with matters in every stage and serve it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-serve", action="store_true")
        parser.add_argument("--address", default="127.0.0.1:8000")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not settings.GONGSHI_DEMO:
            raise CommandError(
                "demo makes accounts with a known password: never with the settings of a real site."
            )
        if upgrade_waits("default"):  # else a second start would wait for nothing
            call_command("migrate", verbosity=0, interactive=False)
        if not Area.objects.filter(code=COUNTY[0]).exists():
            if User.objects.exists():
                raise CommandError("This database is in use: demo fills an empty one only.")
            self.stdout.write("正在准备演示数据 Telling the story of a county …")
            tell(timezone.now(), lambda line: self.stdout.write(f"  {line}"))
        call_command("tick", verbosity=0, stdout=self.stderr)
        self._accounts(options["address"])
        if not options["no_serve"]:
            call_command("runserver", options["address"], use_reloader=False)

    def _accounts(self, address: str) -> None:
        self.stdout.write(f"\n公示 Public pages   http://{address}/")
        self.stdout.write(f"工作台 Desk         http://{address}/desk/")
        self.stdout.write(f"后台 Admin          http://{address}/admin/\n")
        self.stdout.write(f"演示密码 Password   {PASSWORD}\n")
        for login, office, work in GUIDE:
            self.stdout.write(f"  {login:<15} {office:<34} {work}")
