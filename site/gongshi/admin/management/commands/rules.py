"""manage.py rules: the table of docs/rules/parameters.md, out of what the features declare."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _
from django.utils.translation import override

from gongshi.settings.rules import DECLARED, Rule

HEAD = """# What a county may change 县里可以调整的规定

Made by `manage.py rules`; a test compares. A county overrides in the file that
`GONGSHI_RULES_FILE` names, and may be stricter than the limit, never laxer.
A list holds at least what its limit names.

| name 名称 | sentence 内容 | default 默认 | limit 限度 | source 依据 |
|---|---|---|---|---|"""


class Command(BaseCommand):
    """Print what may be changed, for every loaded plugin."""

    help = "Prints the values a county may change, as the Markdown of docs/rules/parameters.md."

    def handle(self, *_args: object, **_options: object) -> None:
        self.stdout.write(as_markdown())


def as_markdown() -> str:
    """Give the page with every declared value, by name."""
    autodiscover_modules("parameters")
    with override("zh-hans"):
        return "\n".join([HEAD, *(_row(rule) for _key, rule in sorted(DECLARED.items()))])


def _row(rule: Rule[int] | Rule[bool] | Rule[tuple[str, ...]]) -> str:
    cells = (f"`{rule.key}`", _(rule.sentence), _words(rule.default), _limit(rule), rule.source)
    return f"| {' | '.join(cells)} |"


def _limit(rule: Rule[int] | Rule[bool] | Rule[tuple[str, ...]]) -> str:
    parts = []
    if rule.floor is not None:
        parts.append(f"≥ {_words(rule.floor)}")
    if rule.ceiling is not None:
        parts.append(f"≤ {_words(rule.ceiling)}")
    return ", ".join(parts) or "–"


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "是 yes" if value else "否 no"
    if isinstance(value, tuple):
        return ", ".join(f"`{each}`" for each in value) or "–"
    return str(value)
