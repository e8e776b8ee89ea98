"""Importing tables: choose, upload, look at every row, confirm all or nothing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongshi.admin.guard import admin_page
from gongshi.admin.import_forms import SECTIONS, ConfirmForm, UploadForm, codes_of
from gongshi.admin.import_preview import kind_of, show_preview
from gongshi.admin.queries import below, entrant_of
from gongshi.spreadsheets import services
from gongshi.spreadsheets.models import BatchStates, ImportBatch
from gongshi.spreadsheets.reading.sheet import BadFile
from gongshi.spreadsheets.registries import ImportKind, import_kinds
from gongshi.spreadsheets.workbooks import annotated_file, template_file
from gongshi.verdict import RuleBroken

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@admin_page(*SECTIONS)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show what can be imported, and the uploads of one's own areas."""
    context = {
        "title": _("Import tables"),
        "kinds": import_kinds.all(),
        "batches": ImportBatch.objects.filter(_mine(request)).select_related("uploaded_by")[:20],
        "titles": {kind.key: kind.title for kind in import_kinds.all()},
    }
    return render(request, "gongshi_admin/imports.html", context)


@admin_page(*SECTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, key: str) -> HttpResponse:
    """Take a file and go to its preview; what cannot be read is said beside the field."""
    kind = kind_of(key)
    chosen = {name: request.GET[name] for name in kind.needs if name in request.GET}
    form = UploadForm(
        kind,
        entrant_of(request.user),
        request.POST or None,
        request.FILES or None,
        initial=chosen,
    )
    if request.method == "POST" and form.is_valid():
        batch = _read(request, kind, form)
        if batch is not None:
            return redirect("admin_import_preview", key=batch.pk)
    context = {"title": kind.title, "kind": kind, "form": form}
    return render(request, "gongshi_admin/import_upload.html", context)


@admin_page(*SECTIONS)
@require_safe
def template(request: HttpRequest, key: str) -> HttpResponse:  # noqa: ARG001 -- a view's signature
    """Give the empty table to fill in."""
    kind = kind_of(key)
    return _file(template_file(kind), f"{kind.title}.xlsx")


@admin_page(*SECTIONS)
@require_safe
def look(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show what confirming would do, row by row, under the spreadsheet's own numbers."""
    return show_preview(request, _batch(request, key))


@admin_page(*SECTIONS)
@require_POST
def confirm(request: HttpRequest, key: UUID) -> HttpResponse:
    """Import all rows or none."""
    batch, form = _batch(request, key), ConfirmForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        services.confirm(
            batch=batch.pk,
            digest=form.cleaned_data["digest"],
            by=request.user,
            at=timezone.now(),
            accept_warnings=form.cleaned_data["accept_warnings"],
        )
    except RuleBroken as broken:
        return show_preview(request, _batch(request, key), broken=broken)
    messages.success(request, _("Imported. Every row is in the system."))
    return redirect("admin_import_preview", key=key)


@admin_page(*SECTIONS)
@require_POST
def give_up(request: HttpRequest, key: UUID) -> HttpResponse:
    """Close a preview and delete what it held."""
    services.give_up(batch=_batch(request, key).pk, by=request.user, at=timezone.now())
    messages.success(request, _("Given up; the file was deleted."))
    return redirect("admin_imports")


@admin_page(*SECTIONS)
@require_safe
def annotated(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give the clerk's own file back with a red column that says what is wrong."""
    batch = _batch(request, key)
    if batch.state != BatchStates.PREVIEWED:
        raise Http404
    return _file(
        annotated_file(batch), _("errors") + "-" + batch.file_name.rsplit(".", 1)[0] + ".xlsx"
    )


def _mine(request: HttpRequest) -> Any:
    return below("area", codes_of(entrant_of(request.user)))


def _batch(request: HttpRequest, key: UUID) -> ImportBatch:
    """Give an upload of one's own areas that one could make oneself: it may show persons."""
    batch = get_object_or_404(ImportBatch.objects.filter(_mine(request)), pk=key)
    verdict = kind_of(batch.kind)().may(
        by=request.user, area=batch.area, context=batch.context, at=timezone.now()
    )
    if not verdict:
        raise RuleBroken(verdict)
    return batch


def _read(request: HttpRequest, kind: type[ImportKind], form: UploadForm) -> ImportBatch | None:
    sent = form.cleaned_data["file"]
    try:
        return services.upload(
            kind=kind.key,
            area=form.place,
            data=sent.read(),
            file_name=sent.name,
            by=request.user,
            at=timezone.now(),
            context=form.chosen,
            answers=form.answers,
        )
    except BadFile as bad:
        form.add_error("file", bad.verdict.text(_))
    except RuleBroken as broken:
        form.add_error(None, f"{broken.verdict.text(_)} ({broken.verdict.rule})")
    return None


def _file(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=XLSX)
    header = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Content-Disposition"] = header or "attachment"
    return response
