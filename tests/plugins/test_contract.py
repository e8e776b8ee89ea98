"""A plugin that cannot live here stops the start with a sentence; the two bundles live alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
START = "import django; django.setup()"


def start(plugins: str, code: str = START, **more: str) -> subprocess.CompletedProcess[str]:
    """Start Django with these plugins in a process of its own."""
    env = os.environ | {
        "GONGSHI_PLUGINS": plugins,
        "DJANGO_SETTINGS_MODULE": "gongshi.settings.test",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site"), more.get("path", "")]),
    }
    return subprocess.run(
        [sys.executable, "-c", code], env=env, cwd=ROOT, capture_output=True, text=True, check=False
    )


def package(folder: Path, name: str, body: str) -> None:
    """Write a third party's package as pip would install it."""
    (folder / name).mkdir()
    (folder / name / "__init__.py").write_text('"""A stranger."""\n')
    (folder / name / "apps.py").write_text(
        "from gongshi.plugins import PluginConfig\n"
        f"class Config(PluginConfig):\n    name = label = '{name}'\n    {body}\n"
    )
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[gongshi.plugins]\n{name} = {name}.apps:Config\n")


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("requires_api = (2, 0)", "Plugin stranger needs plugin API 2.0, this site offers 1.0."),
        ("requires_api = (1, 9)", "Plugin stranger needs plugin API 1.9, this site offers 1.0."),
        ("requires = ('council_funds',)", "Plugin stranger needs council_funds: add it"),
    ],
)
def test_a_plugin_for_another_house_stops_the_start(tmp_path: Path, body, sentence) -> None:
    package(tmp_path, "stranger", body)
    done = start("stranger", path=str(tmp_path))
    assert done.returncode != 0
    assert sentence in done.stderr


def test_an_unknown_name_stops_the_start() -> None:
    done = start("council,cuoncil")
    assert done.returncode != 0
    assert "GONGSHI_PLUGINS names cuoncil, which is not installed here." in done.stderr
    assert "Installed: council, publicity." in done.stderr


def test_what_is_installed_but_not_named_is_not_loaded(tmp_path: Path) -> None:
    package(tmp_path, "stranger", "requires_api = (9, 0)")
    code = f"{START}\nimport sys\nassert 'stranger' not in sys.modules"
    done = start("", code, path=str(tmp_path))
    assert done.returncode == 0, done.stderr


EVERYTHING = """
import sys, django
django.setup()
from importlib import import_module
from django.conf import settings
from django.core.management import call_command, get_commands
from django.urls import get_resolver
from django.utils.module_loading import autodiscover_modules
list(get_resolver().reverse_dict)
autodiscover_modules("kinds", "receivers", "players", "wagtail_hooks", "tasks", "parameters")
call_command("check")
found = sorted(name for name in sys.modules if name.split(".")[0] == "{other}")
print(*found, sep="\\n")
"""


@pytest.mark.parametrize(("one", "other"), [("council", "publicity"), ("publicity", "council")])
def test_with_one_off_nothing_of_it_is_imported(one: str, other: str) -> None:
    done = start(one, EVERYTHING.replace("{other}", other))
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert [line for line in lines if line.startswith(other)] == []
    assert lines, "the check speaks"


def test_both_off_the_house_still_starts() -> None:
    done = start("", EVERYTHING.replace("{other}", "council"))
    assert done.returncode == 0, done.stderr
