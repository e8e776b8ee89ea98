"""Features of a village: a granter switches, everyone else reads, refusals are in Chinese."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.apps import apps

from gongshi.plugins import PluginConfig
from gongshi.plugins.enabling import is_active
from gongshi.plugins.uses import Use, uses
from gongshi.record.models import Entry
from tests.gongshi.admin.doors import House, counted

pytestmark = pytest.mark.django_db
LABEL = "gongshi_search"  # any app of the house does, once it is a plugin


class Sample(PluginConfig):
    name = "gongshi.search"
    label = LABEL
    title = "样品"


class Needing(PluginConfig):
    name = "gongshi.files"
    label = "gongshi_files"
    title = "附加"
    requires = (LABEL,)


class Waiting(Use):
    """Something that is always under way."""

    key = "test.features"

    def under_way(self, label: str, area: str) -> int:
        return 3 if label == LABEL else 0


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> House:
    import gongshi.files
    import gongshi.search

    for config, module in ((Sample, gongshi.search), (Needing, gongshi.files)):
        made = config(config.name, module)
        made.apps = apps
        made.models = apps.all_models[config.label]  # whoever asks for all models anew finds them
        monkeypatch.setitem(apps.app_configs, config.label, made)
    return House()


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def switch(house: House, client: Any, to: str, label: str = LABEL) -> Any:
    given = {"area": house.a.area.code, "label": label, "to": to}
    return client.post("/admin/settings/features/switch/", given)


def test_a_granter_switches_on_and_off_in_one_village_alone(house: House) -> None:
    page = f"/admin/settings/features/?area={house.a.area.code}"
    shown = text_of(house.granter.get(page))
    assert "样品" in shown
    assert "不影响其他村" in shown
    assert switch(house, house.granter, "on").status_code == 302
    assert is_active(LABEL, house.a.area.code)
    assert not is_active(LABEL, house.beside.code)
    assert Entry.objects.latest("seq").kind == "plugin.enabled"
    assert "已开启" in text_of(house.granter.get(page))
    assert switch(house, house.granter, "off").status_code == 302
    assert not is_active(LABEL, house.a.area.code)


def test_what_it_needs_and_what_is_under_way_is_said_by_name(house: House) -> None:
    page = f"/admin/settings/features/?area={house.a.area.code}"
    assert "PLUGIN-3" in text_of(house.granter.get(page))
    before = counted()
    refused = switch(house, house.granter, "on", "gongshi_files")
    assert refused.status_code == 403
    assert "样品" in text_of(refused)
    assert LABEL not in text_of(refused)
    assert counted() == before
    switch(house, house.granter, "on")
    uses.register(Waiting)
    try:
        assert "PLUGIN-5" in text_of(house.granter.get(page))
        before = counted()
        assert "PLUGIN-5" in text_of(switch(house, house.granter, "off"))
        assert counted() == before
    finally:
        uses.unregister(Waiting)


def test_strangers_switch_nothing(house: House) -> None:
    strangers = house.strangers()
    before = counted()
    for who, client in strangers.items():
        assert switch(house, client, "on").status_code in {302, 403, 404}, who
    assert counted() == before
    for who in ("system administrator",):
        page = text_of(strangers[who].get("/admin/settings/features/"))
        assert "PLUGIN-1" in page
        assert 'name="to"' not in page


@pytest.mark.parametrize(("label", "to"), [("nothing", "on"), (LABEL, "sideways"), ("auth", "on")])
def test_an_unknown_switch_is_not_found(house: House, label: str, to: str) -> None:
    assert switch(house, house.granter, to, label).status_code == 404
