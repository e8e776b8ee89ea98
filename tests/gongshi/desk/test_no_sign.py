"""The sign that no text can hold (NUL): PostgreSQL breaks on it, wherever it gets to a query."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.publicity.conftest import village  # noqa: F401 -- the ground

pytestmark = pytest.mark.usefixtures("village")

PLACES = [
    "/notices/?area=%00",
    "/notices/?q=%00",
    "/notices/?page=%00",
    "/a/%00/",
    "/a/%00/offices/",
    "/gs/%00/",
    "/gs/%00/table.csv",
    "/objections/%00/",
    "/media/%00",
    "/documents/1/%00",
    "/verify/?code=%00",
    "/view/?mode=%00&next=/%00",
    "/desk/sign-in/?next=/%00",
]


@pytest.mark.parametrize("address", PLACES)
def test_an_address_with_it_is_not_understood(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert "400" in answer.templates[0].name


def test_nor_is_a_form_or_a_cookie(client: Client) -> None:
    sign_in = {"username": "a\0b", "password": "x"}
    assert client.post("/desk/sign-in/", sign_in).status_code == 400
    assert client.post("/desk/sign-in/", {"a\0": "x"}).status_code == 400
    client.cookies.load('sessionid="\\000aaaaaaaaaaaaaaa"')
    assert client.get("/desk/sign-in/").status_code == 400
