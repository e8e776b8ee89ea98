"""Switching a plugin on or off in a village: an act of a granter that the record keeps."""

from __future__ import annotations

from datetime import datetime

from django.apps import apps
from django.db import transaction

from gongshi.areas.models import Area
from gongshi.areas.services import touch
from gongshi.offices.queries import granters_over
from gongshi.people.models import Person
from gongshi.people.queries import canonical
from gongshi.plugins import PluginConfig
from gongshi.plugins.enabling import is_active
from gongshi.plugins.models import EnabledPlugin
from gongshi.plugins.rules import Switch, may_switch_off, may_switch_on
from gongshi.plugins.uses import under_way
from gongshi.record.services import append
from gongshi.verdict import Verdict, require


@transaction.atomic
def enable(*, area: Area, label: str, by: Person, at: datetime) -> None:
    """Switch a plugin on in a village; once it is on, nothing changes. PLUGIN-1 to PLUGIN-3."""
    area = Area.objects.select_for_update().get(pk=area.pk)
    require(may_switch_on(_switch(area, label, by, at)))
    _set(area, label, by, at, enabled=True)


@transaction.atomic
def disable(*, area: Area, label: str, by: Person, at: datetime) -> None:
    """Switch a plugin off in a village, when nothing of it is under way. PLUGIN-1 to PLUGIN-5."""
    area = Area.objects.select_for_update().get(pk=area.pk)
    require(may_switch_off(_switch(area, label, by, at)))
    _set(area, label, by, at, enabled=False)


def judge(*, area: Area, label: str, by: Person | None, at: datetime) -> Verdict:
    """Say whether the plugin could be switched to what it is not now, changing nothing."""
    switch = _switch(area, label, by, at)
    return may_switch_off(switch) if is_active(label, area.code) else may_switch_on(switch)


def _switch(area: Area, label: str, by: Person | None, at: datetime) -> Switch:
    plugins = {
        config.label: config
        for config in apps.get_app_configs()
        if isinstance(config, PluginConfig)
    }
    config = plugins.get(label)
    return Switch(
        label=label,
        loaded=config is not None,
        always_on=config is not None and config.always_on,
        granter=by is not None and str(canonical(by).key) in granters_over(area, at),
        needs=tuple(
            _title(plugins, needed)
            for needed in (config.requires if config else ())
            if not is_active(needed, area.code)
        ),
        needed_by=tuple(
            str(other.title)
            for other in plugins.values()
            if label in other.requires and is_active(other.label, area.code)
        ),
        under_way=under_way(label, area.code),
    )


def _title(plugins: dict[str, PluginConfig], label: str) -> str:
    """Give what people read; the name in code where the plugin is not even loaded."""
    return str(plugins[label].title) if label in plugins else label


def _set(area: Area, label: str, by: Person, at: datetime, *, enabled: bool) -> None:
    if is_active(label, area.code) == enabled:
        return
    EnabledPlugin.objects.update_or_create(
        area=area.code, label=label, defaults={"enabled": enabled}
    )
    append(
        kind="plugin.enabled" if enabled else "plugin.disabled",
        at=at,
        actor=by.key.hex,
        office="granter",
        area=area.code,
        body={"plugin": label},
    )
    touch(area.code)
