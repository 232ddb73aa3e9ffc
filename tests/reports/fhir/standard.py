"""What FHIR R4 asks of a document: its structure by an independent library, the rest by hand.

fhir.resources takes any text for a code, follows no reference and knows few of the rules between
elements; what FHIR R4 says of these is written down here.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

from fhir.resources.R4B.bundle import Bundle

from tracker.domain.diary_reader import InMemoryDiary
from tracker.domain.records import Child, Concern, Diary, Entry
from tracker.domain.vocabulary import ICD_10_CM
from tracker.reports.fhir import fhir_document

Json = dict[str, Any]

DOCUMENT = UUID("3f2b8c1e-9d4a-4f6b-8e7c-5a1d2b3c4e5f")
LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 6, 30, 14, 5, 6, 789, tzinfo=LONDON)
FIRST = date(2026, 3, 1)

TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"
CODES = {
    f"{TERMINOLOGY}/condition-clinical": {
        "active", "recurrence", "relapse", "inactive", "remission", "resolved",
    },
    f"{TERMINOLOGY}/condition-ver-status": {
        "unconfirmed", "provisional", "differential", "confirmed", "refuted", "entered-in-error",
    },
    f"{TERMINOLOGY}/observation-category": {
        "social-history", "vital-signs", "imaging", "laboratory", "procedure", "survey", "exam",
        "therapy", "activity",
    },
    f"{TERMINOLOGY}/media-type": {"image", "video", "audio"},
    f"{TERMINOLOGY}/data-absent-reason": {
        "unknown", "asked-unknown", "temp-unknown", "not-asked", "asked-declined", "masked",
        "not-applicable", "unsupported", "as-text", "error", "not-a-number", "negative-infinity",
        "positive-infinity", "not-performed", "not-permitted",
    },
    "http://loinc.org": {"8310-5"},
    "http://unitsofmeasure.org": {"Cel", "mm"},
    "http://hl7.org/fhir/sid/icd-10-cm": set(ICD_10_CM.values()),
}  # fmt: skip
"""By system, the codes that FHIR R4 has there; of LOINC, UCUM and ICD those that may be used."""

STATUSES = {
    "Composition": {"preliminary", "final", "amended", "entered-in-error"},
    "Media": {
        "preparation", "in-progress", "not-done", "on-hold", "stopped", "completed",
        "entered-in-error", "unknown",
    },
    "Observation": {
        "registered", "preliminary", "final", "amended", "corrected", "cancelled",
        "entered-in-error", "unknown",
    },
}  # fmt: skip
REFERENCES = {
    "subject": {"Patient"},
    "patient": {"Patient"},
    "author": {"RelatedPerson"},
    "performer": {"RelatedPerson"},
    "operator": {"RelatedPerson"},
    "hasMember": {"Observation"},
    "derivedFrom": {"Media"},
    "entry": {"Condition", "Observation"},
}
"""By element, the resources that may be referred to there; within what FHIR R4 allows."""

NARRATIVES = {"generated", "extensions", "additional", "empty"}
DAY = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
OFFSET = r"(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))"
MOMENT = rf"{DAY}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]{OFFSET}"


def a_diary(*entries: Entry, born: date = date(2026, 1, 10), **given: Any) -> Diary:
    named = {"condition": "milia", "title": "bumps on the chin", **given}
    concern = Concern("c1", first_noticed_on=FIRST, entries=entries, **named)
    return Diary(Child("Iris", born), (concern,))


def picture(name: str) -> bytes:
    if "gone" in name:
        raise FileNotFoundError
    return name.encode()


def document(diary: Diary, now: datetime = NOW) -> Json:
    """The document as JSON, once the library and all that is written here found it right."""
    written = b"".join(
        fhir_document(InMemoryDiary(diary), document=DOCUMENT, now=now, picture=picture)
    )
    bundle: Json = json.loads(written)
    Bundle.model_validate(bundle)
    assert wrong(bundle) == []
    return bundle


def all_of(bundle: Json, kind: str) -> list[Json]:
    resources = (entry["resource"] for entry in bundle["entry"])
    return [resource for resource in resources if resource["resourceType"] == kind]


def one_of(bundle: Json, kind: str) -> Json:
    (only,) = all_of(bundle, kind)
    return only


# What the standard says beyond what the library checks


def elements(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every value in the document, with the name of the element it is of."""
    yield name, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from elements(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from elements(inner, name)


def wrong(bundle: Json) -> list[str]:
    return [
        *wrong_frame(bundle),
        *wrong_references(bundle),
        *(f"{name}: {value!r}" for name, value in elements(bundle) if is_wrong(name, value)),
        *(problem for entry in bundle["entry"] for problem in wrong_resource(entry["resource"])),
    ]


def wrong_frame(bundle: Json) -> Iterator[str]:
    """bdl-7, bdl-9, bdl-10, bdl-11."""
    addresses = Counter(entry["fullUrl"] for entry in bundle["entry"])
    yield from (f"{address} twice" for address, times in addresses.items() if times > 1)
    if bundle["type"] != "document":
        yield "type"
    if not bundle["identifier"].get("system") or not bundle["identifier"].get("value"):
        yield "no identifier"
    if not re.fullmatch(MOMENT, bundle["timestamp"]):
        yield "timestamp"
    if bundle["entry"][0]["resource"]["resourceType"] != "Composition":
        yield "composition"


def wrong_references(bundle: Json) -> Iterator[str]:
    """Everything referred to is there, and everything there is referred to, from the first on."""
    resources = {entry["fullUrl"]: entry["resource"] for entry in bundle["entry"]}
    reached, waiting = set(), [bundle["entry"][0]["fullUrl"]]
    while waiting:
        address = waiting.pop()
        reached.add(address)
        for name, value in elements(resources[address]):
            if not isinstance(value, dict) or "reference" not in value:
                continue
            other = resources.get(value["reference"])
            if other is None:
                yield f"{name} leads nowhere"
            elif other["resourceType"] not in REFERENCES[name]:
                yield f"{name} leads to {other['resourceType']}"
            elif value["reference"] not in reached:
                waiting.append(value["reference"])
    yield from (f"{address} is reached by nothing" for address in resources.keys() - reached)


def is_wrong(name: str, value: Any) -> bool:
    if value is None or value in ("", [], {}):  # ele-1
        return True
    if isinstance(value, str):
        if re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", value) or not value.strip():
            return True
        if name.endswith("DateTime") or name in ("date", "timestamp"):
            return not re.fullmatch(f"{DAY}|{MOMENT}", value)
        return name == "fullUrl" and not value.startswith("urn:uuid:")
    if isinstance(value, dict) and "code" in value and "system" in value:
        return value["code"] not in CODES[value["system"]]
    return isinstance(value, dict) and "div" in value and wrong_narrative(value)


def wrong_narrative(narrative: Json) -> bool:
    """XHTML that is nothing but paragraphs of text."""
    root = ElementTree.fromstring(narrative["div"])
    xhtml = "{http://www.w3.org/1999/xhtml}"
    tags = [inner.tag for inner in root]
    attributes = [inner.attrib for inner in root.iter() if inner.attrib]
    return (
        narrative["status"] not in NARRATIVES
        or root.tag != f"{xhtml}div"
        or set(tags) != {f"{xhtml}p"}
        or attributes != []
        or not "".join(root.itertext()).strip()
    )


def wrong_resource(resource: Json) -> Iterator[str]:
    kind = resource["resourceType"]
    if kind in STATUSES and resource["status"] not in STATUSES[kind]:
        yield f"status of {kind}"
    if kind == "Patient" and resource.get("gender", "unknown") not in (
        "male", "female", "other", "unknown",
    ):  # fmt: skip
        yield "gender"
    if kind == "Composition" and not all(
        "text" in section or "entry" in section for section in resource.get("section", [])
    ):  # cmp-1
        yield "an empty section"
    if kind == "Condition":
        yield from wrong_condition(resource)
    if kind == "Observation":
        yield from wrong_observation(resource)
    if kind == "Media" and not resource["content"].get("data"):
        yield "an attachment with nothing in it"


def wrong_condition(condition: Json) -> Iterator[str]:
    """con-3, con-4, con-5."""
    clinical = condition["clinicalStatus"]["coding"][0]["code"]
    if ("abatementDateTime" in condition) != (clinical in ("inactive", "resolved", "remission")):
        yield "abatement"
    if condition["verificationStatus"]["coding"][0]["code"] == "entered-in-error":
        yield "verification"
    if not condition["code"].get("text"):
        yield "a condition without a word"


def wrong_observation(observation: Json) -> Iterator[str]:
    """obs-6, obs-7, and for a vital sign vs-1, vs-2."""
    answered = [key for key in observation if key.startswith("value")]
    for part in observation.get("component", []):
        values = [key for key in part if key.startswith("value") or key == "dataAbsentReason"]
        if len(values) != 1:
            yield f"a component with {values}"
        if answered and part["code"] == observation["code"]:
            yield "the same asked twice"
    if "category" in observation and answered != ["valueQuantity"]:
        yield "a vital sign without its value"
