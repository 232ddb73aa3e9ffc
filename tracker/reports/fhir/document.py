"""The FHIR document: its composition and all resources that it refers to."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tracker.domain.canonical import canonical_entry
from tracker.domain.diary_reader import DiaryReader
from tracker.domain.pictures import small_file
from tracker.domain.privacy import is_private_place
from tracker.domain.records import Concern, Diary, Entry, Photo
from tracker.domain.spells import Spell, spells_by_day
from tracker.domain.summary.sentence import past_sentence
from tracker.domain.vocabulary import condition_of
from tracker.interchange.stream import LazyList, json_parts
from tracker.presenters.said import question_text
from tracker.rendering import render, title_of
from tracker.reports.fhir.elements import (
    URI,
    DocumentContext,
    Json,
    concept,
    element,
    narrative,
    plain,
)
from tracker.reports.fhir.narratives import care_lines, child_lines, exposure_lines, visit_lines
from tracker.reports.fhir.observations import (
    EntryOrNote,
    body_temperature,
    observations_of_child,
    observations_of_skin,
)
from tracker.reports.fhir.resources import condition, media, patient, reporter

_ENTRY_KEY = "look"
"""Hashed into the addresses of entries: another value would change every export."""


def fhir_document(
    source: DiaryReader, *, document: UUID, now: datetime, picture: Callable[[str], bytes]
) -> Iterator[bytes]:
    """Yield a FHIR R4 Bundle of type document as JSON in blocks; the same for the same arguments.

    ``document``: the identifier of this document. ``now``: when it is made, in the family's time
    zone. ``picture`` returns the bytes of a picture by its name in the diary or raises
    FileNotFoundError, which leaves the photo out. Photos come at their small size; those of
    private places are left out.
    """
    bundle_document = _Document(source, DocumentContext(document, now.tzinfo), now, picture)
    bundle = {
        "resourceType": "Bundle",
        "language": get_language() or "en",
        "identifier": {"system": URI, "value": document.urn},
        "type": "document",
        "timestamp": now.isoformat(timespec="seconds"),
        "entry": LazyList(bundle_document.entries()),
    }
    yield from json_parts(bundle, separators=(",", ":"))


@dataclass(frozen=True)
class _Document:
    source: DiaryReader
    context: DocumentContext
    now: datetime
    picture: Callable[[str], bytes]

    def entries(self) -> Iterator[Json]:
        """Yield the bundle entries: the composition first, as the standard requires."""
        yield self._entry(self._composition(), "composition")
        yield self._entry(patient(self.diary.child), "patient")
        for name in self.authors:
            yield self._entry(reporter(self.context, name), "reporter", name)
        for concern in self.diary.concerns:
            yield from self._conditions(concern)
            for number, entry in enumerate(self.source.entries_of(concern)):
                yield from self._observation_of_skin(concern, canonical_entry(entry), number)
        for number, note in enumerate(self.diary.day_notes):
            key = ("note", str(number))
            temperature = self._temperature_of(note, key)
            yield self._entry(
                observations_of_child(self.context, note, temperature=temperature), *key
            )
            yield from self._temperature(note, key)

    @property
    def diary(self) -> Diary:
        return self.source.diary

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """The authors of entries and day notes, each once; one without a name if there is none."""
        names = dict.fromkeys(record.author for record in self._entries())
        return tuple(names) or ("",)

    def _entries(self) -> Iterator[EntryOrNote]:
        for concern in self.diary.concerns:
            yield from self.source.outlines_of(concern)
        yield from self.diary.day_notes

    @cached_property
    def spells(self) -> dict[str, tuple[Spell, ...]]:
        """The spells of each concern by its id, oldest first."""
        return {concern.id: tuple(self._spells(concern)) for concern in self.diary.concerns}

    def _spells(self, concern: Concern) -> Iterator[Spell]:
        known = spells_by_day(concern.first_noticed_on, self.source.outlines_of(concern))
        for _number, sightings in groupby(known, key=itemgetter(1)):
            (last,) = deque(sightings, maxlen=1)
            yield last[2]

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
            type=concept(_("Skin diary")),
            subject=self.context.reference("patient"),
            date=self.now.isoformat(timespec="seconds"),
            author=[self.context.reference("reporter", name) for name in self.authors],
            title=plain(title),
            section=[section for section in self._sections() if len(section) > 1],
        )

    def _sections(self) -> Iterator[Json]:
        """Yield all sections; those that have only a title are dropped by the caller."""
        diary = self.diary
        yield _section(
            _("About the child"), text=narrative(child_lines(diary.child, self.now.date()))
        )
        for concern in diary.concerns:
            lines = (self._sentence(concern), *care_lines(concern.care))
            references = LazyList(self._references(concern))
            yield _section(_title(concern), text=narrative(lines), entry=references)
        notes = [self.context.reference("note", str(n)) for n in range(len(diary.day_notes))]
        yield _section(_("The child as a whole"), entry=notes)
        yield _section(_("Exposures"), text=narrative(exposure_lines(diary)))
        yield _section(_("Visits"), text=narrative(visit_lines(diary, self.now.date())))
        questions = map(question_text, diary.questions)
        yield _section(_("Questions for the doctor"), text=narrative(questions))

    def _sentence(self, concern: Concern) -> str:
        day, spells = self.now.date(), self.spells[concern.id]
        return render(past_sentence(concern, self.diary.child, spells, day))

    def _references(self, concern: Concern) -> Iterator[Json]:
        for number in range(len(self.spells[concern.id])):
            yield self.context.reference("condition", concern.id, str(number))
        for number, _entry in enumerate(self.source.outlines_of(concern)):
            yield self.context.reference(_ENTRY_KEY, concern.id, str(number))

    # The resources that it refers to

    def _conditions(self, concern: Concern) -> Iterator[Json]:
        text = f"{_title(concern)}. {self._sentence(concern)}"
        for number, spell in enumerate(self.spells[concern.id]):
            resource = condition(self.context, concern, spell, number + 1, text)
            yield self._entry(resource, "condition", concern.id, str(number))

    def _observation_of_skin(self, concern: Concern, entry: Entry, number: int) -> Iterator[Json]:
        """Yield the observation of an entry with its temperature and photos."""
        key = (_ENTRY_KEY, concern.id, str(number))
        pictures = dict(self._pictures(concern, entry))
        record = observations_of_skin(
            self.context,
            entry,
            temperature=self._temperature_of(entry, key),
            photos=[self.context.reference(*key, photo.file) for photo in pictures],
        )
        yield self._entry(record, *key)
        yield from self._temperature(entry, key)
        for photo, picture in pictures.items():
            yield self._entry(media(self.context, entry, photo, picture), *key, photo.file)

    def _pictures(self, concern: Concern, entry: Entry) -> Iterator[tuple[Photo, bytes]]:
        for photo in entry.photos:
            of_entry, of_concern = {spot.site for spot in entry.spots}, self.sites[concern.id]
            if is_private_place(photo.site, of_entry, of_concern, condition=concern.condition):
                continue
            try:
                yield photo, self.picture(small_file(photo.file))
            except FileNotFoundError:
                continue

    def _temperature_of(self, record: EntryOrNote, key: tuple[str, ...]) -> Json | None:
        return None if record.temperature_c is None else self.context.reference(*key, "temperature")

    def _temperature(self, record: EntryOrNote, key: tuple[str, ...]) -> Iterator[Json]:
        if record.temperature_c is not None:
            resource = body_temperature(self.context, record, record.temperature_c)
            yield self._entry(resource, *key, "temperature")


def _section(title: str, **content: object) -> Json:
    return element(title=title, **content)


def _title(concern: Concern) -> str:
    return plain(title_of(concern)) or render(condition_of(concern.condition).label)
