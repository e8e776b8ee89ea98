"""manage.py verify_record: check the whole record and every protected row."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongshi.record.verify import Code, Tally, verify


def printed_code(text: str) -> Code:
    """Read SIZE:CODE as it stands on paper."""
    size, _colon, code = text.partition(":")
    if not size.isdigit() or not code:
        raise ArgumentTypeError("write it as SIZE:CODE, for example 1204:ABCDEFGHIJKLMNOP")
    return Code(int(size), code.replace(" ", "").replace("-", "").upper())


class Command(BaseCommand):
    """Print each finding on a line; leave with 1 when there is any."""

    help = "Check the whole record, every protected row and the checkpoints."
    requires_system_checks: list[
        str
    ] = []  # a broken guard is a finding here, not a refusal to look

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
        parser.add_argument(
            "--code",
            action="append",
            default=[],
            type=printed_code,
            metavar="SIZE:CODE",
            help="a code printed on a notice; may be given several times",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        tally = Tally()
        for finding in verify(options["code"], tally):
            if options["json"]:
                line = json.dumps(asdict(finding) | {"text": finding.text(_)}, ensure_ascii=False)
            else:
                line = f"[{finding.code}] {finding.text(_)}"
            self.stdout.write(line)
        self.stdout.write(json.dumps(asdict(tally)) if options["json"] else summary(tally))
        if tally.findings:
            sys.exit(1)


def summary(tally: Tally) -> str:
    """Give one sentence on what was looked at and what was found."""
    looked = _("%(entries)s entries, %(rows)s rows and %(erased)s erasures checked.") % asdict(
        tally
    )
    found = (
        ngettext("%(n)s finding.", "%(n)s findings.", tally.findings) % {"n": tally.findings}
        if tally.findings
        else _("No finding: the record is whole.")
    )
    skipped = _("Not compared, because their plugin is not installed: %(tables)s.") % {
        "tables": ", ".join(tally.skipped)
    }
    return " ".join([looked, found, *([skipped] if tally.skipped else [])])
