"""An Observation for each entry and each day note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
        code=concept(_("Skin problem, on one day")),
        valueCodeableConcept=concept(label(STATUSES, entry.status)),
        hasMember=list(members),
        derivedFrom=list(photos),
        component=[*_how(entry), *_signs(entry)],
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
        component=list(_signs(note)),
    )


def observation_of_spot(context: DocumentContext, entry: Entry, spot: Spot) -> Json:
    """Return the Observation of one place of an entry, as an Observation has only one."""
    return _shared(context, entry) | element(
        code=concept(_("Place of the skin problem")),
        valueCodeableConcept=concept(label(STATUSES, entry.status)),
        bodySite=body_site(spot.site, place_text(spot.site, spot.side)),
        component=list(_size(spot)),
    )


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


def _how(entry: Entry) -> Iterator[Json]:
    if entry.trend is not None:
        yield _component(_("Trend"), valueCodeableConcept=concept(label(TRENDS, entry.trend)))
    if entry.severity is not None:
        text = _("How bad, 0 (barely there) to 3 (very bad)")
        yield _component(text, valueInteger=entry.severity)
    if entry.itch is not None:
        yield _component(_("Itch, 0 (none) to 3 (very itchy)"), valueInteger=entry.itch)
    for key, name in TICKS.items():
        if (answer := getattr(entry, key)) is not None:
            yield _component(render(name), valueBoolean=answer)
    for key in entry.appearance:
        yield _component(_("Appearance"), valueCodeableConcept=concept(label(APPEARANCES, key)))


def _size(spot: Spot) -> Iterator[Json]:
    if spot.count is not None:
        yield _component(_("Number of spots"), valueInteger=spot.count)
    if spot.size_mm is not None:
        yield _component(_("Size of spots"), valueQuantity=quantity(spot.size_mm, "mm", "mm"))


def _signs(entry: EntryOrNote) -> Iterator[Json]:
    """Yield a component for each sign that was seen, or looked for and not seen.

    A sign was named by the short question alone, or by its label.
    """
    labels = {**_SIGN_LABELS, **(GATE if is_none_of_these(entry.signs) else {})}
    for key, answer in as_asked(entry.signs).items():
        if answer in _ANSWERS:
            yield _component(label(labels, key), valueBoolean=_ANSWERS[answer])


def _component(text: str, **value: object) -> Json:
    return {"code": concept(text), **value}
