"""The oracle stands alone, and sees what it is there to see."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.separation import ledger, oracle, tables

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ALONE = ("ledger", "oracle", "tables")


def imports(path: Path) -> set[str]:
    """Every module a file imports, late imports and those by name included."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "." * node.level)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Name) and node.id in {"__import__", "import_module"}:
            found.add(node.id)
    return found


@pytest.mark.parametrize("name", ALONE)
def test_the_oracle_imports_nothing_of_the_product(name: str) -> None:
    roots = {module.split(".")[0] for module in imports(HERE / f"{name}.py")}
    assert roots <= {"__future__", "collections", "dataclasses", "datetime", "itertools", "tests"}
    inside = {module for module in imports(HERE / f"{name}.py") if module.startswith("tests")}
    allowed = tuple(f"tests.separation.{each}" for each in ALONE)
    assert all(module.startswith(allowed) for module in inside)


def test_the_product_imports_nothing_of_the_oracle() -> None:
    files = [
        path
        for folder in ("site", "council", "publicity")
        for path in (ROOT / folder).rglob("*.py")
    ]
    assert len(files) > 200
    assert [path for path in files if any(m.startswith("tests") for m in imports(path))] == []


def test_twenty_duties_each_with_one_side_and_somebody_to_do_it() -> None:
    assert len(tables.DUTIES) == 20 == sum(map(len, tables.SIDES.values()))
    assert set(tables.HOLDERS) == set(tables.DUTIES)
    assert set(tables.WORKS) <= set(tables.DUTIES)


def test_an_empty_history_is_clean() -> None:
    assert oracle.violations(ledger.History()) == []
