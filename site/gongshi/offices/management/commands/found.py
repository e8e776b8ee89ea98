"""``manage.py found``: a county, its first two granters and their sign-in slips."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from gongshi.areas.models import Area
from gongshi.areas.rules import pad
from gongshi.clock import local_date
from gongshi.offices.founding import Founding, found
from gongshi.offices.printing import print_slips
from gongshi.people.names import name_of
from gongshi.people.services.accounts import Issued
from gongshi.verdict import RuleBroken


class Command(BaseCommand):
    """What is not given is asked for, where somebody sits at the keyboard."""

    help = "Found a county with its first two granters. Asked again it changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--county", default="", help="the code of the county, as 371326")
        parser.add_argument("--name", default="", help="its name, where it is not loaded yet")
        parser.add_argument(
            "--granter", action="append", default=[], help="a granter's name; twice"
        )
        parser.add_argument("--basis", default="", help="the document that names the two")
        parser.add_argument("--pdf", type=Path, help="write the slips to this file instead")
        parser.add_argument("--language", choices=["zh-hans", "en"], default=settings.LANGUAGE_CODE)

    def handle(
        self,
        *,
        county: str,
        name: str,
        granter: list[str],
        basis: str,
        pdf: Path | None,
        language: str,
        **_options: Any,
    ) -> None:
        with override(language):
            asked = _asked(county, name, granter, basis)
            try:
                with transaction.atomic():  # slips that cannot be written open nothing
                    said = _said(asked, found(asked, timezone.now()), pdf)
            except RuleBroken as broken:
                words = _("%(words)s (%(rule)s) Nothing was changed.")
                verdict = broken.verdict
                raise CommandError(
                    words % {"words": verdict.text(_), "rule": verdict.rule}
                ) from broken
            except OSError as error:
                raise CommandError(str(error)) from error
            self.stdout.write(said)


def _asked(county: str, name: str, granters: list[str], basis: str) -> Founding:
    county = county or _ask(_("Code of the county (6 digits)"), "--county")
    if not name and not Area.objects.filter(pk=pad(county)).exists():
        name = _ask(_("Name of the county"), "--name")
    if len(granters) > 2:
        raise CommandError(_("A county begins with two granters, not more."))
    for number in range(len(granters) + 1, 3):
        granters = [*granters, _ask(_("Name of granter %(n)s") % {"n": number}, "--granter")]
    basis = basis or _ask(_("Document that names the two granters"), "--basis")
    return Founding(county, name, (granters[0], granters[1]), basis)


def _ask(question: str, option: str) -> str:
    if not sys.stdin.isatty():
        raise CommandError(
            _("Missing: %(question)s (%(option)s).") % {"question": question, "option": option}
        )
    return input(f"{question}: ").strip()


def _said(asked: Founding, issued: list[Issued], pdf: Path | None) -> str:
    place = Area.objects.get(pk=pad(asked.code))
    if not issued:
        return _(
            "%(county)s was founded with these two granters before: nothing was changed. "
            "A granter who lost the slip gets a new one: manage.py slip USERNAME"
        ) % {"county": place.name}
    lines = [_("%(county)s is founded.") % {"county": place.name}]
    if pdf:
        _write(pdf, print_slips(issued, timezone.now()))
        lines.append(_("The two slips are in %(file)s: print, delete the file.") % {"file": pdf})
    else:
        lines += [_line(each) for each in issued]
    address = f"{settings.GONGSHI_BASE_URL}/desk/slip/"
    lines.append(_("First sign-in, each with their own slip: %(address)s") % {"address": address})
    return "\n".join(lines)


def _line(issued: Issued) -> str:
    person, until = issued.account.person, issued.account.slip_until
    assert person is not None and until is not None  # noqa: S101, PT018 -- just issued
    return _("%(name)s: user name %(login)s, one-time code %(code)s, valid until %(day)s") % {
        "name": name_of(person),
        "login": issued.account.username,
        "code": issued.code,
        "day": local_date(until),
    }


def _write(file: Path, data: bytes) -> None:
    """Write a file that nobody else on the machine can read: it opens two accounts."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(data)
