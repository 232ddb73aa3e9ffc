"""Who and what the document is about: the child, who wrote, the conditions, the photos."""

from __future__ import annotations

from base64 import b64encode

from django.utils.translation import gettext as _

from tracker.domain.records import Child, Concern, Entry, Photo
from tracker.domain.spells import Spell
from tracker.domain.vocabulary import ICD_10_CM as CODES
from tracker.domain.vocabulary import MILIA_TYPES, SITES, condition_of
from tracker.models import Photo as PhotoRow
from tracker.rendering import label, render
from tracker.reports.fhir.elements import (
    ICD_10_CM,
    DocumentContext,
    Json,
    concept,
    element,
    hl7,
    notes,
    plain,
)


def patient(child: Child) -> Json:
    return element(
        resourceType="Patient",
        name=[{"text": plain(child.name)}] if plain(child.name) else [],
        gender=child.sex,  # the same words
        birthDate=child.birth_date.isoformat(),
    )


def reporter(place: DocumentContext, name: str) -> Json:
    """Somebody of the family; the diary does not say who is the parent and who helps."""
    return element(
        resourceType="RelatedPerson",
        patient=place.reference("patient"),
        relationship=[concept(_("parent or carer"))],
        name=[{"text": plain(name)}] if plain(name) else [],
    )


def condition(
    place: DocumentContext, concern: Concern, spell: Spell, number: int, told: str
) -> Json:
    """One spell of a concern, which FHIR has no other way to say: it knows one onset.

    ``number`` counts from 1; ``told``: what there is to say of the concern in words.
    """
    by_doctor = concern.named_by == "doctor"
    going_on = "active" if number == 1 else "recurrence"
    return element(
        resourceType="Condition",
        clinicalStatus=_status("clinical", going_on if spell.is_going_on else "resolved"),
        verificationStatus=_status("ver-status", "confirmed" if by_doctor else "unconfirmed"),
        code=_named(concern, by_doctor),
        subject=place.reference("patient"),
        onsetDateTime=place.when(spell.onset),
        abatementDateTime=place.when(spell.cleared_on) if spell.cleared_on else None,
        note=notes(told),
    )


def _status(kind: str, code: str) -> Json:
    return {"coding": [hl7(f"condition-{kind}", code)]}


def _named(concern: Concern, by_doctor: bool) -> Json:
    """The name in words, with a code only where a doctor gave the name."""
    name = render(condition_of(concern.condition).label)
    if concern.condition == "other" and plain(concern.title):
        name = concern.title
    if concern.milia_type:
        values = {"name": name, "kind": label(MILIA_TYPES, concern.milia_type)}
        name = _("%(name)s (%(kind)s)") % values
    code = CODES.get(concern.condition) if by_doctor else None
    return concept(name, *([{"system": ICD_10_CM, "code": code}] if code else []))


def media(place: DocumentContext, entry: Entry, photo: Photo, picture: bytes) -> Json:
    """A photo with its picture in it: a document that only points at one shows nothing."""
    view = dict(PhotoRow.View.choices).get(photo.view, photo.view)
    return element(
        resourceType="Media",
        status="completed",
        type={"coding": [hl7("media-type", "image")]},
        view=concept(str(view)) if view else None,
        subject=place.reference("patient"),
        createdDateTime=place.when(entry.day, entry.at),
        operator=place.reference("reporter", entry.author),
        bodySite=concept(label(SITES, photo.site)) if photo.site else None,
        content={
            "contentType": "image/jpeg",
            "data": b64encode(picture).decode(),
            "title": photo.file,
        },
        note=notes(photo.caption),
    )
