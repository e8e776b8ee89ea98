"""A stranger's plugin: built to a wheel, installed beside the house, then off and on."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.needs("council", "publicity")


def run(*command: str, cwd: Path = ROOT, **env: str) -> str:
    """Run a program; give what it said."""
    done = subprocess.run(
        command, cwd=cwd, env=os.environ | env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy, and install it into a folder of its own."""
    folder = tmp_path_factory.mktemp("drought")
    source = shutil.copytree(ROOT / "tests" / "sample_plugin", folder / "source")
    wheels, target = folder / "wheels", folder / "installed"
    # The build backend is one of the tests' own requirements, so nothing is fetched here.
    build = ("-m", "build", "--wheel", "--no-isolation", "--outdir", str(wheels), str(source))
    run(sys.executable, *build)
    (wheel,) = wheels.iterdir()
    pip = ("-m", "pip", "install", "--no-deps", "--no-index", "--target", str(target), str(wheel))
    run(sys.executable, *pip)
    return target


def environment(installed: Path, tmp_path: Path, plugins: str) -> dict[str, str]:
    found = {
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site"), str(installed)]),
        "GONGSHI_PLUGINS": plugins,
        "GONGSHI_VAR": str(tmp_path / "var"),
        "DJANGO_SETTINGS_MODULE": "gongshi.settings.test",
        "PYTEST_ADDOPTS": "",
    }
    url = os.environ.get("DATABASE_URL", "")
    if connection.vendor == "postgresql":  # a database beside ours
        found["DATABASE_URL"] = re.sub(r"/([^/?]+)(\?|$)", r"/\1_drought\2", url)
    return found


def test_installed_but_not_named_it_does_nothing(installed: Path, tmp_path: Path) -> None:
    code = (
        "import django, sys; django.setup()\n"
        "from gongshi.plugins.discovery import installed\n"
        "from council.procedures.registries import case_kinds\n"
        "from council.funds.registries import fund_formulas\n"
        "assert 'drought' in installed()\n"
        "assert not case_kinds.get('drought.relief').installed\n"
        "assert fund_formulas.get('drought.dry_fields').title == 'drought.dry_fields'\n"
        "assert not [name for name in sys.modules if name.startswith('gongshi_drought')]\n"
    )
    run(sys.executable, "-c", code, **environment(installed, tmp_path, "council,publicity"))


def test_named_every_extension_point_is_off_then_on(installed: Path, tmp_path: Path) -> None:
    """The tests in drought/ run in a process in which the plugin is loaded."""
    assert "drought" not in settings.GONGSHI_PLUGINS
    env = environment(installed, tmp_path, "council,publicity,drought")
    folder = str(Path(__file__).with_name("drought"))
    said = run(sys.executable, "-m", "pytest", folder, "-p", "no:cacheprovider", **env)
    assert re.search(r"^1\d passed", said, re.MULTILINE), said
