"""Elements of FHIR resources: concepts, quantities, texts, references."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid5

from django.utils.html import escape

from tracker.domain.vocabulary import SITES, SNOMED_CT_SITES
from tracker.rendering import label

Json = dict[str, Any]

LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
SNOMED_CT = "http://snomed.info/sct"
ICD_10_CM = "http://hl7.org/fhir/sid/icd-10-cm"
URI = "urn:ietf:rfc:3986"
_TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"

_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""Characters that are invalid in FHIR strings or XML, or invisible."""


def element(**values: Any) -> Json:
    """Return the values without None and empty ones, which FHIR forbids. False and 0 stay."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def plain(text: str) -> str:
    """Return the text as a valid FHIR string, which may be empty."""
    return _NO_TEXT.sub("", text).strip()


def concept(text: str, *codings: Json) -> Json:
    return element(coding=list(codings), text=plain(text))


def hl7(system: str, code: str) -> Json:
    """Return a coding from one of HL7's own code systems."""
    return {"system": f"{_TERMINOLOGY}/{system}", "code": code}


def loinc(code: str) -> Json:
    return {"system": LOINC, "code": code}


def body_site(site: str, text: str = "") -> Json:
    """Return one place on the body. ``text``: its words, with the side, which no code tells."""
    code = SNOMED_CT_SITES.get(site)
    codings = [{"system": SNOMED_CT, "code": code}] if code else []
    return concept(text or label(SITES, site), *codings)


def identifier(id: str | UUID) -> Json:
    """Return an identifier that is equal in every export."""
    return {"system": URI, "value": f"urn:uuid:{id}"}


def quantity(value: float, unit: str, code: str) -> Json:
    """``code``: the UCUM code of the unit."""
    return {"value": value, "unit": unit, "system": UCUM, "code": code}


def notes(*texts: str) -> list[Json]:
    return [{"text": note} for text in texts if (note := plain(text))]


def narrative(lines: Iterable[str]) -> Json:
    """Return a narrative for human readers, with more than the structured data has."""
    paragraphs = "".join(f"<p>{escape(text)}</p>" for line in lines if (text := plain(line)))
    div = f'<div xmlns="http://www.w3.org/1999/xhtml">{paragraphs}</div>'
    return {"status": "additional", "div": div} if paragraphs else {}


@dataclass(frozen=True)
class DocumentContext:
    """The document that resources belong to, its language, and the family's time zone."""

    document: UUID
    language: str
    zone: tzinfo | None

    def address(self, *key: str) -> str:
        """Return the fullUrl of a resource, a URN hashed from the document's id and ``key``.

        It differs between documents; only an identifier marks resources as the same.
        """
        return _address(self.document, key)

    def reference(self, *key: str) -> Json:
        return {"reference": self.address(*key)}

    def when(self, day: date, at: time | None = None) -> str:
        """Return a FHIR dateTime: the day, with time and offset where ``at`` is given."""
        if at is None:
            return day.isoformat()
        moment = datetime.combine(day, at, self.zone)
        offset = moment.utcoffset()
        if offset is None or offset.total_seconds() % 60:  # local mean time, before time zones
            return day.isoformat()
        return moment.isoformat(timespec="seconds")


@lru_cache(maxsize=1_000)
def _address(document: UUID, key: tuple[str, ...]) -> str:
    return uuid5(document, json.dumps(key)).urn
