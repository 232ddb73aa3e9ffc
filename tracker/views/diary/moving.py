"""Moves an entry, a day note, a visit, an exposure or a whole concern to where it belongs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.actions.mending.move import move_concern, move_entry, move_to_sibling
from tracker.actions.mending.rows import CannotMend, MendingResult
from tracker.forms.mending import MoveForm
from tracker.models import Child, Concern, DayNote, Entry, Exposure, Visit
from tracker.models.record import Record
from tracker.presenters.mending import refusal_text, result_text
from tracker.presenters.records import record_name
from tracker.queries.mending import concerns_of_siblings, other_concerns, siblings_of
from tracker.rendering import title_of
from tracker.views.access import ChildContext, get_or_410, writer
from tracker.views.diary.records import RecordPages
from tracker.views.messages import notify_written


@dataclass(frozen=True)
class Place:
    """Where a record can go: a child as a whole, or one of its concerns."""

    key: str
    label: str
    child: Child
    concern: Concern | None = None


Move = Callable[[Place], MendingResult]


@writer
def concern(request: HttpRequest, child_context: ChildContext, concern: UUID) -> HttpResponse:
    row = child_context.concern(concern, as_whole=True)
    places = [Place(f"child-{each.pk}", each.name, each) for each in siblings_of(row.child)]

    def move(place: Place) -> MendingResult:
        return move_concern(
            concern=row, sibling=place.child, today=child_context.today, by=child_context.user
        )

    hint = _(
        "Everything saved about it moves too, with its photos. So do visits that are only "
        "about it. Food, soap and vaccines stay."
    )
    home = reverse("concern", args=[child_context.child.pk, row.uuid])
    return _page(request, child_context, row, places, move, home, hint)


@writer
def entry(
    request: HttpRequest, child_context: ChildContext, concern: UUID, entry: UUID
) -> HttpResponse:
    row = child_context.entry(child_context.concern(concern), entry)
    own = [_place(each, title_of(each)) for each in other_concerns(row.concern)]
    places = own + list(_concerns_of_siblings(row.child))

    def move(place: Place) -> MendingResult:
        assert place.concern is not None
        return move_entry(
            entry=row, target=place.concern, today=child_context.today, by=child_context.user
        )

    arguments = [child_context.child.pk, row.concern.uuid, row.uuid]
    hint = _("Its photos move too.")
    return _page(
        request, child_context, row, places, move, reverse("entry_edit", args=arguments), hint
    )


@writer
def note(request: HttpRequest, child_context: ChildContext, uuid: UUID) -> HttpResponse:
    row = get_or_410(DayNote, child=child_context.child, uuid=uuid)
    places = [Place(f"child-{each.pk}", each.name, each) for each in siblings_of(row.child)]
    home = reverse("note_edit", args=[child_context.child.pk, uuid])
    return _page(request, child_context, row, places, _to_sibling(child_context, row), home)


@writer
def record(
    request: HttpRequest, child_context: ChildContext, kind: RecordPages, pk: int
) -> HttpResponse:
    """Moves a visit or an exposure, which may be about a concern of the sibling."""
    row = get_or_410(kind.model, child=child_context.child, pk=pk)
    assert isinstance(row, Exposure | Visit)
    siblings = siblings_of(row.child)
    whole = _("%(child)s in general")
    places = [Place(f"child-{each.pk}", whole % {"child": each.name}, each) for each in siblings]
    places += _concerns_of_siblings(row.child)
    home = reverse(f"{kind.name}_edit", args=[child_context.child.pk, pk])
    hint = _("Choose what it's about in the other diary.")
    return _page(request, child_context, row, places, _to_sibling(child_context, row), home, hint)


def _to_sibling(child_context: ChildContext, row: DayNote | Exposure | Visit) -> Move:
    def move(place: Place) -> MendingResult:
        return move_to_sibling(
            row=row,
            sibling=place.child,
            about=place.concern,
            today=child_context.today,
            by=child_context.user,
        )

    return move


def _concerns_of_siblings(child: Child) -> Iterable[Place]:
    for row in concerns_of_siblings(child):
        values = {"child": row.child.name, "concern": title_of(row)}
        yield _place(row, _("%(child)s: %(concern)s") % values)


def _place(concern: Concern, label: str) -> Place:
    return Place(f"concern-{concern.pk}", label, concern.child, concern)


def _page(
    request: HttpRequest,
    child_context: ChildContext,
    row: Record,
    places: Iterable[Place],
    move: Move,
    home: str,
    hint: str = "",
) -> HttpResponse:
    """Asks where the record goes, and moves it there."""
    if request.POST.get("to") in _places_of(row):
        notify_written(request, "", child_context.child, None)
        return redirect(_address(row))
    by_key = {place.key: place for place in places}
    what = record_name(row)
    form = MoveForm(
        request.POST if request.method == "POST" else None,
        places=[(place.key, place.label) for place in by_key.values()],
    )
    if request.method == "POST" and form.is_valid():
        place = by_key[form.cleaned_data["to"]]
        try:
            result = move(place)
        except CannotMend as error:
            form.add_error("to", _refusal(error, child_context))
        else:
            done = _("Moved to %(place)s: %(what)s.") % {"place": place.label, "what": what}
            text = result_text(done, result)
            notify_written(request, text, place.child, result.change_set)
            return redirect(_address(row))
    context = {
        "child_context": child_context,
        "what": what,
        "form": form,
        "has_places": bool(by_key),
        "hint": hint,
        "home": home,
        "concern": row if isinstance(row, Concern) else None,
    }
    return render(request, "diary/mending/move.html", context)


def _refusal(error: CannotMend, child_context: ChildContext) -> str:
    concerns = Concern.all_objects.filter(child__family=child_context.family)
    titles = {str(row.uuid): title_of(row) for row in concerns}
    return refusal_text(error, titles, child_context.child)


def _places_of(row: Record) -> set[str]:
    """Returns the keys of the places where the row is: a form that is sent twice has moved it."""
    match row:
        case Entry():
            return {f"concern-{row.concern_id}"}
        case Exposure() | Visit():
            concerns = row.concerns.values_list("pk", flat=True)
            return {f"child-{row.child_id}", *(f"concern-{key}" for key in concerns)}
        case Concern() | DayNote():
            return {f"child-{row.child_id}"}
    return set()


def _address(row: Record) -> str:
    """Returns the page on which the moved record is shown."""
    match row:
        case Entry():
            return reverse("concern", args=[row.child.pk, row.concern.uuid])
        case Concern():
            return reverse("concern", args=[row.child.pk, row.uuid])
    return reverse("timeline", args=[row.child.pk])  # type: ignore[attr-defined]
