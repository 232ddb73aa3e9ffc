"""The FHIR document: its composition and all resources that it refers to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import chain
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tracker.domain.canonical import asked_once, canonical_entry
from tracker.domain.come_back import says_when_to_come_back
from tracker.domain.diary_reader import DiaryReader
from tracker.domain.photos.pictures import small_file
from tracker.domain.photos.privacy import is_private_place
from tracker.domain.records import Concern, Diary, Entry, Photo
from tracker.domain.spells import Spell, spells_by_day
from tracker.domain.summary.sentence import past_sentence
from tracker.domain.vocabulary import condition_of
from tracker.interchange.stream import LazyList, json_parts
from tracker.presenters.said import question_text
from tracker.rendering import render, title_of
from tracker.reports.fhir.elements import (
    DocumentContext,
    Json,
    concept,
    element,
    identifier,
    loinc,
    narrative,
    plain,
)
from tracker.reports.fhir.narratives import (
    atopy_text,
    care_lines,
    child_lines,
    exposure_lines,
    named_text,
    visit_lines,
)
from tracker.reports.fhir.observations import (
    EntryOrNote,
    body_temperature,
    observation_of_spot,
    observations_of_child,
    observations_of_skin,
)
from tracker.reports.fhir.resources import FAMILY, condition, media, patient, reporter

Key = tuple[str, ...]
"""What an address is hashed from."""

_ENTRY_KEY = "look"
"""Hashed into the addresses of entries: another value would change every export."""
_PATIENT_NOTE = "51855-5"
"""LOINC's code of a document that a patient, or their family, wrote."""


def fhir_document(
    source: DiaryReader,
    *,
    document: UUID,
    patient_id: UUID,
    now: datetime,
    picture: Callable[[str], bytes],
) -> Iterator[bytes]:
    """Yield a FHIR R4 Bundle of type document as JSON in blocks; the same for the same arguments.

    ``document``: the identifier of this document. ``patient_id``: that of the child in every
    document. ``now``: when it is made, in the family's time zone. ``picture`` returns the bytes of
    a picture by its name in the diary or raises FileNotFoundError, which leaves the photo out.
    Photos come at their small size; those of private places are left out.
    """
    context = DocumentContext(document, get_language() or "en", now.tzinfo)
    bundle_document = _Document(source, context, patient_id, now, picture)
    bundle = {
        "resourceType": "Bundle",
        "language": context.language,
        "identifier": identifier(document),
        "type": "document",
        "timestamp": now.isoformat(timespec="seconds"),
        "entry": LazyList(bundle_document.entries()),
    }
    yield from json_parts(bundle, separators=(",", ":"))


