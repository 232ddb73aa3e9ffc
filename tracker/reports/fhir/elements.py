"""The small parts that resources are made of: concepts, quantities, texts, references."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from typing import Any
from uuid import UUID, uuid5

from django.utils.html import escape

Json = dict[str, Any]

LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
ICD_10_CM = "http://hl7.org/fhir/sid/icd-10-cm"
URI = "urn:ietf:rfc:3986"
_TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"

_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""What neither a string of FHIR nor XML can hold, or what no reader shows."""


def element(**values: Any) -> Json:
    """What was given: FHIR knows neither null nor empty values. False and 0 are given."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def plain(text: str) -> str:
    """The text as a string of FHIR; empty where nothing is left of it."""
    return _NO_TEXT.sub("", text).strip()


def concept(text: str, *codings: Json) -> Json:
    return element(coding=list(codings), text=plain(text))


def hl7(system: str, code: str) -> Json:
    """A code of one of HL7's own lists."""
    return {"system": f"{_TERMINOLOGY}/{system}", "code": code}


def quantity(value: float, unit: str, code: str) -> Json:
    """``code``: the unit in UCUM."""
    return {"value": value, "unit": unit, "system": UCUM, "code": code}


def notes(*texts: str) -> list[Json]:
    return [{"text": said} for text in texts if (said := plain(text))]


def narrative(lines: Iterable[str]) -> Json:
    """For people; it says more than the structured data beside it."""
    told = "".join(f"<p>{escape(said)}</p>" for line in lines if (said := plain(line)))
    div = f'<div xmlns="http://www.w3.org/1999/xhtml">{told}</div>'
    return {"status": "additional", "div": div} if told else {}


@dataclass(frozen=True)
class DocumentContext:
    """Where resources stand: in which document, and on whose clock."""

    document: UUID
    zone: tzinfo | None

    def address(self, *key: str) -> str:
        """What a resource of this document is called in it. Another document calls it otherwise:
        what it tells of is the same only where an identifier says so.
        """
        return uuid5(self.document, json.dumps(key)).urn

    def reference(self, *key: str) -> Json:
        return {"reference": self.address(*key)}

    def when(self, day: date, at: time | None = None) -> str:
        """A FHIR dateTime: the day, and the time with its offset where one was written."""
        if at is None:
            return day.isoformat()
        moment = datetime.combine(day, at, self.zone)
        offset = moment.utcoffset()
        if offset is None or offset.total_seconds() % 60:  # of the time before time zones
            return day.isoformat()
        return moment.isoformat(timespec="seconds")
