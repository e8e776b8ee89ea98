"""From the operator's list of names to the app configurations that Django loads."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import entry_points

from django.core.exceptions import ImproperlyConfigured

GROUP = "gongshi.plugins"

#: The house's own bundles. A bare checkout needs no installation to find them.
BUILT_IN: dict[str, tuple[str, ...]] = {
    "council": (
        "council.procedures.apps.ProceduresConfig",
        "council.deliberation.apps.DeliberationConfig",
        "council.funds.apps.FundsConfig",
    ),
    "publicity": (
        "publicity.notices.apps.NoticesConfig",
        "publicity.objections.apps.ObjectionsConfig",
        "publicity.checkup.apps.CheckupConfig",
        "publicity.verification.apps.VerificationConfig",
        "publicity.boards.apps.BoardsConfig",
    ),
}


def installed() -> dict[str, tuple[str, ...]]:
    """Give every plugin present on this machine: name to paths of app configurations."""
    third_party = {
        point.name: (point.value.replace(":", "."),)
        for point in entry_points(group=GROUP)
        if point.name not in BUILT_IN
    }
    return {**BUILT_IN, **third_party}


def discover(names: Iterable[str]) -> list[str]:
    """Give the app configurations of the named plugins, in the operator's order.

    A name that is not installed stops the start with a sentence that says what to do.
    """
    present = installed()
    wanted = [name.strip() for name in names if name.strip()]
    unknown = [name for name in wanted if name not in present]
    if unknown:
        raise ImproperlyConfigured(
            f"GONGSHI_PLUGINS names {', '.join(unknown)}, which is not installed here. "
            f"Installed: {', '.join(sorted(present))}. Install the package or correct the name."
        )
    return [path for name in wanted for path in present[name]]
