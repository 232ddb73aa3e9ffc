"""What was seen when: an Observation for each entry and each day note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from tracker.domain.canonical import canonical_id, is_uuid
from tracker.domain.records import DayNote, Entry, Spot
from tracker.domain.vocabulary import APPEARANCES, SIGNS, STATUSES, TICKS, TRENDS
from tracker.rendering import label, render
from tracker.rendering import place as place_text
from tracker.reports.fhir.elements import (
    LOINC,
    URI,
    DocumentContext,
    Json,
    concept,
    element,
    hl7,
    notes,
    quantity,
)

EntryOrNote = Entry | DayNote

_SIGN_LABELS = {key: sign.label for key, sign in SIGNS.items()}


def observations_of_skin(
    place: DocumentContext, entry: Entry, *, temperature: Json | None, photos: Sequence[Json]
) -> Json:
    """``temperature`` and ``photos`` refer to what stands beside it in the document."""
    sites = dict.fromkeys(place_text(spot.site, spot.side) for spot in entry.spots)
    return _observation(
        place,
        entry,
        code=concept(_("Look at the skin")),
        valueCodeableConcept=concept(label(STATUSES, entry.status)),
        bodySite=concept(", ".join(sites)) if sites else None,
        temperature=temperature,
        derivedFrom=list(photos),
        component=[*_how(entry), *_signs(entry)],
    )


def observations_of_child(
    place: DocumentContext, note: DayNote, *, temperature: Json | None
) -> Json:
    return _observation(
        place,
        note,
        code=concept(_("Look at the child as a whole")),
        temperature=temperature,
        component=list(_signs(note)),
    )


def body_temperature(place: DocumentContext, entry: EntryOrNote, celsius: float) -> Json:
    """After FHIR's own profile of it."""
    vital_sign = hl7("observation-category", "vital-signs")
    return _shared(place, entry) | element(
        meta={"profile": ["http://hl7.org/fhir/StructureDefinition/bodytemp"]},
        category=[{"coding": [vital_sign]}],
        code=concept(
            _("Body temperature"),
            {"system": LOINC, "code": "8310-5", "display": "Body temperature"},
        ),
        valueQuantity=quantity(celsius, "°C", "Cel"),
    )


def _observation(
    place: DocumentContext, entry: EntryOrNote, *, temperature: Json | None, **more: object
) -> Json:
    return _shared(place, entry) | element(
        identifier=_identifier(entry.id),
        note=notes(entry.notes),
        hasMember=[temperature] if temperature else [],
        **more,
    )


def _shared(place: DocumentContext, entry: EntryOrNote) -> Json:
    return element(
        resourceType="Observation",
        status="final",
        subject=place.reference("patient"),
        effectiveDateTime=place.when(entry.day, entry.at),
        performer=[place.reference("reporter", entry.author)],
    )


def _identifier(id: str | None) -> list[Json]:
    """By it the same look is known in another export, where its id is one for all the world."""
    if id is None or not is_uuid(id):
        return []
    return [{"system": URI, "value": f"urn:uuid:{canonical_id(id)}"}]


def _how(entry: Entry) -> Iterator[Json]:
    if entry.trend is not None:
        yield _part(_("Trend"), valueCodeableConcept=concept(label(TRENDS, entry.trend)))
    if entry.severity is not None:
        text = _("How strong, 0 (barely there) to 3 (very strong)")
        yield _part(text, valueInteger=entry.severity)
    if entry.itch is not None:
        yield _part(_("Itch, 0 (none) to 3 (very itchy)"), valueInteger=entry.itch)
    for key, name in TICKS.items():
        if getattr(entry, key):
            yield _part(render(name), valueBoolean=True)
    for key in entry.appearance:
        yield _part(_("Appearance"), valueCodeableConcept=concept(label(APPEARANCES, key)))
    for spot in entry.spots:
        yield from _spot(spot)


def _spot(spot: Spot) -> Iterator[Json]:
    values = {"place": place_text(spot.site, spot.side)}
    if spot.count is not None:
        yield _part(_("Number of spots, %(place)s") % values, valueInteger=spot.count)
    if spot.size_mm is not None:
        text = _("Size of spots, %(place)s") % values
        yield _part(text, valueQuantity=quantity(spot.size_mm, "mm", "mm"))


def _signs(entry: EntryOrNote) -> Iterator[Json]:
    """Seen, not seen, or not looked for; what was not asked says nothing."""
    for key, answer in entry.signs.items():
        text = label(_SIGN_LABELS, key)
        if answer == "not_checked":
            reason = concept(_("not checked"), hl7("data-absent-reason", "not-performed"))
            yield _part(text, dataAbsentReason=reason)
        else:
            yield _part(text, valueBoolean=answer == "yes")


def _part(text: str, **value: object) -> Json:
    return {"code": concept(text), **value}
