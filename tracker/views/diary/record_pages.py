"""The one shape of the small record pages: a form to write or change, a button to delete."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.actions.idempotency import AlreadySaved
from tracker.actions.records import delete
from tracker.actions.revisions import ChangedMeanwhile
from tracker.models.record import Record
from tracker.presenters.records import origin_of
from tracker.views.access import ChildContext
from tracker.views.diary.conflicts import describe_conflict
from tracker.views.messages import done
from tracker.views.redirects import back, next_address


def form_page(
    request: HttpRequest,
    child_context: ChildContext,
    form: Form,
    save: Callable[[], UUID | None],
    heading: str,
    about: str = "",
    delete_address: str = "",
    record: Record | None = None,
    edit_address: Callable[[int], str] | None = None,
    tell: Callable[[UUID | None], None] | None = None,
    template: str = "diary/records/form.html",
) -> HttpResponse:
    """Shows the form; once it is right, saves, says so with an undo, and goes back.

    ``record`` is what the form changes. ``edit_address`` leads to what a new form wrote when it
    was sent before. ``tell`` is for a page that has more to say of what it saved.
    """
    home = reverse("today", args=[child_context.child.pk])
    saved_address, conflict = "", None
    if request.method == "POST" and form.is_valid():
        try:
            change_set = save()
        except AlreadySaved as saved:
            saved_address = edit_address(saved.row.pk) if edit_address else ""
        except ChangedMeanwhile as met:
            conflict = describe_conflict(
                met, form, child_context.user, child_context.family, child_context.child
            )
        else:
            if tell:
                tell(change_set)
            else:
                done(request, _("Written down."), child_context.child, change_set)
            return back(request, home)
    context = {
        **edit_context(request, child_context, record, home),
        "conflict": conflict,
        "child_context": child_context,
        "tab": "add",
        "form": form,
        "heading": heading,
        "about": about,
        "delete_address": delete_address,
        "saved_address": saved_address,
    }
    return render(request, template, context)


def edit_context(
    request: HttpRequest, child_context: ChildContext, record: Record | None, home: str
) -> dict[str, Any]:
    """What every page shows that changes a record: where it leads, and where this comes from."""
    next_page = next_address(request)
    return {
        "next_page": next_page,
        "leave_address": next_page or home,
        "origin": origin_of(record, child_context.now.tzinfo) if record else None,
    }


def delete_record(
    request: HttpRequest, child_context: ChildContext, record: Record
) -> HttpResponse:
    """Deletes with an undo. The caller takes POST only."""
    change_set = delete(record=record, child=child_context.child, by=child_context.user)
    done(request, _("Deleted."), child_context.child, change_set)
    return back(request, reverse("today", args=[child_context.child.pk]))
