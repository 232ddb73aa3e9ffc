"""Reads a child's diary from the database as the domain's records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from tracker.domain import records
from tracker.domain.photos.pictures import picture_file, small_file
from tracker.domain.timeline import Timeline
from tracker.models import (
    Acknowledgement,
    Author,
    Care,
    Child,
    Concern,
    DayNote,
    Entry,
    Exposure,
    FormerName,
    Member,
    Photo,
    Question,
    Sign,
    Spot,
    Visit,
)
from tracker.models.rows import columns_of, record_of, shared_record
from tracker.queries.checked_entries import DayRange, checked_entries, trouble_spots
from tracker.queries.photos import photos_of_child
from tracker.queries.records import full_record
from tracker.queries.snapshot import read_snapshot
from tracker.rules_in_force import current_rules

R = TypeVar("R")

CHECKED = (
    "id",
    "day",
    "at",
    "status",
    "trend",
    "severity",
    "itch",
    "sleep_lost",
    "scratched",
    "bleeding",
    "temperature_c",
    "temperature_how",
)
"""The fields of an entry that the timeline check and the charts read, besides its signs."""

Entries = Mapping[int, list[records.Entry]]
"""Entries in order, by the primary key of their concern."""


@read_snapshot()
def whole_diary(
    child: Child, *, with_photos: bool = False, with_hidden: bool = False
) -> records.Diary:
    """Returns a child's whole diary. 18 queries at any length, one more with photos.

    ``with_hidden``: with what an export leaves out: ids of exposures and visits that no file named,
    and visits whose concerns are all deleted.

    The many rows are read as tuples, since model instances would double the time.
    """
    rows = Entry.objects.filter(concern__child=child, concern__deleted_at=None)
    photos = photos_of_child(child) if with_photos else None
    parts = EntryRelations.read(rows, photos)
    entries: dict[int, list[records.Entry]] = defaultdict(list)
    for row in entry_rows(rows.in_order()):
        entries[row.concern_id].append(parts.entry(row))
    concerns = _concerns_in_full(child, entries)
    return _diary(child, concerns, with_hidden=with_hidden)


@read_snapshot()
def outline_of(child: Child) -> records.Diary:
    """Returns the diary without entries. 14 queries."""
    return _diary(child, _concerns_in_full(child, {}))


def concerns_of(child: Child) -> tuple[records.Concern, ...]:
    """Returns the concerns without entries. Three queries."""
    return tuple(_concerns_in_full(child, {}))


@read_snapshot()
def diary_for_check(
    child: Child, since: date | None = None, within: DayRange | None = None
) -> records.Diary:
    """Returns what the timeline check, the charts and the cards of Today read. Nine queries at any
    length, one more with a condition that has trouble sites, and one with a tick of "come back if".

    ``since``: reads earlier entries only as far as what is due from that day on depends on them;
    four queries more, one more with a temperature, and one with a tick of an urgent rule.
    ``within``: reads all entries of these days too, so that it is right for them; one query more
    if they end before ``since``.

    It has no notes of entries, care, questions, weights or authors, no concerns of exposures, and
    no spots but those on a condition's trouble sites.
    """
    concerns = list(Concern.objects.filter(child=child).order_by("pk"))
    seen = Sign.objects.filter(entry__concern__in=concerns, entry__deleted_at=None, answer="yes")
    signs = _answers(seen, "entry_id")
    rows = Entry.objects.filter(concern__in=concerns)
    if since is not None:
        rows = checked_entries(child, concerns, _spans(since, within), tuple(signs))
    spots = _trouble_spots(concerns, rows)
    visits = [visit for visit in _visits(child) if _is_about_something(visit)]
    is_ticked = any(visit.is_named for visit in visits)  # type: ignore[attr-defined]
    ticked = _come_back(rows) if is_ticked else {}
    columns = ("pk", "concern_id", *columns_of(records.Entry, CHECKED))
    entries: dict[int, list[records.Entry]] = defaultdict(list)
    for row in _tuples(rows.in_order(), *columns):
        related = {
            "signs": signs[row.pk],
            "spots": tuple(spots[row.pk]),
            "come_back": tuple(ticked.get(row.pk, ())),
        }
        record = record_of(records.Entry, row, CHECKED, **related)
        entries[row.concern_id].append(record)
    exposures = Exposure.objects.filter(child=child).in_order()
    return records.Diary(
        child=record_of(records.Child, child, weights=()),
        concerns=tuple(_concern(concern, entries) for concern in concerns),
        day_notes=tuple(_day_notes(child)),
        exposures=tuple(record_of(records.Exposure, row, concerns=()) for row in exposures),
        visits=tuple(map(visit_record, visits)),
        acknowledgements=tuple(_acknowledgements(child)),
    )


def _spans(since: date, within: DayRange | None) -> list[DayRange]:
    if within is None:
        return [(since, date.max)]
    first, last = within
    return [(first, date.max)] if last >= since else [within, (since, date.max)]


def timeline_of(
    child: Child, since: date | None = None, within: DayRange | None = None
) -> Timeline:
    """Returns the timeline of ``diary_for_check`` with the current rules. As many queries as that.

    ``since``, ``within``: its flags, spells and coming days are right for the days from that one
    on, and for these.

    Raises RulesError if the host's rules file is invalid.
    """
    return Timeline.of(diary_for_check(child, since, within), current_rules())


def stored_pictures(child: Child) -> dict[str, str]:
    """Maps the names of photo files in the child's diary to those in the storage. One query."""
    rows = photos_of_child(child).select_related("entry")
    names: dict[str, str] = {}
    for photo in rows:
        file = picture_file(str(photo.entry.uuid), str(photo.uuid))
        names[file], names[small_file(file)] = photo.large.name, photo.small.name
    return names


