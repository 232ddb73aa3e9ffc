"""Conflicts: somebody else changed the record while the form was open."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.forms import Form

from tracker.actions.revisions import ChangedMeanwhile
from tracker.forms.fields import set_revision
from tracker.forms.places import country_names
from tracker.models import Child, Family, User
from tracker.presenters.changes import DisplayContext
from tracker.presenters.conflict import Conflict, conflict_of
from tracker.queries.history import concerns_ever
from tracker.rendering import title_of


def describe_conflict(
    error: ChangedMeanwhile, form: Form, user: User, family: Family, child: Child | None = None
) -> Conflict:
    """Returns the conflict to show above the form.

    Sets the form's revision to the current one, so that posting it again overwrites the other
    change.
    """
    set_revision(form, error.row.revision)
    return conflict_of(error, user, display_context(family, child), ZoneInfo(family.time_zone))


def display_context(family: Family, child: Child | None) -> DisplayContext:
    """Returns the names and units for descriptions of changes. One query if there is a child."""
    concerns = {row.pk: title_of(row) for row in concerns_ever(child)} if child else {}
    return DisplayContext(family.temperature_unit, concerns, country_names())
