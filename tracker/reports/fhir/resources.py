"""The resources of child, authors, conditions and photos."""

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
        gender=child.sex,  # the keys are FHIR's codes
        birthDate=child.birth_date.isoformat(),
    )


def reporter(context: DocumentContext, name: str) -> Json:
    """Return an author. The diary does not record who is a parent and who helps."""
    return element(
        resourceType="RelatedPerson",
        patient=context.reference("patient"),
        relationship=[concept(_("parent or carer"))],
        name=[{"text": plain(name)}] if plain(name) else [],
    )


def condition(
    context: DocumentContext, concern: Concern, spell: Spell, number: int, text: str
) -> Json:
    """Return the Condition of one spell, as a FHIR Condition has only one onset.

    ``number`` counts from 1. ``text``: the concern in a sentence, for the note.
    """
    by_doctor = concern.named_by == "doctor"
    going_on = "active" if number == 1 else "recurrence"
    return element(
        resourceType="Condition",
        clinicalStatus=_status("clinical", going_on if spell.is_going_on else "resolved"),
        verificationStatus=_status("ver-status", "confirmed" if by_doctor else "unconfirmed"),
        code=_named(concern, by_doctor),
        subject=context.reference("patient"),
        onsetDateTime=context.when(spell.onset),
        abatementDateTime=context.when(spell.cleared_on) if spell.cleared_on else None,
        note=notes(text),
    )


def _status(kind: str, code: str) -> Json:
    return {"coding": [hl7(f"condition-{kind}", code)]}


def _named(concern: Concern, by_doctor: bool) -> Json:
    """Return the condition as text, with an ICD-10-CM code only if a doctor named it."""
    name = render(condition_of(concern.condition).label)
    if concern.condition == "other" and plain(concern.title):
        name = concern.title
    if concern.milia_type:
        values = {"name": name, "kind": label(MILIA_TYPES, concern.milia_type)}
        name = _("%(name)s (%(kind)s)") % values
    code = CODES.get(concern.condition) if by_doctor else None
    return concept(name, *([{"system": ICD_10_CM, "code": code}] if code else []))


def media(context: DocumentContext, entry: Entry, photo: Photo, picture: bytes) -> Json:
    """Return a photo with its picture embedded, as a reader cannot follow links."""
    view = dict(PhotoRow.View.choices).get(photo.view, photo.view)
    return element(
        resourceType="Media",
        status="completed",
        type={"coding": [hl7("media-type", "image")]},
        view=concept(str(view)) if view else None,
        subject=context.reference("patient"),
        createdDateTime=context.when(entry.day, entry.at),
        operator=context.reference("reporter", entry.author),
        bodySite=concept(label(SITES, photo.site)) if photo.site else None,
        content={
            "contentType": "image/jpeg",
            "data": b64encode(picture).decode(),
            "title": photo.file,
        },
        note=notes(photo.caption),
    )
