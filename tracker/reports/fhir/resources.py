"""The resources of child, authors, conditions and photos."""

from __future__ import annotations

from base64 import b64encode
from uuid import UUID

from django.utils.translation import gettext as _

from tracker.domain.records import Child, Concern, Entry, Photo
from tracker.domain.spells import Spell
from tracker.domain.vocabulary import ICD_10_CM as CODES
from tracker.domain.vocabulary import MILIA_TYPES, condition_of
from tracker.formats import day_text
from tracker.models import Photo as PhotoRow
from tracker.rendering import label, render
from tracker.reports.fhir.elements import (
    ICD_10_CM,
    DocumentContext,
    Json,
    body_site,
    concept,
    element,
    hl7,
    identifier,
    notes,
    plain,
)

FAMILY = ""
"""The name of the reporter that stands for the family, where nobody's name was written."""


def patient(child: Child, id: UUID) -> Json:
    return element(
        resourceType="Patient",
        identifier=[identifier(id)],
        name=[{"text": plain(child.name)}] if plain(child.name) else [],
        gender=child.sex,  # the keys are FHIR's codes
        birthDate=child.birth_date.isoformat(),
    )


def reporter(context: DocumentContext, name: str, relation: str) -> Json:
    """Return who wrote or passed on. ``relation``: what they are to the child, or empty."""
    return element(
        resourceType="RelatedPerson",
        patient=context.reference("patient"),
        relationship=[concept(plain(relation) or _("parent or carer"))],
        name=[{"text": plain(name)}] if plain(name) else [],
    )


def condition(
    context: DocumentContext, concern: Concern, spell: Spell, number: int, *texts: str
) -> Json:
    """Return the Condition of one spell, as a FHIR Condition has only one onset.

    Never confirmed: even a doctor's name for it was written by the family. ``number`` counts from
    1. ``texts``: the concern in sentences and who named it, for the notes.
    """
    by_doctor = concern.named_by == "doctor"
    going_on = "active" if number == 1 else "recurrence"
    return element(
        resourceType="Condition",
        clinicalStatus=_status("clinical", going_on if spell.is_going_on else "resolved"),
        verificationStatus=_status("ver-status", "provisional" if by_doctor else "unconfirmed"),
        category=[{"coding": [hl7("condition-category", "problem-list-item")]}],
        code=_named(concern, by_doctor),
        subject=context.reference("patient"),
        onsetDateTime=context.when(spell.onset),
        abatementDateTime=context.when(spell.cleared_on) if spell.cleared_on else None,
        recorder=context.reference("reporter", FAMILY),
        note=notes(*texts),
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
        bodySite=body_site(photo.site) if photo.site else None,
        content={
            "contentType": "image/jpeg",
            "data": b64encode(picture).decode(),
            "title": _("Photo from %(day)s") % {"day": day_text(entry.day)},
        },
        note=notes(photo.caption),
    )
