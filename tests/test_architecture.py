"""The house plan as assertions: names, sizes, pure rooms, rule ids, licences, pins."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterable
from fnmatch import fnmatch
from functools import cache
from importlib.metadata import distribution, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
FORBIDDEN_NAMES = {"utils", "helpers", "common", "core", "misc"}
#: Distributions that offer several licences, and the one we take.
CHOSEN_LICENCES = {"pyphen": "Mozilla Public License 1.1"}
PURE_ROOMS = {"rules", "duties", "states"}


@cache
def listed() -> tuple[Path, ...]:
    """Every file that is, or is about to be, in the repository."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    out = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(ROOT / name for name in out.split("\0") if name and (ROOT / name).is_file())


def none(found: Iterable[object]) -> None:
    """Every place on a line of its own, so that all can be mended at once."""
    lines = [str(each) for each in found]
    assert not lines, "\n".join(["", *lines])


def modules(*folders: str) -> list[Path]:
    """Hand-written Python files below the folders."""
    return [
        path
        for path in listed()
        if path.suffix == ".py"
        and path.relative_to(ROOT).parts[0] in folders
        and "migrations" not in path.parts
    ]


def ours() -> list[Path]:
    return modules("site", "council", "publicity", "scripts")


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def dotted(path: Path) -> str:
    inside = path.relative_to(
        ROOT / "site" if "site" in path.parts[: len(ROOT.parts) + 1] else ROOT
    )
    return ".".join(inside.with_suffix("").parts).removesuffix(".__init__")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def is_pure(path: Path) -> bool:
    inside = path.relative_to(ROOT).with_suffix("").parts
    if inside[:2] == ("site", "gongshi") and inside[2] in {"verdict", "clock", "money"}:
        return True
    return "settings" not in inside and bool(PURE_ROOMS & set(inside))


def test_site_is_a_folder_and_never_a_package() -> None:
    assert not (ROOT / "site" / "__init__.py").exists()


