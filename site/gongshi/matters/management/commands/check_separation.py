"""manage.py check_separation: recompute the separations of duty from rows and record."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongshi.matters.scan import Tally, scan
from gongshi.matters.scan.registries import Finding


class Command(BaseCommand):
    """Print each finding on a line; leave with 1 when there is any."""

    help = "Recompute the separations of duty from rows and record, asking no other code."
    requires_system_checks: list[str] = []  # a broken guard is a reason to look, not a refusal to

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *_args: Any, **options: Any) -> None:
        tally = Tally()
        for finding in scan(tally):
            self.stdout.write(as_json(finding) if options["json"] else as_words(finding))
        self.stdout.write(json.dumps(asdict(tally)) if options["json"] else summary(tally))
        if tally.findings:
            sys.exit(1)


def as_json(finding: Finding) -> str:
    """Give a finding for programs."""
    plain = {
        "rule": finding.why.rule,
        "text": finding.why.text(_),
        "matter": finding.matter,
        "persons": finding.persons,
        "rows": finding.rows,
    }
    return json.dumps(plain, ensure_ascii=False)


def as_words(finding: Finding) -> str:
    """Give a finding for people: rule, reason, where, who, which rows."""
    parts = [f"[{finding.why.rule}] {finding.why.text(_)}"]
    if finding.matter:
        parts.append(_("Matter: %(key)s.") % {"key": finding.matter})
    if finding.persons:
        parts.append(_("Persons: %(keys)s.") % {"keys": ", ".join(finding.persons)})
    if finding.rows:
        parts.append(_("Rows: %(rows)s.") % {"rows": ", ".join(finding.rows)})
    return " ".join(parts)


def summary(tally: Tally) -> str:
    """Give one sentence on what was looked at and what was found."""
    looked = _("%(matters)s matters, %(acts)s acts and %(offices)s appointments checked.")
    found = (
        ngettext("%(n)s finding.", "%(n)s findings.", tally.findings) % {"n": tally.findings}
        if tally.findings
        else _("No finding: the separations hold.")
    )
    return " ".join([looked % asdict(tally), found])
