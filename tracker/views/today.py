"""The first page: what is due, the open concerns, and the one-tap buttons."""

from __future__ import annotations

from uuid import UUID, uuid5

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker.actions.entries import tap
from tracker.domain import records
from tracker.domain.sentences import NOTHING_DUE, STANDING_WORDS
from tracker.presenters.people import farewell_text, new_owner_text
from tracker.presenters.today import board
from tracker.queries import timeline_of
from tracker.queries.membership import farewells_of, new_owners
from tracker.queries.today import concerns_by_id, last_places
from tracker.views.guards import Here, reader, writer
from tracker.views.notices import done
from tracker.views.redirects import back
from tracker.words import title_of

CHOICES = {
    "same": ("present", "same"),
    "better": ("present", "better"),
    "worse": ("present", "worse"),
    "gone": ("clear", None),
    "back": ("present", "new"),
}
"""What each one-tap button writes: status and trend. Signs stay unchecked."""


class OneTapForm(forms.Form):
    choice = forms.ChoiceField(choices=[(key, key) for key in CHOICES])
    uuid = forms.UUIDField()


class AllTheSameForm(forms.Form):
    uuid = forms.UUIDField()


@reader
def show(request: HttpRequest, here: Here) -> HttpResponse:
    timeline = timeline_of(here.child)
    context = {
        "here": here,
        "tab": "today",
        "board": board(timeline, last_places(here.child), here.today),
        "today": here.today,
        "standing_words": STANDING_WORDS,
        "nothing_due": NOTHING_DUE,
        "offers_signs": _offer(request, here),
        "for_owners": _for_owners(here),
    }
    return render(request, "today/show.html", context)


@writer
@require_POST
def log(request: HttpRequest, here: Here, concern: UUID) -> HttpResponse:
    """Writes today's look at one concern, as the button says."""
    form = OneTapForm(request.POST)
    row = here.concern(concern)
    page = reverse("today", args=[here.child.pk])
    if not form.is_valid():
        return redirect(page)
    choice = form.cleaned_data["choice"]
    look = _look(here, choice)
    uuid = _id_of(form.cleaned_data["uuid"], choice, here)
    written = tap(child=here.child, looks=[(row, look, uuid)], by=here.user)
    said = {
        "same": _("the same"),
        "better": _("better"),
        "worse": _("worse"),
        "gone": _("gone"),
        "back": _("it is back"),
    }[choice]
    text = _("%(child)s, %(concern)s: “%(said)s” is written down for today.") % {
        "child": here.child.name,
        "concern": title_of(row),
        "said": said,
    }
    done(request, text, here.child, written.batch)
    if choice == "worse":
        return redirect(f"{page}?worse={row.uuid}.{written.records[0].uuid}")
    return back(request, page)


@writer
@require_POST
def log_all_same(request: HttpRequest, here: Here) -> HttpResponse:
    """Writes "the same" for every open concern that has no look of today yet."""
    form = AllTheSameForm(request.POST)
    page = reverse("today", args=[here.child.pk])
    if not form.is_valid():
        return redirect(page)
    timeline = timeline_of(here.child)
    waiting = [
        card.id for card in board(timeline, {}, here.today).cards if not card.is_written_today
    ]
    concerns = concerns_by_id(here.child)
    looks = [
        (concerns[key], _look(here, "same"), _id_of(form.cleaned_data["uuid"], key, here))
        for key in waiting
    ]
    written = tap(child=here.child, looks=looks, by=here.user)
    titles = ", ".join(title_of(concern) for concern, *_rest in looks)
    text = _("%(child)s: “the same” is written down for today for %(concerns)s.") % {
        "child": here.child.name,
        "concerns": titles,
    }
    done(request, text, here.child, written.batch)
    return redirect(page)


@writer
def add(request: HttpRequest, here: Here) -> HttpResponse:
    """Everything that can be written down, one tap away."""
    timeline = timeline_of(here.child)
    context = {"here": here, "tab": "add", "board": board(timeline, {}, here.today)}
    return render(request, "today/add.html", context)


def _for_owners(here: Here) -> list[str]:
    """What every owner is told: what waits, and who became one of them. Two queries."""
    if not here.member.owns or here.family.is_sample:
        return []
    return [
        *(farewell_text(row, here.now) for row in farewells_of(here.family)),
        *(new_owner_text(event, here.now) for event in new_owners(here.member, here.now)),
    ]


def _look(here: Here, choice: str) -> records.Entry:
    status, trend = CHOICES[choice]
    return records.Entry(day=here.today, at=here.time, status=status, trend=trend)


def _id_of(sent: UUID, what: str, here: Here) -> UUID:
    """A button pressed twice writes once. Another button of the same card, or the same one on a
    page left open until the next day, says something else."""
    return uuid5(sent, f"{what} {here.today.isoformat()}")


def _offer(request: HttpRequest, here: Here) -> tuple[UUID, UUID] | None:
    """After "worse": the look just written, on which the signs can still be noted."""
    concern, _dot, entry = request.GET.get("worse", "").partition(".")
    try:
        return (UUID(concern), UUID(entry)) if here.writes else None
    except ValueError:
        return None
