"""The life of a notice: drafted, reviewed by others, released, posted, concluded, withdrawn."""

from publicity.notices.services.display import (
    conclude,
    post,
    tick,
    withdraw,
)
from publicity.notices.services.drafting import (
    ANNOUNCEMENT,
    begin_announcement,
    draft_announcement,
    draft_from_request,
    note_edit,
    rewrite,
    submit,
)
from publicity.notices.services.releasing import (
    assign_review,
    publish,
    review,
)

__all__ = [
    "ANNOUNCEMENT",
    "assign_review",
    "begin_announcement",
    "conclude",
    "draft_announcement",
    "draft_from_request",
    "note_edit",
    "post",
    "publish",
    "review",
    "rewrite",
    "submit",
    "tick",
    "withdraw",
]