def test_every_folder_of_tests_is_a_package() -> None:
    folders = {path.parent for path in modules("tests") if "sample_plugin" not in path.parts}
    assert [name_of(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_files_are_short() -> None:
    limits = {**dict.fromkeys(ours(), 300), **dict.fromkeys(modules("tests"), 400)}
    long = [
        (name_of(path), lines)
        for path, limit in limits.items()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > limit
    ]
    none(long)


def test_functions_are_short() -> None:
    long = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in ours()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > 40
    ]
    none(long)


def test_no_drawer_for_odds_and_ends() -> None:
    found = [name_of(path) for path in ours() if FORBIDDEN_NAMES & {*path.parts, path.stem}]
    none(found)


def test_every_module_begins_with_a_sentence() -> None:
    silent = [
        name_of(path)
        for path in (*ours(), *modules("tests"))
        if path.stat().st_size and not ast.get_docstring(tree(path))
    ]
    none(silent)


def test_every_pure_room_is_in_the_contract() -> None:
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = configuration["tool"]["importlinter"]["contracts"]
    [pure] = [each for each in contracts if each["name"] == "Rules, duties and states are pure"]
    assert {"django", "wagtail", "guardian"} <= set(pure["forbidden_modules"])
    # A module inside rules/ is covered by the contract of its folder.
    rooms = {
        re.sub(r"(\.(?:rules|duties|states))\..*", r"\1", dotted(path))
        for path in filter(is_pure, ours())
    }
    assert "gongshi.verdict" in rooms
    assert [
        room
        for room in sorted(rooms)
        if not any(fnmatch(room, given) for given in pure["source_modules"])
    ] == []


def test_every_feature_keeps_the_order_of_rooms() -> None:
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = configuration["tool"]["importlinter"]["contracts"]
    [rooms] = [each for each in contracts if each["name"] == "The rooms of a feature"]
    features = {dotted(path).removesuffix(".apps") for path in ours() if path.name == "apps.py"}
    assert features - {"gongshi.plugins"} == set(rooms["containers"])


def test_rules_know_no_present_moment() -> None:
    clocks = {"now", "today", "utcnow", "localtime", "localdate", "time", "monotonic"}
    asked = [
        f"{name_of(path)}:{node.lineno}"
        for path in filter(is_pure, ours())
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in clocks
        and not node.args
    ]
    none(asked)


def rule_ids() -> dict[str, str]:
    """Every rule id that a verdict in the code names, with the place."""
    found = {}
    for path in ours():
        for node in ast.walk(tree(path)):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
                continue
            first = node.args[0]
            if node.func.id == "denied" and isinstance(first, ast.Constant):
                found[str(first.value)] = f"{name_of(path)}:{node.lineno}"
    return found


def test_every_rule_is_documented_and_tested() -> None:
    rows = {
        match[1]
        for path in (ROOT / "docs" / "rules").glob("*.md")
        for match in re.finditer(
            r"^\|\s*`?([\w.-]+)`?\s*\|", path.read_text(encoding="utf-8"), re.MULTILINE
        )
    }
    tests = "\n".join(path.read_text(encoding="utf-8") for path in modules("tests"))
    found = rule_ids()
    assert found
    undocumented = [f"no row: {rule}, {place}" for rule, place in found.items() if rule not in rows]
    untested = [
        f"no test: {rule}, {place}"
        for rule, place in found.items()
        if not re.search(rf"\b{rule}\b", tests)
    ]
    none([*undocumented, *untested])


def test_the_repository_names_no_machine() -> None:
    # Written in pieces, so that this file does not find itself.
    private = re.compile(
        "|".join(["/wo" + r"rk/", "/ro" + r"ot/", "/ho" + r"me/\w", "file:" + "///opt"])
    )
    hosts = re.compile(
        "|".join(
            ["pypi" + r"\.org", "pythonhosted" + r"\.", "registry" + r"\.npm", "index" + "-url"]
        )
    )
    vendored = {"vendor", "data"}
    found = [
        f"{name_of(path)}: {match[0]}"
        for path in listed()
        if not vendored & set(path.parts)
        and path.suffix in {"", ".py", ".md", ".sh", ".toml", ".txt", ".html"}
        for pattern in (private, hosts)
        if (match := pattern.search(path.read_text(encoding="utf-8", errors="ignore")))
    ]
    none(found)


def pinned(name: str) -> list[Requirement]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [
        Requirement(line.split("#")[0].strip())
        for line in lines
        if line.strip() and not line.startswith(("#", "-r"))
    ]


def test_installed_versions_are_the_pinned_ones() -> None:
    wanted = [*pinned("requirements.txt"), *pinned("requirements-dev.txt")]
    assert all(re.fullmatch(r"==[\w.]+", str(each.specifier)) for each in wanted)
    other = [
        f"{each} but {version(each.name)}"
        for each in wanted
        if version(each.name) not in each.specifier
    ]
    none(other)


def test_every_requirement_says_why() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "==" in line and "# " not in line] == []


def runtime() -> set[str]:
    """Every distribution the product needs, with what those need in their turn."""
    waiting = [(each.name, frozenset(each.extras)) for each in pinned("requirements.txt")]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, extras = item = waiting.pop()
        if item in seen:
            continue
        seen.add(item)
        for line in distribution(name).requires or []:
            need = Requirement(line)
            if not need.marker or any(
                need.marker.evaluate({"extra": each}) for each in (*extras, "")
            ):
                waiting.append((need.name, frozenset(need.extras)))
    return {name for name, _ in seen}


def licence_of(name: str) -> str:
    if name.lower() in CHOSEN_LICENCES:
        return CHOSEN_LICENCES[name.lower()]
    metadata = distribution(name).metadata
    classifiers = [
        each for each in metadata.get_all("Classifier", []) if each.startswith("License")
    ]
    return " ".join(
        [
            metadata.get("License-Expression") or "",
            *classifiers,
            (metadata.get("License") or "")[:200],
        ]
    )


def test_no_dependency_is_gpl_or_agpl() -> None:
    needed = runtime()
    assert len(needed) > 40
    # The lesser licence binds the library alone; psycopg is under it.
    strict = re.compile(r"(?<!L)GPL|(?<!Lesser )General Public License|Affero", re.IGNORECASE)
    found = {name: licence for name in needed if strict.search(licence := licence_of(name))}
    unknown = [name for name in needed if not licence_of(name).strip()]
    assert (found, unknown) == ({}, [])


@pytest.mark.parametrize("name", ["LICENSE", "tests/vendor/axe.LICENSE"])
def test_licences_are_there(name: str) -> None:
    assert (ROOT / name).stat().st_size > 1000
