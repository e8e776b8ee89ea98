"""Do what is due now: end periods, move cases on, sign the record."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from gongshi.plugins.jobs import run_all


class Command(BaseCommand):
    """Run every clock job once; safe to run at any time and as often as wanted."""

    help = "Do what is due now. Run it every minute."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        done = run_all(timezone.now())
        if options["json"]:
            self.stdout.write(json.dumps(done, ensure_ascii=False))
        else:
            for key, result in done.items():
                self.stdout.write(f"{key}: {result}")
        if any(isinstance(result, str) for result in done.values()):
            sys.exit(1)