# Entries


def _trouble_spots(
    concerns: Iterable[Concern], entries: QuerySet[Entry]
) -> Mapping[int, list[records.Spot]]:
    """Returns the spots on trouble sites, by the primary key of their entry.

    One query, none where no condition of the concerns has such sites.
    """
    spots: dict[int, list[records.Spot]] = defaultdict(list)
    if on_trouble := trouble_spots(concerns):
        rows = Spot.objects.filter(on_trouble, entry__in=entries)
        for row in _tuples(rows, "entry_id", *columns_of(records.Spot)):
            spots[row.entry_id].append(record_of(records.Spot, row))
    return spots


@dataclass(frozen=True)
class EntryRelations:
    """Related records of some entries, by the primary keys of the entries."""

    spots: Mapping[int, list[records.Spot]]
    signs: Mapping[int, dict[str, str]]
    visits: Mapping[int, list[str]]
    photos: Mapping[int, list[records.Photo]]

    @classmethod
    def read(
        cls, entries: QuerySet[Entry] | Collection[int], photos: QuerySet[Photo] | None
    ) -> EntryRelations:
        """``entries`` may be a queryset or primary keys. Three queries, four with ``photos``."""
        spots: dict[int, list[records.Spot]] = defaultdict(list)
        rows = Spot.objects.filter(entry__in=entries)
        for entry, *values in rows.values_list("entry_id", *columns_of(records.Spot)):
            spots[entry].append(shared_record(records.Spot, *values))
        signs = _answers(Sign.objects.filter(entry__in=entries), "entry_id")
        pictures = defaultdict(list) if photos is None else _photos(photos)
        return cls(spots, signs, _come_back(entries), pictures)

    def entry(self, row: Any) -> records.Entry:
        """Returns the record of a row of ``entry_rows``."""
        return record_of(
            records.Entry,
            row,
            spots=tuple(self.spots[row.pk]),
            signs=self.signs[row.pk],
            come_back=tuple(self.visits[row.pk]),
            photos=tuple(self.photos[row.pk]),
        )


