"""``manage.py slip USERNAME``: a new sign-in slip from the operator's own hands."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from gongshi.clock import local_date
from gongshi.people.queries import account_by_login
from gongshi.people.services.accounts import reset_by_slip
from gongshi.verdict import ALLOWED


class Command(BaseCommand):
    """Granters hand out everybody's slips but each other's: theirs come from here."""

    help = "Make a new sign-in slip for an account; its password and sessions end."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *, username: str, **_options: Any) -> None:
        account = account_by_login(username)
        if account is None:
            raise CommandError(f"There is no open account “{username}”.")
        issued = reset_by_slip(account=account, by=None, allowed=ALLOWED, at=timezone.now())
        until = issued.account.slip_until
        self.stdout.write(f"{issued.account.username}  {issued.code}")
        self.stdout.write(f"Valid until {local_date(until) if until else ''}, works once.")
