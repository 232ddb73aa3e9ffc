"""Splits a skin problem: chosen entries get a name of their own."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.actions.idempotency import AlreadySaved
from tracker.actions.mending.rows import CannotMend
from tracker.actions.mending.split import NotSplit, split_concern
from tracker.domain import records
from tracker.forms.mending import ChosenEntriesForm, SentForm, SplitForm
from tracker.models import Concern, Entry
from tracker.presenters.conditions import condition_list
from tracker.presenters.log import entry_rows
from tracker.presenters.mending import refusal_text, result_text
from tracker.presenters.photos import photo_cards, rows_with_photos
from tracker.queries.course import entries_of, spells_of
from tracker.queries.photos import photos_of
from tracker.queries.records import full_record
from tracker.rendering import title_of
from tracker.views.access import ChildContext, writer
from tracker.views.messages import notify_written


@writer
def split(request: HttpRequest, child_context: ChildContext, concern: UUID) -> HttpResponse:
    """Asks for the entries, then for the name of the new concern, and creates it."""
    row = child_context.concern(concern)
    data = request.POST if request.method == "POST" else None
    is_named = request.POST.get("step") == "name"
    if is_named and (made := _made_before(child_context, request)):
        notify_written(request, "", child_context.child, None)
        return redirect("concern", child_context.child.pk, made.uuid)
    entries = ChosenEntriesForm(data, concern=row)
    if not entries.is_valid():
        return _choose_page(request, child_context, row, entries)
    chosen: list[Entry] = entries.cleaned_data["entries"]
    form = SplitForm(
        data if is_named else None,
        child=child_context.child,
        today=child_context.today,
        initial={"first_noticed_on": min(entry.day for entry in chosen)},
    )
    if not is_named or not form.is_valid():
        return _name_page(request, child_context, row, chosen, form)
    try:
        new, result = split_concern(
            concern=row,
            new=form.concern(),
            entries=[entry.uuid for entry in chosen],
            today=child_context.today,
            by=child_context.user,
        )
    except AlreadySaved as saved:
        return redirect("concern", child_context.child.pk, saved.row.uuid)
    except NotSplit:
        form.add_error(None, _("One of the entries is no longer here. Choose again."))
        return _name_page(request, child_context, row, chosen, form)
    except CannotMend as error:
        form.add_error(None, refusal_text(error, _titles(row), child_context.child))
        return _name_page(request, child_context, row, chosen, form)
    done = _("“%(new)s” is now a separate skin problem.") % {"new": title_of(new)}
    text = result_text(done, result)
    notify_written(request, text, child_context.child, result.change_set)
    return redirect("concern", child_context.child.pk, new.uuid)


def _made_before(child_context: ChildContext, request: HttpRequest) -> Concern | None:
    """Returns the concern of a form that is sent twice; its entries are there already."""
    form = SentForm(request.POST)
    if not form.is_valid():
        return None
    rows = Concern.objects.filter(child=child_context.child, uuid=form.cleaned_data["uuid"])
    return rows.first()


def _titles(concern: Concern) -> dict[str, str]:
    return {str(concern.uuid): title_of(concern)}


def _choose_page(
    request: HttpRequest, child_context: ChildContext, concern: Concern, form: ChosenEntriesForm
) -> HttpResponse:
    spells = spells_of(concern, child_context.today)
    records_of_entries = [full_record(records.Entry, entry) for entry in entries_of(concern)]
    rows = entry_rows(records_of_entries, spells, child_context.family.temperature_unit)
    photos = photo_cards(photos_of(concern), spells, child_context.today)
    context = {
        **_shared(child_context, concern),
        "form": form,
        "rows": rows_with_photos(rows, photos),
        "chosen": request.POST.getlist("entries"),
    }
    return render(request, "diary/mending/choose.html", context)


def _name_page(
    request: HttpRequest,
    child_context: ChildContext,
    concern: Concern,
    chosen: list[Entry],
    form: SplitForm,
) -> HttpResponse:
    context = {
        **_shared(child_context, concern),
        "form": form,
        "entries": [str(entry.uuid) for entry in chosen],
        "conditions": condition_list(form["condition"].value() or ""),
    }
    return render(request, "diary/mending/split.html", context)


def _shared(child_context: ChildContext, concern: Concern) -> dict[str, object]:
    return {
        "child_context": child_context,
        "concern": concern,
        "title": title_of(concern),
        "home": reverse("concern", args=[child_context.child.pk, concern.uuid]),
    }
