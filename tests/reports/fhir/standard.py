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
from tracker.domain.vocabulary import ICD_10_CM, SNOMED_CT_SITES
from tracker.reports.fhir import fhir_document

Json = dict[str, Any]

DOCUMENT = UUID("3f2b8c1e-9d4a-4f6b-8e7c-5a1d2b3c4e5f")
CHILD = UUID("c41d0e5a-7b1f-4f0c-9a36-0d5b8f2e6a71")
LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 6, 30, 14, 5, 6, 789, tzinfo=LONDON)
FIRST = date(2026, 3, 1)

PATIENT_NOTE, BODY_TEMPERATURE = "51855-5", "8310-5"
SECTION_CODES = {
    "10154-3", "10157-6", "10160-0", "10164-2", "10183-2", "10184-0", "10187-3", "10210-3",
    "10216-0", "10218-6", "10223-6", "10222-8", "11329-0", "11348-0", "11369-6", "57852-6",
    "11493-4", "11535-2", "11537-8", "18776-5", "18841-7", "29299-5", "29545-1", "29549-3",
    "29554-3", "29762-2", "30954-2", "42344-2", "42346-7", "42348-3", "42349-1", "46240-8",
    "46241-6", "46264-8", "47420-5", "47519-4", "48765-2", "48768-6", "51848-0", "55109-3",
    "55122-6", "59768-2", "59769-0", "59770-8", "59771-6", "59772-4", "59773-2", "59775-7",
    "59776-5", "61149-1", "61150-9", "69730-0", "8648-8", "8653-8", "8716-3",
}  # fmt: skip
"""FHIR R4's value set of sections of a document (doc-section-codes), in full."""

TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"
CODES = {
    f"{TERMINOLOGY}/condition-clinical": {
        "active", "recurrence", "relapse", "inactive", "remission", "resolved",
    },
    f"{TERMINOLOGY}/condition-ver-status": {
        "unconfirmed", "provisional", "differential", "confirmed", "refuted", "entered-in-error",
    },
    f"{TERMINOLOGY}/condition-category": {"problem-list-item", "encounter-diagnosis"},
    f"{TERMINOLOGY}/observation-category": {
        "social-history", "vital-signs", "imaging", "laboratory", "procedure", "survey", "exam",
        "therapy", "activity",
    },
    f"{TERMINOLOGY}/media-type": {"image", "video", "audio"},
    "http://loinc.org": {PATIENT_NOTE, BODY_TEMPERATURE, *SECTION_CODES},
    "http://unitsofmeasure.org": {"Cel", "mm"},
    "http://hl7.org/fhir/sid/icd-10-cm": set(ICD_10_CM.values()),
    "http://snomed.info/sct": set(SNOMED_CT_SITES.values()),
}  # fmt: skip
"""By system, the codes that FHIR R4 has there; of the large ones those that may be used."""

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
    "recorder": {"RelatedPerson"},
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


def parts_of(
    diary: Diary, now: datetime = NOW, *, document: UUID = DOCUMENT, source: Any = None
) -> Iterator[bytes]:
    return fhir_document(
        source or InMemoryDiary(diary),
        document=document,
        patient_id=CHILD,
        now=now,
        picture=picture,
    )


def document(diary: Diary, now: datetime = NOW) -> Json:
    """The document as JSON, once the library and all that is written here found it right."""
    bundle: Json = json.loads(b"".join(parts_of(diary, now)))
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
    for section in resource.get("section", []):
        if "text" not in section and "entry" not in section:  # cmp-1
            yield "an empty section"
        code = section.get("code", {}).get("coding", [{}])[0]
        if code.get("system") != "http://loinc.org" or code["code"] not in SECTION_CODES:
            yield "the code of a section"
    if kind == "Condition":
        yield from wrong_condition(resource)
    if kind == "Observation":
        yield from wrong_observation(resource)
    if kind == "Media" and not resource["content"].get("data"):
        yield "an attachment with nothing in it"


def wrong_condition(condition: Json) -> Iterator[str]:
    """con-3, con-4, con-5; and no parent confirms a diagnosis."""
    clinical = condition["clinicalStatus"]["coding"][0]["code"]
    if ("abatementDateTime" in condition) != (clinical in ("inactive", "resolved", "remission")):
        yield "abatement"
    if condition.get("category") != [{"coding": [{
        "system": f"{TERMINOLOGY}/condition-category", "code": "problem-list-item",
    }]}]:  # fmt: skip
        yield "category"
    if "recorder" not in condition:
        yield "a condition that nobody recorded"
    if condition["verificationStatus"]["coding"][0]["code"] not in (
        "provisional", "unconfirmed",
    ):  # fmt: skip
        yield "verification"
    if not condition["code"].get("text"):
        yield "a condition without a word"


def wrong_observation(observation: Json) -> Iterator[str]:
    """obs-6, obs-7, and for a vital sign vs-1, vs-2."""
    answered = [key for key in observation if key.startswith("value")]
    for part in observation.get("component", []):
        values = [key for key in part if key.startswith("value")]
        if len(values) != 1:
            yield f"a component with {values}"
        if answered and part["code"] == observation["code"]:
            yield "the same asked twice"
    if "category" in observation and answered != ["valueQuantity"]:
        yield "a vital sign without its value"
