"""The style guide, in Chinese."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import override_settings
from pytest_django.live_server_helper import LiveServer


@pytest.fixture(scope="module")
def guide() -> Iterator[str]:
    """Give the address of the style guide; it needs no database, so none is emptied after."""
    with override_settings(DEBUG=True):
        server = LiveServer("127.0.0.1")
        yield f"{server.url}/styleguide/"
        server.stop()