def entry_rows(entries: QuerySet[Entry]) -> QuerySet[Any]:
    """Returns tuples with what ``EntryRelations.entry`` reads, and ``concern_id``."""
    return _tuples(entries, "pk", "concern_id", *columns_of(records.Entry))


def _tuples(rows: QuerySet[Any], *columns: str) -> QuerySet[Any]:
    return rows.values_list(*columns, named=True)


def _answers(signs: QuerySet[Sign], owner: str) -> Mapping[int, dict[str, str]]:
    """Returns answers by sign, by the primary key in the column ``owner``. One query."""
    answers: dict[int, dict[str, str]] = defaultdict(dict)
    for key, sign, answer in signs.values_list(owner, "key", "answer"):
        answers[key][sign] = answer
    return answers


def _come_back(entries: QuerySet[Entry] | Collection[int]) -> Mapping[int, list[str]]:
    """Returns sorted ids of visits that are shown, by the primary key of the entry. One query."""
    links = Entry.come_back.through._default_manager.filter(entry__in=entries)
    about = Q(visit__concerns=None) | Q(visit__concerns__deleted_at=None)
    shown = links.filter(about, visit__deleted_at=None).order_by("visit__uuid").distinct()
    found: dict[int, list[str]] = defaultdict(list)
    for entry, visit in shown.values_list("entry", "visit__uuid"):
        found[entry].append(str(visit))
    return found


def _photos(photos: QuerySet[Photo]) -> Mapping[int, list[records.Photo]]:
    """Returns photos by the primary key of their entry. One query."""
    found: dict[int, list[records.Photo]] = defaultdict(list)
    columns = ("entry_id", "entry__uuid", "uuid", *columns_of(records.Photo))
    for row in _tuples(photos, *columns):
        file = picture_file(str(row.entry__uuid), str(row.uuid))
        found[row.entry_id].append(record_of(records.Photo, row, file=file))
    return found


# All the rest


def _diary(
    child: Child,
    concerns: Iterable[records.Concern],
    *,
    with_hidden: bool = False,
) -> records.Diary:
    visits = _visits(child)
    shown = visits if with_hidden else filter(_is_about_something, visits)
    return records.Diary(
        child=full_record(records.Child, child),
        concerns=tuple(concerns),
        day_notes=tuple(_day_notes(child)),
        exposures=tuple(_exposures(child, with_hidden=with_hidden)),
        visits=tuple(visit_record(visit, with_hidden=with_hidden) for visit in shown),
        questions=_questions(child),
        acknowledgements=tuple(_acknowledgements(child)),
        authors=_authors(child),
    )


def _authors(child: Child) -> tuple[records.Author, ...]:
    """Returns members who said what they are to the child, then imported authors. Two queries."""
    members = Member.objects.filter(family=child.family_id).exclude(relation="")
    found = {row.name: record_of(records.Author, row) for row in Author.objects.filter(child=child)}
    for member in members.select_related("user").order_by("-pk"):
        name = member.user.shown_name
        found[name] = records.Author(name, member.relation)
    return tuple(author for _name, author in sorted(found.items()))


def _records(kind: type[R], rows: Iterable[object]) -> tuple[R, ...]:
    return tuple(record_of(kind, row) for row in rows)


def _concerns_in_full(child: Child, entries: Entries) -> Iterator[records.Concern]:
    """Yields concerns with former names and care. Three queries."""
    former_names: dict[int, list[records.FormerName]] = defaultdict(list)
    for name in FormerName.objects.filter(concern__child=child):
        former_names[name.concern_id].append(record_of(records.FormerName, name))
    care: dict[int, list[records.Care]] = defaultdict(list)
    for row in Care.objects.filter(concern__child=child).order_by("started_on", "pk"):
        care[row.concern_id].append(record_of(records.Care, row))
    for concern in Concern.objects.filter(child=child).order_by("pk"):
        yield _concern(
            concern,
            entries,
            former_names=tuple(former_names[concern.pk]),
            care=tuple(care[concern.pk]),
        )