@dataclass(frozen=True)
class _Document:
    source: DiaryReader
    context: DocumentContext
    patient_id: UUID
    now: datetime
    picture: Callable[[str], bytes]

    def entries(self) -> Iterator[Json]:
        """Yield the bundle entries: the composition first, as the standard requires."""
        yield self._entry(self._composition(), "composition")
        yield self._entry(patient(self.diary.child, self.patient_id), "patient")
        recorders = (FAMILY,) if self.diary.concerns else ()
        relations = {author.name: author.relation for author in self.diary.authors}
        for name in dict.fromkeys((*self.authors, *recorders)):
            yield self._entry(
                reporter(self.context, name, relations.get(name, "")), "reporter", name
            )
        for concern in self.diary.concerns:
            yield from self._conditions(concern)
            for number, entry in enumerate(self.source.entries_of(concern)):
                yield from self._observation_of_skin(
                    concern, asked_once(canonical_entry(entry)), number
                )
        for number, note in enumerate(self.diary.day_notes):
            key = ("note", str(number))
            members = self._temperature(note, (*key, "temperature"))
            references = [self.context.reference(*member) for member in members]
            yield self._entry(observations_of_child(self.context, note, members=references), *key)
            yield from self._all(members)

    @property
    def diary(self) -> Diary:
        return self.source.diary

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """The authors of entries and day notes, each once; the family if there is none."""
        of_entries = chain.from_iterable(row.authors for row in self.outlines.values())
        of_notes = (note.author for note in self.diary.day_notes)
        return tuple(dict.fromkeys(chain(of_entries, of_notes))) or (FAMILY,)

    @cached_property
    def outlines(self) -> dict[str, _Outline]:
        """The outline of each concern by its id."""
        return {
            concern.id: _Outline.of(concern, self.source.outlines_of(concern))
            for concern in self.diary.concerns
        }

    @cached_property
    def sites(self) -> dict[str, Collection[str]]:
        return {concern.id: self.source.sites_of(concern) for concern in self.diary.concerns}

    def _entry(self, resource: Json, *key: str) -> Json:
        return {"fullUrl": self.context.address(*key), "resource": resource}

    # The composition

    def _composition(self) -> Json:
        """Return the composition. Its status is preliminary: nobody has reviewed the diary."""
        title = _("Skin diary of %(child)s, recorded by a parent") % {
            "child": self.diary.child.name
        }
        lines = (title, _("A diary, not a diagnosis. The dates and the words are the family's."))
        return element(
            resourceType="Composition",
            text=narrative(lines),
            status="preliminary",
            type=concept(_("Skin diary"), loinc(_PATIENT_NOTE)),
            subject=self.context.reference("patient"),
            date=self.now.isoformat(timespec="seconds"),
            author=[self.context.reference("reporter", name) for name in self.authors],
            title=plain(title),
            section=[section for section in self._sections() if {"text", "entry"} & section.keys()],
        )

    def _sections(self) -> Iterator[Json]:
        """Yield all sections with their LOINC codes; the caller drops those without content."""
        diary, child, today = self.diary, self.diary.child, self.now.date()
        yield _section(_("About the child"), "61150-9", child_lines(child, today))
        yield _section(_("Allergies"), "48765-2", [child.allergies])
        yield _section(_("Medicines"), "10160-0", [child.medicines])
        yield _section(_("Family history"), "10157-6", [atopy_text(child)])
        for concern in diary.concerns:
            lines = (self._sentence(concern), named_text(concern), *care_lines(concern.care))
            references = LazyList(self._references(concern)) or None
            yield _section(_title(concern), "10164-2", lines, entry=references)
        notes = [self.context.reference("note", str(n)) for n in range(len(diary.day_notes))]
        yield _section(_("The child in general"), "10187-3", entry=notes)
        yield _section(_("Possible triggers"), "29762-2", exposure_lines(diary))
        yield _section(_("Visits"), "46240-8", visit_lines(diary, today, self._days_ticked()))
        questions = map(question_text, diary.questions)
        yield _section(_("Questions for the doctor"), "29299-5", questions)

    def _days_ticked(self) -> dict[str, list[date]]:
        """Return the days on which each visit's reason to come back was ticked, by its id.

        The entries are read for it only where a visit names a reason.
        """
        days: dict[str, set[date]] = defaultdict(set)
        if any(map(says_when_to_come_back, self.diary.visits)):
            for entry in chain.from_iterable(map(self.source.entries_of, self.diary.concerns)):
                for visit in entry.come_back:
                    days[visit].add(entry.day)
        return {visit: sorted(found) for visit, found in days.items()}

    def _sentence(self, concern: Concern) -> str:
        day, spells = self.now.date(), self.outlines[concern.id].spells
        return render(past_sentence(concern, self.diary.child, spells, day))

    def _references(self, concern: Concern) -> Iterator[Json]:
        for number in range(len(self.outlines[concern.id].spells)):
            yield self.context.reference("condition", concern.id, str(number))
        for number in range(self.outlines[concern.id].entries):
            yield self.context.reference(_ENTRY_KEY, concern.id, str(number))

    # The resources that it refers to

    def _conditions(self, concern: Concern) -> Iterator[Json]:
        text = f"{_title(concern)}. {self._sentence(concern)}"
        for number, spell in enumerate(self.outlines[concern.id].spells):
            notes = (text, named_text(concern))
            resource = condition(self.context, concern, spell, number + 1, *notes)
            yield self._entry(resource, "condition", concern.id, str(number))

    def _observation_of_skin(self, concern: Concern, entry: Entry, number: int) -> Iterator[Json]:
        """Yield the observation of an entry with its places, temperature and photos."""
        key = (_ENTRY_KEY, concern.id, str(number))
        members: dict[Key, Json] = {
            (*key, "spot", str(place)): observation_of_spot(self.context, entry, spot)
            for place, spot in enumerate(entry.spots)
        }
        members |= self._temperature(entry, (*key, "temperature"))
        photos: dict[Key, Json] = {
            (*key, photo.file): media(self.context, entry, photo, picture)
            for photo, picture in self._pictures(concern, entry)
        }
        record = observations_of_skin(
            self.context,
            entry,
            members=[self.context.reference(*member) for member in members],
            photos=[self.context.reference(*photo) for photo in photos],
        )
        yield self._entry(record, *key)
        yield from self._all(members | photos)

    def _pictures(self, concern: Concern, entry: Entry) -> Iterator[tuple[Photo, bytes]]:
        for photo in entry.photos:
            of_entry, of_concern = {spot.site for spot in entry.spots}, self.sites[concern.id]
            if is_private_place(photo.site, of_entry, of_concern, condition=concern.condition):
                continue
            try:
                yield photo, self.picture(small_file(photo.file))
            except FileNotFoundError:
                continue

    def _temperature(self, record: EntryOrNote, key: Key) -> dict[Key, Json]:
        """Return the resource of a temperature by its key; empty without one."""
        if record.temperature_c is None:
            return {}
        return {key: body_temperature(self.context, record, record.temperature_c)}

    def _all(self, resources: Mapping[Key, Json]) -> Iterator[Json]:
        for key, resource in resources.items():
            yield self._entry(resource, *key)


@dataclass(frozen=True)
class _Outline:
    """A concern's spells, oldest first, its authors, and the number of its entries."""

    spells: tuple[Spell, ...]
    authors: tuple[str, ...]
    entries: int

    @classmethod
    def of(cls, concern: Concern, entries: Iterable[Entry]) -> _Outline:
        spells: dict[int, Spell] = {}
        authors: dict[str, None] = {}
        count = 0
        for sighting, ended, spell in spells_by_day(concern.first_noticed_on, entries):
            spells[ended] = spell
            authors.update(dict.fromkeys(entry.author for entry in sighting.entries))
            count += len(sighting.entries)
        return cls(tuple(spells.values()), tuple(authors), count)


def _section(title: str, code: str, lines: Iterable[str] = (), **content: object) -> Json:
    text = narrative(lines)
    return element(title=title, code=concept(title, loinc(code)), text=text, **content)


def _title(concern: Concern) -> str:
    return plain(title_of(concern)) or render(condition_of(concern.condition).label)
