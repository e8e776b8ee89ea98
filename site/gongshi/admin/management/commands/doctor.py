"""manage.py doctor: what is missing on this machine, and what to do about it."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import override

from gongshi.admin.examination import examine
from gongshi.admin.registries import Finding


class Command(BaseCommand):
    help = "Says in plain words what is missing on this machine. Ends with 1 if it is necessary."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="for programs")
        parser.add_argument("--language", choices=["zh-hans", "en"], default=settings.LANGUAGE_CODE)

    def handle(self, *, json: bool, language: str, **_options: object) -> None:
        with override(language):
            findings = examine()
            self.stdout.write(_as_json(findings) if json else _as_words(findings))
        if any(finding.necessary and not finding.well for finding in findings):
            sys.exit(1)


def _as_json(findings: list[Finding]) -> str:
    rows = [
        {
            "key": finding.key,
            "well": finding.well,
            "necessary": finding.necessary,
            "seen": finding.seen,
            "advice": finding.advice,
        }
        for finding in findings
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _as_words(findings: list[Finding]) -> str:
    lines = [f"{_mark(each)} {each.title}: {each.seen}".rstrip(": ") for each in findings]
    faults = [f"→ {each.title}: {each.advice}" for each in findings if not each.well]
    return "\n".join([*lines, "", *(faults or [_("Nothing is missing.")])])


def _mark(finding: Finding) -> str:
    if finding.well:
        return "✓"
    return "✗" if finding.necessary else "–"