def _concern(concern: Concern, entries: Entries, **parts: Any) -> records.Concern:
    its_entries = tuple(entries.get(concern.pk, ()))
    return record_of(records.Concern, concern, entries=its_entries, **parts)


def _day_notes(child: Child) -> Iterator[records.DayNote]:
    """Yields day notes with their signs. Two queries."""
    signs = _answers(Sign.objects.filter(day_note__child=child), "day_note_id")
    for note in DayNote.objects.filter(child=child).in_order():
        yield record_of(records.DayNote, note, signs=signs[note.pk])


def _questions(child: Child) -> tuple[records.Question, ...]:
    return _records(records.Question, Question.objects.filter(child=child).order_by("pk"))


def _exposures(child: Child, *, with_hidden: bool) -> Iterator[records.Exposure]:
    """Yields exposures with the concerns that are not deleted, oldest first. Two queries."""
    concerns = _concerns_of_exposures(child)
    columns = ("pk", "has_id", *columns_of(records.Exposure))
    for row in _tuples(Exposure.objects.filter(child=child).in_order(), *columns):
        record = record_of(records.Exposure, row, concerns=tuple(concerns[row.pk]))
        yield record if with_hidden or row.has_id else replace(record, id=None)


def _concerns_of_exposures(child: Child) -> Mapping[int, list[str]]:
    """Returns ids of concerns, oldest first, by the primary key of the exposure. One query."""
    links = Exposure.concerns.through._default_manager.filter(
        exposure__child=child, concern__deleted_at=None
    )
    found: dict[int, list[str]] = defaultdict(list)
    for exposure, concern in links.order_by("concern").values_list("exposure", "concern__uuid"):
        found[exposure].append(str(concern))
    return found


def visits_about_something(child: Child, **which: object) -> list[Visit]:
    """Returns the child's visits in order, each with ``about``: its concerns, oldest first.

    Two queries. A visit whose concerns are all deleted is left out: it would read as a visit about
    the child, and answer flags that it was never about.
    """
    return [visit for visit in _visits(child, **which) if _is_about_something(visit)]


def _visits(child: Child, **which: object) -> list[Visit]:
    """Returns visits with ``all_concerns`` and ``about``, those of them that are not deleted."""
    all_concerns = Prefetch("concerns", Concern.all_objects.order_by("pk"), to_attr="all_concerns")
    rows = Visit.objects.filter(child=child, **which).annotate(is_named=_is_named())
    visits: list[Visit] = list(rows.prefetch_related(all_concerns).in_order())
    for visit in visits:
        visit.about = [row for row in visit.all_concerns if row.deleted_at is None]  # type: ignore[attr-defined]
    return visits


def _is_about_something(visit: Visit) -> bool:
    return bool(visit.about) or not visit.all_concerns  # type: ignore[attr-defined]


def _is_named() -> Exists:
    """Whether an entry of the diary refers to the visit."""
    return Exists(
        Entry.objects.filter(come_back=OuterRef("pk"), concern__deleted_at=None).order_by()
    )


def visit_record(visit: Visit, *, with_hidden: bool = False) -> records.Visit:
    """Returns the record of a visit of ``visits_about_something``."""
    about: list[Concern] = visit.about  # type: ignore[attr-defined]
    record = record_of(records.Visit, visit, concerns=tuple(str(row.uuid) for row in about))
    if with_hidden or visit.has_id or visit.is_named:  # type: ignore[attr-defined]
        return record
    return replace(record, id=None)


def _acknowledgements(child: Child) -> Iterator[records.Acknowledgement]:
    """Leaves out those of deleted concerns or entries, or of entries moved to a later day."""
    rows = (
        Acknowledgement.objects.filter(child=child)
        .filter(concern__deleted_at=None, entry__deleted_at=None, day_note__deleted_at=None)
        .exclude(Q(entry__day__gt=F("day")) | Q(day_note__day__gt=F("day")))
        .select_related("concern", "entry", "day_note")
        .order_by("day", "pk")
    )
    return (full_record(records.Acknowledgement, row) for row in rows)
