"""The Chinese of the house is complete, and the check sees what is not."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.utils.translation import gettext, override
from pytest_django import Settings

from gongshi.admin import catalogues, checks

FOUND = """
from django.utils.translation import gettext, ngettext, pgettext

gettext("village")
ngettext("%(n)s day", "%(n)s days", 2)
pgettext("of money", "balance")
"""
TEMPLATE = """
{% load i18n %}
    <p title="{% translate 'notice board' %}">It's
  {% blocktranslate with total=sum %}In all {{ total }} yuan{% endblocktranslate %}</p>
{% if a %}
        {{ _("reply") }}
{% endif %}
"""


class App:
    """Stands for an app of the house, with a folder of its own."""

    name = "gongshi.trial"
    label = "gongshi_trial"

    def __init__(self, path: Path) -> None:
        self.path = str(path)

    def write(self, entries: str) -> None:
        po = Path(self.path) / catalogues.LOCALE
        po.parent.mkdir(parents=True, exist_ok=True)
        po.write_bytes(catalogues.HEADER + entries.encode())


@pytest.fixture
def app(tmp_path: Path, settings: Settings) -> App:
    settings.BASE_DIR = tmp_path
    folder = tmp_path / "site" / "trial"
    folder.mkdir(parents=True)
    (folder / "rules.py").write_text(FOUND)
    shared = tmp_path / "templates" / "gongshi" / "trial"
    shared.mkdir(parents=True)
    (shared / "page.html").write_text(TEMPLATE)
    return App(folder)


def faults(app: App) -> dict[str, str]:
    return {problem.message: problem.fault for problem in catalogues.check(app)}  # type: ignore[arg-type]


def test_the_house_speaks_chinese() -> None:
    call_command("messages", "check")


def test_one_word_has_one_translation_in_every_room(tmp_path: Path) -> None:
    assert [str(each) for each in catalogues.disputes(catalogues.house_files())] == []
    assert len(catalogues.house_files()) > 10
    one, other = tmp_path / "one.po", tmp_path / "other.po"
    one.write_bytes(
        catalogues.HEADER
        + 'msgid "from"\nmsgstr "从"\n\nmsgid "name"\nmsgstr "姓名"\n\n'
        'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "%(n)s 天"\n'.encode()
    )
    other.write_bytes(
        catalogues.HEADER
        + 'msgid "from"\nmsgstr "起"\n\nmsgctxt "place"\nmsgid "name"\nmsgstr "名称"\n\n'
        'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "%(n)s日"\n'.encode()
    )
    found = list(catalogues.disputes([one, other]))
    assert [each.message for each in found] == ["from", "%(n)s day"]
    assert "“起”, but “从”" in found[0].fault


def test_no_catalogue_holds_words_the_house_no_longer_says() -> None:
    for app in apps.get_app_configs():
        if app in catalogues.own_apps():
            assert {each.id for each in catalogues.current(app)} <= {
                "",
                *(each.id for each in catalogues.wanted(app)),
            }, app.label


def test_words_are_found_in_code_and_templates(app: App) -> None:
    found = {str(message.id) for message in catalogues.wanted(app) if message.id}  # type: ignore[arg-type]
    days = str(("%(n)s day", "%(n)s days"))
    assert found == {"village", days, "balance", "notice board", "In all %(total)s yuan", "reply"}


def test_what_is_missing_uncertain_or_garbled_is_reported(app: App) -> None:
    app.write(
        'msgid "village"\nmsgstr "村"\n\n'
        '#, fuzzy\nmsgid "notice board"\nmsgstr "公示栏"\n\n'
        'msgid "In all %(total)s yuan"\nmsgstr "共 %(sum)s 元"\n\n'
        'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "%(n)s 天"\n\n'
        'msgid "balance"\nmsgstr "余额"\n'
    )
    assert faults(app) == {
        "notice board": "marked fuzzy",
        "In all %(total)s yuan": "other placeholders than the English",
        "balance": "not translated",  # there without its context
        "reply": "not translated",
    }


def test_update_keeps_what_was_translated_and_drops_what_is_gone(app: App) -> None:
    app.write('msgid "village"\nmsgstr "村"\n\nmsgid "gone"\nmsgstr "没了"\n')
    catalogues.update(app)  # type: ignore[arg-type]
    text = (Path(app.path) / catalogues.LOCALE).read_text()
    assert 'msgid "village"\nmsgstr "村"' in text
    assert "gone" not in text
    catalogues.update(app)  # type: ignore[arg-type]
    assert (Path(app.path) / catalogues.LOCALE).read_text() == text


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("council/funds/plan.html", "council_funds"),
        ("publicity/notices/parts/rows.html", "publicity_notices"),
        ("gongshi/people/slip.html", "gongshi_people"),
        ("print/poster.html", "gongshi_printing"),
        ("wagtailadmin/base.html", "gongshi_admin"),
        ("desk/home.html", "gongshi_desk"),
        ("base.html", "gongshi_desk"),
    ],
)
def test_every_template_has_an_owner(path: str, label: str) -> None:
    assert catalogues.owner(Path(path)) == label


def test_compiled_words_reach_the_reader() -> None:
    with override("zh-hans"):
        assert gettext("household number") == "户号"


def test_compiled_catalogues_are_not_committed() -> None:
    listed = subprocess.run(["git", "ls-files", "*.mo"], capture_output=True, text=True, check=True)
    assert listed.stdout == ""


def test_a_site_without_its_chinese_does_not_start(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "own_apps", lambda: [app])
    assert checks.catalogues_are_compiled() == []  # no catalogue, nothing to compile
    app.write('msgid "village"\nmsgstr "村"\n')
    assert [one.id for one in checks.catalogues_are_compiled()] == ["gongshi.E003"]
    (Path(app.path) / catalogues.LOCALE).with_suffix(".mo").touch()
    assert checks.catalogues_are_compiled() == []
