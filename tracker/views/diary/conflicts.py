"""Two people changed the same thing: the second one is told, with everything typed still there."""

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
    met: ChangedMeanwhile, form: Form, user: User, family: Family, child: Child | None = None
) -> Conflict:
    """What the page says above the form, which overwrites what it tells of if it is sent again."""
    set_revision(form, met.row.revision)
    return conflict_of(met, user, display_context(family, child), ZoneInfo(family.time_zone))


def display_context(family: Family, child: Child | None) -> DisplayContext:
    """One query."""
    concerns = {row.pk: title_of(row) for row in concerns_ever(child)} if child else {}
    return DisplayContext(family.temperature_unit, concerns, country_names())
