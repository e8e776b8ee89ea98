"""What a form says its reader has read."""

from __future__ import annotations

import re

from django.test import Client


def reading(page: str) -> str:
    """Give the digest in the page's form."""
    found = re.search(r'name="reading" value="([^"]*)"', page)
    assert found, "the page has no form that says what was read"
    return found[1]


def read(browser: Client, address: str) -> dict[str, str]:
    """Read a page; give what its form carries of that."""
    return {"reading": reading(browser.get(address).content.decode())}
