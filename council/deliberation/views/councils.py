"""The council's life: who sits, opening a term, nominating, confirming, closing."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from council.deliberation import parameters
from council.deliberation.forms import CloseForm, SittingForm, TermForm
from council.deliberation.models import Nomination, Term
from council.deliberation.nominating import NominationForm
from council.deliberation.queries import limits, roll, seats
from council.deliberation.queries.councils import (
    councils_seen,
    first_signers,
    is_granter,
    nomination_reading,
    seats_of,
    second_signers,
    terms_of,
)
from council.deliberation.queries.standing import absences, serving_terms, standing_of
from council.deliberation.rules.composition import may_sit
from council.deliberation.rules.standing import takes_nominations
from council.deliberation.services.nominations import confirm_council, nominate
from council.deliberation.services.slates import slate_of
from council.deliberation.services.standing import in_office
from council.deliberation.services.terms import close_term, open_term, take_over
from council.deliberation.states import Body, TermState
from council.procedures.pages import changed_text
from gongshi.desk.keeping import sent
from gongshi.desk.shell import desk_page, person_of, show
from gongshi.offices.duties import Office
from gongshi.offices.models import Category
from gongshi.people.names import name_of, names_of
from gongshi.people.queries import keys_of
from gongshi.verdict import RuleBroken, Verdict, require

SECTION = "meetings"
A_PAGE = 50


@desk_page
def listing(request: HttpRequest) -> HttpResponse:
    """List the villages whose council the reader may look at."""
    seen = councils_seen(person_of(request), timezone.now())
    page = Paginator(seen, A_PAGE).get_page(request.GET.get("page"))
    if page.paginator.count == 1:
        return redirect("desk_council", area=page[0].code)
    return show(request, "council/deliberation/councils.html", {"page": page}, section=SECTION)


@desk_page
def council_page(request: HttpRequest, area: str) -> HttpResponse:
    """Show who sits on a council, whether they may sit together, and its terms."""
    at, person = timezone.now(), person_of(request)
    village = get_object_or_404(councils_seen(person, at), pk=area)
    rows = roll(Body.COUNCIL, village.code, at)
    names = names_of({row.person_id for row in rows})
    serving = serving_terms([village.code])
    missed = absences(serving[0]) if serving else {}
    context = {
        "standing": standing_of(serving[0], at) if serving else None,
        "absences": parameters.ABSENCES.value,
        "village": village,
        "members": [
            {
                "name": names.get(row.person_id) or _("name erased"),
                "office": row.get_office_display(),
                "category": row.get_category_display(),
                "missed": missed.get(row.person_id, 0),
            }
            for row in rows
        ],
        "verdict": may_sit(seats(village.code, at), limits()) if rows else None,
        "terms": terms_of(village),
        "granter": is_granter(person, village, at),
        "forming": terms_of(village).filter(state=TermState.FORMING.value).exists(),
    }
    return show(request, "council/deliberation/council.html", context, section=SECTION)


@desk_page
def new_term(request: HttpRequest, area: str) -> HttpResponse:
    """Open a term: a council begins to be formed."""
    at, person = timezone.now(), person_of(request)
    village = get_object_or_404(councils_seen(person, at), pk=area)
    in_office(person, [Office.GRANTER], village.code, at)
    last = terms_of(village).first()
    form = TermForm(request.POST or None, initial={"number": last.number + 1 if last else 1})
    if sent(request, form):
        term = open_term(area=village, by=person, at=at, **form.cleaned_data)
        messages.success(request, _("The term is opened. Now enter who is nominated."))
        return redirect("desk_nominate", pk=term.pk)
    context = {
        "form": form,
        "about": village.name,
        "title": _("Open a term of the council"),
        "button": _("Open this term"),
    }
    return show(request, "council/deliberation/form.html", context, section=SECTION)


@desk_page
def nominate_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter who is proposed for the council; a second granter confirms it."""
    at, person = timezone.now(), person_of(request)
    term = _term(request, pk)
    in_office(person, [Office.GRANTER], term.area_id, at)
    require(takes_nominations(TermState(term.state)))
    vacant = standing_of(term, at).vacant if term.state == TermState.SERVING else None
    second, posted = second_signers(term.area, at)
    signers = (first_signers(term.area, at), second)
    earlier = Nomination.objects.filter(term=term).first()
    form = NominationForm(term.area_id, signers, earlier, request.POST or None, vacant=vacant)
    wrong = request.method == "POST" and not sent(request, form, form.signers)
    if request.method == "POST" and not wrong:
        nominate(term=term, slate=form.slate(), by=person, at=at)
        messages.success(request, _("Entered. Another granter reads and confirms it."))
        return redirect("desk_term", pk=term.pk)
    context = {"term": term, "form": form, "posted": posted, "vacant": vacant}
    template = "council/deliberation/nominate.html"
    return show(request, template, context, section=SECTION, status=422 if wrong else 200)


