"""manage.py messages update|compile|check: the Chinese of the house, complete or refused."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from gongshi.admin import catalogues


class Command(BaseCommand):
    help = "Collects (update), compiles or checks the Chinese translations of this repository."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", choices=["update", "compile", "check"])

    def handle(self, *, act: str, **_options: object) -> None:
        if act == "compile":
            catalogues.compile_all()
        elif act == "check":
            self._check()
        else:
            for app in catalogues.own_apps():
                catalogues.update(app)

    def _check(self) -> None:
        problems = [each for app in catalogues.own_apps() for each in catalogues.check(app)]
        problems += catalogues.disputes(catalogues.house_files())
        for problem in problems:
            self.stderr.write(str(problem))
        if problems:
            raise CommandError(f"{len(problems)} messages are not in Chinese yet, or in two ways.")
