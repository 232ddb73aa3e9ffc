"""One of everything that several people may change, and how each of them changes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from tests.factories import make_concern, make_day_note, make_entry, make_photo
from tracker.actions.concerns import change_concern
from tracker.actions.people import change_child, change_family
from tracker.actions.photos import describe_photo
from tracker.actions.records import change_record
from tracker.domain import records
from tracker.models import Care, Exposure, User, Visit
from tracker.models.record import Versioned
from tracker.models.rows import record_of

DAY = date(2026, 3, 1)
KINDS = ["entry", "note", "concern", "care", "exposure", "visit", "child", "family", "photo"]
RECORDS = KINDS[:6]
"""Those that are deleted and come back."""


@dataclass(frozen=True)
class Edited:
    """A row, how it is changed to say ``words``, and where those words stand."""

    row: Versioned
    change: Callable[[str, int, User], object]
    field: str

    @property
    def words(self) -> str:
        return str(getattr(type(self.row)._base_manager.get(pk=self.row.pk), self.field))


def make_edited(kind: str) -> Edited:
    concern = make_concern()
    child = concern.child
    entry = make_entry(concern, DAY, notes="first")
    if kind == "entry":
        record = records.Entry(day=DAY, status="present")
        return Edited(
            entry,
            lambda words, revision, by: change_record(
                row=fresh(entry), record=replace(record, notes=words), revision=revision, by=by
            ),
            "notes",
        )
    if kind == "note":
        note = make_day_note(child, DAY, notes="first")
        return Edited(
            note,
            lambda words, revision, by: change_record(
                row=fresh(note),
                record=records.DayNote(day=DAY, notes=words),
                revision=revision,
                by=by,
            ),
            "notes",
        )
    if kind == "concern":
        return Edited(
            concern,
            lambda words, revision, by: change_concern(
                row=fresh(concern),
                concern=records.Concern(str(concern.uuid), "milia", date(2026, 2, 1), words),
                today=DAY,
                revision=revision,
                by=by,
            ),
            "title",
        )
    if kind == "care":
        care = Care.objects.create(concern=concern, kind="bath", started_on=DAY, product="first")
        return Edited(
            care,
            lambda words, revision, by: change_record(
                row=fresh(care),
                record=records.Care("bath", DAY, product=words),
                revision=revision,
                by=by,
            ),
            "product",
        )
    if kind == "exposure":
        exposure = Exposure.objects.create(child=child, kind="food", day=DAY, name="first")
        return Edited(
            exposure,
            lambda words, revision, by: change_record(
                row=fresh(exposure),
                record=records.Exposure(DAY, "food", words),
                revision=revision,
                by=by,
            ),
            "name",
        )
    if kind == "visit":
        visit = Visit.objects.create(child=child, day=DAY, said="first")
        return Edited(
            visit,
            lambda words, revision, by: change_record(
                row=fresh(visit),
                record=records.Visit(day=DAY, said=words),
                revision=revision,
                by=by,
            ),
            "said",
        )
    if kind == "child":
        return Edited(
            child,
            lambda words, revision, by: change_child(
                row=fresh(child),
                child=replace(record_of(records.Child, child), allergies=words),
                revision=revision,
                by=by,
            ),
            "allergies",
        )
    if kind == "family":
        return Edited(
            child.family,
            lambda words, revision, by: change_family(
                family=fresh(child.family),
                name=words,
                time_zone="Europe/London",
                country="",
                temperature_unit="C",
                revision=revision,
                by=by,
            ),
            "name",
        )
    photo = make_photo(entry)
    return Edited(
        photo,
        lambda words, revision, by: describe_photo(
            photo=fresh(photo), site="", view="", caption=words, revision=revision, by=by
        ),
        "caption",
    )


def fresh(row):
    """As another process has it: read anew."""
    return type(row)._base_manager.get(pk=row.pk)
