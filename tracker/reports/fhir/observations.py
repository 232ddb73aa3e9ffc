"""An Observation for each entry and each day note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from tracker.domain.canonical import canonical_id, is_uuid
from tracker.domain.records import DayNote, Entry, Spot
from tracker.domain.sign_answers import as_asked, is_none_of_these
from tracker.domain.vocabulary import (
    APPEARANCES,
    GATE,
    SIGNS,
    STATUSES,
    TEMPERATURE_PLACES,
    TICKS,
    TRENDS,
)
from tracker.rendering import label, render
from tracker.rendering import place as place_text
from tracker.reports.fhir.elements import (
    DocumentContext,
    Json,
    body_site,
    concept,
    element,
    hl7,
    identifier,
    loinc,
    notes,
    quantity,
)

EntryOrNote = Entry | DayNote

_SIGN_LABELS = {key: sign.label for key, sign in SIGNS.items()}
_ANSWERS = {"yes": True, "no": False}
"""What is said of a sign; any other answer says nothing about the child."""


def observations_of_skin(
    context: DocumentContext, entry: Entry, *, members: Sequence[Json], photos: Sequence[Json]
) -> Json:
    """Return the Observation of an entry. ``members`` and ``photos``: references."""
    return _observation(
        context,
        entry,
        **_skin(context.language, entry.status),
        hasMember=list(members),
        derivedFrom=list(photos),
        component=[*_how(context.language, *_answers(entry)), *_signs(context, entry)],
    )


def observations_of_child(
    context: DocumentContext, note: DayNote, *, members: Sequence[Json]
) -> Json:
    """Return the Observation of a day note. ``members``: references."""
    return _observation(
        context,
        note,
        code=concept(_("The child in general, on one day")),
        hasMember=list(members),
        component=list(_signs(context, note)),
    )


def observation_of_spot(context: DocumentContext, entry: Entry, spot: Spot) -> Json:
    """Return the Observation of one place of an entry, as an Observation has only one."""
    what = _place(context.language, entry.status, spot.site, spot.side, spot.count, spot.size_mm)
    return _shared(context, entry) | what


def body_temperature(context: DocumentContext, entry: EntryOrNote, celsius: float) -> Json:
    """Return an Observation after FHIR's profile bodytemp."""
    vital_sign = hl7("observation-category", "vital-signs")
    return _shared(context, entry) | element(
        meta={"profile": ["http://hl7.org/fhir/StructureDefinition/bodytemp"]},
        category=[{"coding": [vital_sign]}],
        code=concept(
            _("Body temperature"),
            {**loinc("8310-5"), "display": "Body temperature"},
        ),
        bodySite=concept(label(TEMPERATURE_PLACES, entry.temperature_how))
        if entry.temperature_how
        else None,
        valueQuantity=quantity(celsius, "°C", "Cel"),
    )


def _observation(context: DocumentContext, entry: EntryOrNote, **more: object) -> Json:
    id = entry.id or ""
    return _shared(context, entry) | element(
        identifier=[identifier(canonical_id(id))] if is_uuid(id) else [],
        note=notes(entry.notes),
        **more,
    )


def _shared(context: DocumentContext, entry: EntryOrNote) -> Json:
    return element(
        resourceType="Observation",
        status="final",
        subject=context.reference("patient"),
        effectiveDateTime=context.when(entry.day, entry.at),
        performer=[context.reference("reporter", entry.author)],
    )


# The same answers come again and again, so that their texts are made once in each language.


@lru_cache(maxsize=1_000)
def _skin(language: str, status: str) -> Json:
    return element(
        code=concept(_("Skin problem, on one day")),
        valueCodeableConcept=concept(label(STATUSES, status)),
    )


@lru_cache(maxsize=1_000)
def _place(
    language: str,
    status: str,
    site: str,
    side: str | None,
    count: int | None,
    size_mm: float | None,
) -> Json:
    return element(
        code=concept(_("Place of the skin problem")),
        valueCodeableConcept=concept(label(STATUSES, status)),
        bodySite=body_site(site, place_text(site, side)),
        component=list(_size(count, size_mm)),
    )


def _size(count: int | None, size_mm: float | None) -> Iterator[Json]:
    if count is not None:
        yield _component(_("Number of spots"), valueInteger=count)
    if size_mm is not None:
        yield _component(_("Size of spots"), valueQuantity=quantity(size_mm, "mm", "mm"))


def _answers(entry: Entry) -> tuple[Any, ...]:
    """Return the arguments of ``_how`` after the language."""
    ticks = tuple(getattr(entry, key) for key in TICKS)
    return entry.trend, entry.severity, entry.itch, ticks, entry.appearance


@lru_cache(maxsize=1_000)
def _how(
    language: str,
    trend: str | None,
    severity: int | None,
    itch: int | None,
    ticks: tuple[bool | None, ...],
    appearance: tuple[str, ...],
) -> tuple[Json, ...]:
    return tuple(_components(trend, severity, itch, ticks, appearance))


def _components(
    trend: str | None,
    severity: int | None,
    itch: int | None,
    ticks: tuple[bool | None, ...],
    appearance: tuple[str, ...],
) -> Iterator[Json]:
    if trend is not None:
        yield _component(_("Trend"), valueCodeableConcept=concept(label(TRENDS, trend)))
    if severity is not None:
        text = _("How bad, 0 (barely there) to 3 (very bad)")
        yield _component(text, valueInteger=severity)
    if itch is not None:
        yield _component(_("Itch, 0 (none) to 3 (very itchy)"), valueInteger=itch)
    for name, answer in zip(TICKS.values(), ticks, strict=True):
        if answer is not None:
            yield _component(render(name), valueBoolean=answer)
    for key in appearance:
        yield _component(_("Appearance"), valueCodeableConcept=concept(label(APPEARANCES, key)))


def _signs(context: DocumentContext, entry: EntryOrNote) -> tuple[Json, ...]:
    """Return a component for each sign that was seen, or looked for and not seen."""
    return _sign_components(context.language, *entry.signs.items())


@lru_cache(maxsize=1_000)
def _sign_components(language: str, *answers: tuple[str, str]) -> tuple[Json, ...]:
    """A sign was named by the short question alone, or by its label."""
    signs = dict(answers)
    labels = {**_SIGN_LABELS, **(GATE if is_none_of_these(signs) else {})}
    return tuple(
        _component(label(labels, key), valueBoolean=_ANSWERS[answer])
        for key, answer in as_asked(signs).items()
        if answer in _ANSWERS
    )


def _component(text: str, **value: object) -> Json:
    return {"code": concept(text), **value}
