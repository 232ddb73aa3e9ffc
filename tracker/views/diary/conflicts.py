"""Conflicts: somebody else changed the record while the form was open."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.forms import Form

from tracker.actions.idempotency import AlreadySaved
from tracker.actions.revisions import ChangedMeanwhile
from tracker.forms.fields import set_revision
from tracker.forms.places import country_names
from tracker.models import Child, Family, User
from tracker.presenters.history.changes import DisplayContext
from tracker.presenters.history.conflict import Conflict, conflict_of
from tracker.queries.history import concerns_ever
from tracker.rendering import title_of
from tracker.views.access import ChildContext


def describe_conflict(
    error: ChangedMeanwhile, form: Form, user: User, family: Family, child: Child | None = None
) -> Conflict:
    """Returns the conflict to show above the form.

    Sets the form's revision to the current one, so that posting it again overwrites the other
    change.
    """
    set_revision(form, error.row.revision)
    return conflict_of(error, user, display_context(family, child), ZoneInfo(family.time_zone))


def saved_before(
    child_context: ChildContext, form: Form, saved: AlreadySaved, address: str
) -> dict[str, Any]:
    """Returns the context of a new form that was saved before and may not change its record.

    ``address`` is the page of that record. If it was changed since, the page shows the conflict,
    and the form can be sent again.
    """
    context: dict[str, Any] = {"saved_address": address}
    if saved.conflict:
        user, family, child = child_context.user, child_context.family, child_context.child
        context["conflict"] = describe_conflict(saved.conflict, form, user, family, child)
    return context


def display_context(family: Family, child: Child | None) -> DisplayContext:
    """Returns the names and units for descriptions of changes.

    Two queries if there is a child: what moved between siblings names both.
    """
    concerns, children = (concerns_ever(family), family.children.all()) if child else ((), ())
    return DisplayContext(
        family.temperature_unit,
        concerns={row.pk: title_of(row) for row in concerns},
        countries=country_names(),
        children={row.pk: row.name for row in children},
    )
