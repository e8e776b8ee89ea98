"""Show a snapshot: the same markup on the desk, in public and in a preview."""

from __future__ import annotations

from django import template

from gongshi.publishing import faces
from gongshi.publishing.schema import Snapshot

register = template.Library()


@register.inclusion_tag("publishing/snapshot.html")
def show_snapshot(snapshot: Snapshot) -> dict[str, object]:
    """Show numbers, bars, tables, facts and basis in the order of every notice."""
    return {
        "warnings": snapshot.warnings,
        "numbers": faces.numbers(snapshot.headline),
        "bar_items": faces.bars(snapshot),
        "tables": [faces.table(table) for table in snapshot.tables],
        "paragraphs": snapshot.paragraphs,
        "facts": faces.pairs(snapshot.facts),
        "basis": faces.pairs(snapshot.basis),
    }