@desk_page
def term_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a term with its nomination, and what may be done now."""
    return _page(request, _term(request, pk))


@desk_page
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm the nomination that was read; if it changed, show it anew first."""
    term, reading = _term(request, pk), request.POST.get("reading", "")
    try:
        confirm_council(term=term, reading=reading, by=person_of(request), at=timezone.now())
    except RuleBroken as broken:
        return _page(request, term, changed=changed_text(broken))
    filled = term.state == TermState.SERVING
    messages.success(request, _("The seats are filled.") if filled else _("The council is seated."))
    return redirect("desk_council", area=term.area_id)


@desk_page
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a term on the document that says so."""
    return _upon(request, pk, CloseForm(request.POST), close_term, _("The term is closed."))


@desk_page
@require_POST
def sitting(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the council that sits already serve this term."""
    done = _("The council that sits here serves this term.")
    return _upon(request, pk, SittingForm(request.POST), take_over, done)


def _upon(
    request: HttpRequest,
    pk: int,
    form: CloseForm | SittingForm,
    act: Callable[..., Term],
    done: str,
) -> HttpResponse:
    """Do to a term what rests on the document in a form; without one ask for it again."""
    term = _term(request, pk)
    if not sent(request, form):
        return _page(request, term, form=form)
    document = form.cleaned_data["document"]
    act(term=term, document=document, by=person_of(request), at=timezone.now())
    messages.success(request, done)
    return redirect("desk_council", area=term.area_id)


def _term(request: HttpRequest, pk: int) -> Term:
    seen = councils_seen(person_of(request), timezone.now())
    return get_object_or_404(Term.objects.select_related("area"), pk=pk, area__in=seen)


def _page(
    request: HttpRequest,
    term: Term,
    changed: Verdict | None = None,
    form: CloseForm | SittingForm | None = None,
) -> HttpResponse:
    at, person = timezone.now(), person_of(request)
    row = Nomination.objects.filter(term=term).first()
    serving = term.state == TermState.SERVING
    ends = seats_of(term, at).count()
    close_form = form if isinstance(form, CloseForm) else CloseForm()
    close_form.fields["document"].required = bool(ends)
    context = {
        "term": term,
        "standing": standing_of(term, at) if serving else None,
        "granter": is_granter(person, term.area, at),
        "changed": changed,
        "nomination": _told(row) if row else None,
        "own": row is not None and row.entered_by_id in keys_of(person),
        "seats": ends,
        "close_form": close_form,
        "sitting": 0 if serving else len(roll(Body.COUNCIL, term.area_id, at)),
        "sitting_form": form if isinstance(form, SittingForm) else SittingForm(),
    }
    status = 409 if changed is not None else 422 if form is not None else 200
    return show(request, "council/deliberation/term.html", context, section=SECTION, status=status)


def _told(row: Nomination) -> dict[str, object]:
    members = slate_of(row).members
    names = names_of({one.person.key for one in members})
    return {
        "members": [
            {
                "name": names.get(one.person.key) or _("name erased"),
                "category": Category(one.category).label,
                "chair": one.chair,
            }
            for one in members
        ],
        "facts": [
            (_("Signed for the two committees by"), name_of(row.first_signer)),
            (_("Signed beside them by"), name_of(row.second_signer)),
            *([(_("Named by the township in"), row.substitute)] if row.substitute else []),
            (_("Confirming resolution"), row.document),
            (_("Entered by"), name_of(row.entered_by)),
        ],
        "reading": nomination_reading(row),
    }
