"""The end of a review in Wagtail's editor: the page's feature decides, Wagtail publishes nothing.

Wagtail imports this while its own models load, so nothing of the site is imported here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

#: For the label of a page type: what its feature does when a review ends well.
endings: dict[str, Callable[..., None]] = {}


def finish(workflow_state: Any, user: Any = None) -> None:
    """Let the feature that owns the page end the review; a page of no feature stays as it is."""
    page = workflow_state.content_object.specific
    ending = endings.get(page._meta.label_lower)  # noqa: SLF001 -- Django's API
    if ending is not None:
        ending(workflow_state, user)
