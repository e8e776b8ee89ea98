"""Every refusal of this room has Chinese words and stands in the book of rules."""

import re
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[3]
ROOM = ROOT / "site" / "gongshi" / "spreadsheets"
WORDS = {"gettext_noop": None, "gettext_lazy": None, "gettext": None, "_": None}


def test_every_sentence_is_translated_with_the_same_placeholders() -> None:
    with (ROOM / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalogue = {message.id: message for message in read_po(file) if message.id}
    said = {found[2] for found in extract_from_dir(ROOM, keywords=WORDS)}
    assert len(said) > 50
    assert said == set(catalogue)
    for message in catalogue.values():
        assert message.string
        assert not list(message.check())


def test_every_rule_stands_in_the_book_and_no_other() -> None:
    book = (ROOT / "docs" / "rules" / "spreadsheets.md").read_text()
    listed = set(re.findall(r"^\| (SHEET-\d+) \|", book, re.MULTILINE))
    used = {
        rule
        for path in ROOM.rglob("*.py")
        for rule in re.findall(r'"(SHEET-\d+)"', path.read_text())
    }
    assert used == listed
