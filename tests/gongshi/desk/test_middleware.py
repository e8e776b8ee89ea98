"""Who knocks: the visitor's own address, never what the visitor claims it to be."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from gongshi.desk.middleware import VisitorsAddress


@pytest.mark.parametrize(
    ("peer", "said", "address"),
    [
        ("127.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        ("", "203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
    ],
)
def test_only_the_web_server_says_who_a_visitor_is(
    rf: RequestFactory, peer: str, said: str, address: str
) -> None:
    request = rf.get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=said)
    VisitorsAddress(lambda _request: HttpResponse())(request)
    assert request.META["REMOTE_ADDR"] == address
