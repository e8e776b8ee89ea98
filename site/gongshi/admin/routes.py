"""Every address Wagtail brings, and what becomes of it (pure). What is not named here is closed.

Our own pages are not listed: a view that ``guard`` made says itself which sections it belongs to.
"""

from __future__ import annotations

from enum import StrEnum


class Way(StrEnum):
    """How an address of the admin is answered."""

    OPEN = "open"  # to everyone: needed to draw a page, says nothing
    SIGN_IN = "sign_in"  # sent on to the desk, where people sign in
    OFFICE = "office"  # to whoever may enter the admin
    DRAFTER = "drafter"  # to whoever drafts notices
    PAGE = "page"  # to whoever may see that page
    MEDIA = "media"  # to whoever may choose that picture or document
    LIST = "list"  # sent on to our own list of notices
    CLOSED = "closed"  # to nobody


OPEN = ("wagtailadmin_sprite", "wagtailadmin_javascript_catalog", "wagtailadmin_logout")
SIGN_IN = ("wagtailadmin_login", "wagtailadmin_account")
OFFICE = ("wagtailadmin_home", "wagtailadmin_dismissibles")
DRAFTER = (
    "wagtailadmin_choose_page",
    "wagtailadmin_choose_page_external_link",
    "wagtailadmin_choose_page_email_link",
    "wagtailadmin_choose_page_phone_link",
    "wagtailimages_chooser:choose",
    "wagtailimages_chooser:choose_results",
    "wagtailimages_chooser:create",
    "wagtaildocs_chooser:choose",
    "wagtaildocs_chooser:choose_results",
    "wagtaildocs_chooser:create",
)
PAGE = (
    "wagtailadmin_pages:add",
    "wagtailadmin_pages:preview_on_add",
    "wagtailadmin_pages:edit",
    "wagtailadmin_pages:preview_on_edit",
    "wagtailadmin_pages:view_draft",
    "wagtailadmin_pages:workflow_action",
    "wagtailadmin_pages:collect_workflow_action_data",
    "wagtailadmin_pages:confirm_workflow_cancellation",
    "wagtailadmin_pages:workflow_preview",
    "wagtailadmin_pages:revisions_view",
    "wagtailadmin_pages:revisions_compare",
    "wagtailadmin_pages:history",
    "wagtailadmin_pages:history_results",
    "wagtailadmin_pages:workflow_history",
    "wagtailadmin_pages:workflow_history_detail",
)
MEDIA = ("wagtailimages_chooser:chosen", "wagtaildocs_chooser:chosen")
LIST = (
    "wagtailadmin_explore_root",
    "wagtailadmin_explore",
    "wagtailadmin_pages:search",
    "wagtailadmin_pages:revisions_index",
)
#: Closed to everyone, superusers included; named so that a new address of Wagtail is noticed.
CLOSED = (
    "wagtailadmin_api:pages:listing",
    "wagtailadmin_api:pages:detail",
    "wagtailadmin_api:pages:find",
    "wagtailadmin_api:pages:action",
    "wagtailadmin_api:images:listing",
    "wagtailadmin_api:images:detail",
    "wagtailadmin_api:images:find",
    "wagtailadmin_api:documents:listing",
    "wagtailadmin_api:documents:detail",
    "wagtailadmin_api:documents:find",
    "wagtailadmin_error_test",
    "wagtailadmin_explore_results",
    "wagtail_bulk_action",
    "wagtailadmin_pages:type_use",
    "wagtailadmin_pages:type_use_results",
    "wagtailadmin_pages:choose_parent",
    "wagtailadmin_pages:usage",
    "wagtailadmin_pages:add_subpage",
    "wagtailadmin_pages:delete",
    "wagtailadmin_pages:unpublish",
    "wagtailadmin_pages:convert_alias",
    "wagtailadmin_pages:search_results",
    "wagtailadmin_pages:move",
    "wagtailadmin_pages:move_confirm",
    "wagtailadmin_pages:set_page_position",
    "wagtailadmin_pages:copy",
    "wagtailadmin_pages:set_privacy",
    "wagtailadmin_pages:lock",
    "wagtailadmin_pages:unlock",
    "wagtailadmin_pages:revisions_revert",
    "wagtailadmin_pages:revisions_unschedule",
    "wagtailadmin_choose_page_child",
    "wagtailadmin_choose_page_search",
    "wagtailadmin_choose_page_chosen_multiple",
    "wagtailadmin_choose_page_anchor_link",
    "wagtailadmin_tag_autocomplete",
    "wagtailadmin_tag_model_autocomplete",
    "wagtailadmin_editing_sessions:ping",
    "wagtailadmin_editing_sessions:release",
    "wagtailadmin_block_preview",
    "wagtailimages_chooser:chosen_multiple",
    "wagtailimages_chooser:select_format",
    "wagtaildocs_chooser:chosen_multiple",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
)
#: Whole families that are closed: people and rights come from appointments, words from our pages.
CLOSED_FAMILIES = (
    "wagtailadmin_collections:",
    "wagtailadmin_workflows:",
    "wagtailadmin_reports:",
    "wagtailimages:",
    "wagtaildocs:",
    "wagtailsnippets:",
    "wagtailusers_users:",
    "wagtailusers_groups:",
)

WAYS: dict[str, Way] = {
    name: way
    for way, names in (
        (Way.OPEN, OPEN),
        (Way.SIGN_IN, SIGN_IN),
        (Way.OFFICE, OFFICE),
        (Way.DRAFTER, DRAFTER),
        (Way.PAGE, PAGE),
        (Way.MEDIA, MEDIA),
        (Way.LIST, LIST),
        (Way.CLOSED, CLOSED),
    )
    for name in names
}


def way_of(name: str) -> Way | None:
    """Give the way of an address, or None where nobody has thought about it: then it is closed."""
    if name in WAYS:
        return WAYS[name]
    return Way.CLOSED if name.startswith(CLOSED_FAMILIES) else None
