"""Switching a plugin in a village is a granter's act, and no step is lost by it."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.http import Http404
from django.test import RequestFactory

from gongshi.admin.services import disable, enable
from gongshi.plugins import Kind, PluginConfig, Registry
from gongshi.plugins.enabling import is_active, is_active_below
from gongshi.plugins.middleware import VillagePluginsMiddleware
from gongshi.plugins.models import EnabledPlugin
from gongshi.plugins.uses import Use, uses
from gongshi.record.models import Entry
from gongshi.verdict import RuleBroken
from tests.village import AT, bare_village

LABEL = "gongshi_search"  # any app of the house does, once it is a plugin


class Sample(PluginConfig):
    name = "gongshi.search"
    label = LABEL


class Needing(PluginConfig):
    name = "gongshi.files"
    label = "gongshi_files"
    requires = (LABEL,)


@pytest.fixture
def village(db, monkeypatch):
    import gongshi.files
    import gongshi.search

    for config, module in ((Sample, gongshi.search), (Needing, gongshi.files)):
        made = config(config.name, module)
        made.apps = apps
        made.models = apps.all_models[made.label]
        monkeypatch.setitem(apps.app_configs, config.label, made)
    return bare_village()


class Waiting(Use):
    """Something that is always under way."""

    key = "test.waiting"

    def under_way(self, label: str, area: str) -> int:
        return 3 if label == LABEL else 0


def refused(act, village, label: str = LABEL, by=None) -> str:
    before = (list(EnabledPlugin.objects.values_list()), Entry.objects.count())
    with pytest.raises(RuleBroken) as broken:
        act(area=village.area, label=label, by=by or village.granters[0], at=AT)
    assert (list(EnabledPlugin.objects.values_list()), Entry.objects.count()) == before
    return broken.value.verdict.rule


def test_off_then_on_then_off_each_in_the_record(village) -> None:
    code, granter = village.area.code, village.granters[0]
    assert not is_active(LABEL, code)
    enable(area=village.area, label=LABEL, by=granter, at=AT)
    enable(area=village.area, label=LABEL, by=granter, at=AT)  # already on: nothing happens
    assert is_active(LABEL, code)
    assert not is_active(LABEL, "371326106202")
    assert is_active_below(LABEL, "371326106")
    assert not is_active_below(LABEL, "371326107")
    disable(area=village.area, label=LABEL, by=granter, at=AT)
    assert not is_active(LABEL, code)
    assert not is_active_below(LABEL, "371326106")
    found = Entry.objects.filter(kind__startswith="plugin.").values_list("kind", "actor", "area")
    assert list(found.order_by("seq")) == [
        ("plugin.enabled", granter.key.hex, code),
        ("plugin.disabled", granter.key.hex, code),
    ]


def test_refusals(village) -> None:
    granter = village.granters[0]
    assert refused(enable, village, by=village.household("1", "户主").members.get().person) == (
        "PLUGIN-1"
    )
    assert refused(enable, village, "nobody") == "PLUGIN-2"
    assert refused(enable, village, "gongshi_record") == "PLUGIN-2"  # the host is no plugin
    assert refused(enable, village, Needing.label) == "PLUGIN-3"
    enable(area=village.area, label=LABEL, by=granter, at=AT)
    enable(area=village.area, label=Needing.label, by=granter, at=AT)
    assert refused(disable, village) == "PLUGIN-3"
    disable(area=village.area, label=Needing.label, by=granter, at=AT)
    uses.register(Waiting)
    try:
        assert refused(disable, village) == "PLUGIN-5"
    finally:
        uses.unregister(Waiting)
    disable(area=village.area, label=LABEL, by=granter, at=AT)


def test_what_is_always_on_stays_on(village, monkeypatch) -> None:
    monkeypatch.setattr(Sample, "always_on", True)
    assert refused(disable, village) == "PLUGIN-4"


def test_a_page_is_not_there_where_its_plugin_is_off(village) -> None:
    from gongshi.search import queries  # any module of the app

    def view(request, area):
        raise AssertionError

    view.__module__ = queries.__name__
    gate = VillagePluginsMiddleware(str)
    request = RequestFactory().get("/")
    with pytest.raises(Http404):
        gate.process_view(request, view, (), {"area": village.area.code})
    assert gate.process_view(request, view, (), {"code": village.area.code}) is None
    enable(area=village.area, label=LABEL, by=village.granters[0], at=AT)
    assert gate.process_view(request, view, (), {"area": village.area.code}) is None


def test_an_uninstalled_key_is_a_placeholder() -> None:
    registry: Registry[Kind] = Registry(Kind)
    missing = registry.get("drought.relief")
    assert (missing.installed, str(missing.title), missing.key) == (
        False,
        "drought.relief",
        "drought.relief",
    )


def test_keys_are_dotted_unique_and_of_the_right_family() -> None:
    class Right(Use):
        key = "test.right"

    class Double(Use):
        key = "test.right"

    class Dotless(Use):
        key = "right"

    registry: Registry[Use] = Registry(Use)
    registry.register(Right)
    registry.register(Right)
    with pytest.raises(ValueError, match="already registered"):
        registry.register(Double)
    with pytest.raises(ValueError, match="needs a dot"):
        registry.register(Dotless)
    with pytest.raises(TypeError, match="not a subclass"):
        registry.register(Kind)  # type: ignore[arg-type]
