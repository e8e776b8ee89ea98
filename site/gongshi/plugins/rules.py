"""When a plugin may be switched on or off in a village (pure)."""

from __future__ import annotations

from dataclasses import dataclass

from gongshi.verdict import ALLOWED, Verdict, denied, gettext_noop


@dataclass(frozen=True, slots=True)
class Switch:
    """What is known of a plugin in a village when someone wants to switch it."""

    label: str
    loaded: bool
    always_on: bool
    granter: bool
    needs: tuple[str, ...] = ()  # what it requires and is off here
    needed_by: tuple[str, ...] = ()  # what requires it and is on here
    under_way: int = 0


def may_switch_on(switch: Switch) -> Verdict:
    """Say whether the plugin may be switched on."""
    refusal = _may_switch(switch)
    if not refusal:
        return refusal
    if switch.needs:
        reason = gettext_noop("It needs %(plugins)s, which is off here: switch that on first.")
        return denied("PLUGIN-3", reason, plugins=", ".join(switch.needs))
    return ALLOWED


def may_switch_off(switch: Switch) -> Verdict:
    """Say whether the plugin may be switched off; nothing of it may be under way."""
    refusal = _may_switch(switch)
    if not refusal:
        return refusal
    if switch.always_on:
        return denied("PLUGIN-4", gettext_noop("This plugin cannot be switched off."))
    if switch.needed_by:
        reason = gettext_noop("%(plugins)s needs it here: switch that off first.")
        return denied("PLUGIN-3", reason, plugins=", ".join(switch.needed_by))
    if switch.under_way:
        reason = gettext_noop("%(count)s of its cases or notices are still under way here.")
        return denied("PLUGIN-5", reason, count=switch.under_way)
    return ALLOWED


def is_on_here(*, installed: bool, active: bool, key: str) -> Verdict:
    """Say whether something new of this kind may begin in the village."""
    if installed and active:
        return ALLOWED
    reason = gettext_noop("The plugin that offers “%(key)s” is not switched on here.")
    return denied("PLUGIN-6", reason, key=key)


def _may_switch(switch: Switch) -> Verdict:
    if not switch.granter:
        reason = gettext_noop("Only a granter of this place switches plugins.")
        return denied("PLUGIN-1", reason)
    if not switch.loaded:
        reason = gettext_noop("There is no plugin “%(label)s” here.")
        return denied("PLUGIN-2", reason, label=switch.label)
    return ALLOWED
