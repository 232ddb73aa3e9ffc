"""An Observation for each entry and each day note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from tracker.domain.canonical import canonical_id, is_uuid
from tracker.domain.records import DayNote, Entry, Spot
from tracker.domain.sign_answers import ANSWER_LABELS, IN_ONE_LIST, as_asked, is_none_of_these
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
    context: DocumentContext, entry: Entry, *, temperature: Json | None, photos: Sequence[Json]
) -> Json:
    """Return the Observation of an entry. ``temperature`` and ``photos``: references."""
    sites = dict.fromkeys(place_text(spot.site, spot.side) for spot in entry.spots)
    return _observation(
        context,
        entry,
        code=concept(_("Look at the skin")),
        valueCodeableConcept=concept(label(STATUSES, entry.status)),
        bodySite=concept(", ".join(sites)) if sites else None,
        temperature=temperature,
        derivedFrom=list(photos),
        component=[*_how(entry), *_signs(entry)],
    )


def observations_of_child(
    context: DocumentContext, note: DayNote, *, temperature: Json | None
) -> Json:
    return _observation(
        context,
        note,
        code=concept(_("Look at the child as a whole")),
        temperature=temperature,
        component=list(_signs(note)),
    )


def body_temperature(context: DocumentContext, entry: EntryOrNote, celsius: float) -> Json:
    """Return an Observation after FHIR's profile bodytemp."""
    vital_sign = hl7("observation-category", "vital-signs")
    return _shared(context, entry) | element(
        meta={"profile": ["http://hl7.org/fhir/StructureDefinition/bodytemp"]},
        category=[{"coding": [vital_sign]}],
        code=concept(
            _("Body temperature"),
            {"system": LOINC, "code": "8310-5", "display": "Body temperature"},
        ),
        bodySite=concept(label(TEMPERATURE_PLACES, entry.temperature_how))
        if entry.temperature_how
        else None,
        valueQuantity=quantity(celsius, "°C", "Cel"),
    )


def _observation(
    context: DocumentContext, entry: EntryOrNote, *, temperature: Json | None, **more: object
) -> Json:
    return _shared(context, entry) | element(
        identifier=_identifier(entry.id),
        note=notes(entry.notes),
        hasMember=[temperature] if temperature else [],
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


def _identifier(id: str | None) -> list[Json]:
    """Return an identifier that is equal in every export, if the entry's id is a UUID."""
    if id is None or not is_uuid(id):
        return []
    return [{"system": URI, "value": f"urn:uuid:{canonical_id(id)}"}]


def _how(entry: Entry) -> Iterator[Json]:
    if entry.trend is not None:
        yield _component(_("Trend"), valueCodeableConcept=concept(label(TRENDS, entry.trend)))
    if entry.severity is not None:
        text = _("How strong, 0 (barely there) to 3 (very strong)")
        yield _component(text, valueInteger=entry.severity)
    if entry.itch is not None:
        yield _component(_("Itch, 0 (none) to 3 (very itchy)"), valueInteger=entry.itch)
    for key, name in TICKS.items():
        if (answer := getattr(entry, key)) is not None:
            yield _component(render(name), valueBoolean=answer)
    for key in entry.appearance:
        yield _component(_("Appearance"), valueCodeableConcept=concept(label(APPEARANCES, key)))
    for spot in entry.spots:
        yield from _spot(spot)


def _spot(spot: Spot) -> Iterator[Json]:
    values = {"place": place_text(spot.site, spot.side)}
    if spot.count is not None:
        yield _component(_("Number of spots, %(place)s") % values, valueInteger=spot.count)
    if spot.size_mm is not None:
        text = _("Size of spots, %(place)s") % values
        yield _component(text, valueQuantity=quantity(spot.size_mm, "mm", "mm"))


def _signs(entry: EntryOrNote) -> Iterator[Json]:
    """Yield a component for each answered sign: seen, not seen, or why there is no answer.

    A sign was named by the short question alone, or by its label.
    """
    labels = {**_SIGN_LABELS, **(GATE if is_none_of_these(entry.signs) else {})}
    for key, answer in as_asked(entry.signs).items():
        text = label(labels, key)
        if answer in ("yes", "no"):
            yield _component(text, valueBoolean=answer == "yes")
        else:
            code = "unknown" if answer == IN_ONE_LIST else "not-performed"
            reason = concept(label(ANSWER_LABELS, answer), hl7("data-absent-reason", code))
            yield _component(text, dataAbsentReason=reason)


def _component(text: str, **value: object) -> Json:
    return {"code": concept(text), **value}
