"""What every test may use: a fixed moment, a browser, and the choice of plugins."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as examples
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from gongshi.admin.catalogues import compile_all
from tests.template import prepare

HERE = Path(__file__).parent

# A busy machine is no failure: speed is measured in benchmarks, never by a test. A change is judged
# by the same examples as the one before it; GONGSHI_EXAMPLES=new looks for others, as every night.
examples.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
examples.register_profile("new", examples.get_profile("house"), derandomize=False)
examples.load_profile("new" if os.environ.get("GONGSHI_EXAMPLES") == "new" else "house")

expect.set_options(timeout=30_000)

#: A folder of tests needs these plugins; without them it is left out, and the summary says so.
NEEDS = {
    HERE / "council": {"council"},
    HERE / "publicity": {"publicity"},
    HERE / "journeys": {"council", "publicity"},
    HERE / "faults": {"council", "publicity"},
    HERE / "separation": {"council"},
    HERE / "plugins" / "drought": {"council", "publicity", "drought"},
}

#: Chromium stays on this machine: nothing is looked up, reported or updated.
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def _absent(needed: set[str]) -> set[str]:
    return needed - set(settings.GONGSHI_PLUGINS)


def pytest_configure(config: pytest.Config) -> None:
    """Compile what was translated since, once, before any test process reads it."""
    if not hasattr(config, "workerinput"):
        compile_all()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    left_out = [f"tests/{folder.name}" for folder, needed in NEEDS.items() if _absent(needed)]
    if left_out:
        terminalreporter.write_line(f"Left out, for want of plugins: {', '.join(left_out)}")


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave a folder out before its import: models of an absent plugin cannot even load."""
    return True if _absent(NEEDS.get(collection_path, set())) else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long runs to the night: they are taken only where ``-m`` names them."""
    if "nightly" in config.option.markexpr:
        return
    left = [item for item in items if item.get_closest_marker("nightly")]
    items[:] = [item for item in items if item not in left]
    config.hook.pytest_deselected(items=left)


def pytest_runtest_setup(item: pytest.Item) -> None:
    absent = {name for mark in item.iter_markers("needs") for name in _absent(set(mark.args))}
    if absent:
        pytest.skip(f"needs {', '.join(sorted(absent))}, which GONGSHI_PLUGINS leaves out")


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None) -> bool:
    """Begin every session with a fresh copy of the migrated template, and keep that."""
    prepare(settings.DATABASES["default"], settings.VAR_DIR)
    return True


@pytest.fixture(autouse=True, scope="session")
def _guards_give_way_to_flush() -> Iterator[None]:
    """Let tests that commit empty the tables after them; flush's post_migrate puts guards back."""
    from gongshi.record.triggers import remove_triggers  # Django is set up by now.

    original = TransactionTestCase._fixture_teardown

    def teardown(case: Any) -> None:
        remove_triggers()
        original(case)

    TransactionTestCase._fixture_teardown = teardown
    yield
    TransactionTestCase._fixture_teardown = original


@pytest.fixture
def at() -> datetime:
    """A Monday morning on which nothing else happens."""
    return datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. GONGSHI_SKIP_BROWSER=1 leaves these tests out, and says so."""
    if os.environ.get("GONGSHI_SKIP_BROWSER") == "1":
        pytest.skip("GONGSHI_SKIP_BROWSER=1")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        # Playwright's synchronous interface keeps an event loop in this thread, which Django takes
        # for asynchronous code and refuses the database. The loop never runs our code.
        before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        yield chromium
        if before is None:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
        chromium.close()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh visitor: a phone's window, Chinese, Shanghai time, no cookies."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    yield context
    context.close()
