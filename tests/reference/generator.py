"""Random valid diary files, dense around every limit of the rules."""

from datetime import date, timedelta
from random import Random
from typing import Any

from .engine import flags, resting
from .scenes import SCENES, Draft
from .table import (
    CHILD,
    CHILD_SIGNS,
    CONCERN_RULES,
    CONDITIONS,
    FEVER_ROWS,
    LOW_ROWS,
    SPOT_SIGNS,
    URGENT,
)

LAST_DAY = date(2026, 11, 30)
BIRTHS = (
    *(date(2025, 11, 1) + timedelta(days=place) for place in range(0, 110, 9)),
    date(2025, 11, 28),
    date(2025, 11, 29),
    date(2025, 11, 30),
    date(2025, 12, 31),
    date(2025, 8, 31),
    date(2026, 1, 31),
    date(2026, 3, 31),
)
MILIA_TYPES = (None, "neonatal", "primary", "secondary", "juvenile", "en_plaque")
PACES = (1, 1, 2, 3, 5, 6, 7, 8, 13)
TRENDS = (None, "new", "better", "same", "worse", "worse", "worse")


def diary(random: Random) -> dict[str, Any]:
    """One valid diary file."""
    draft = Draft(random, _child(random), LAST_DAY)
    for place in range(random.randint(1, 4)):
        draft.document["concerns"].append(_concern(draft, f"c{place + 1}"))
    for concern in draft.document["concerns"]:
        _fill(draft, concern)
    for _ in range(random.randint(1, 6)):
        _day_note(draft)
    for _ in range(random.choice((0, 0, 1, 2, 4))):
        _exposure(draft)
    for scene in random.sample(SCENES, random.randint(1, 4)):
        scene(draft)
    for _ in range(random.choice((0, 0, 1, 1, 2, 3))):
        _visit(draft)
    for _ in range(random.choice((0, 1, 2, 4))):
        _acknowledgement(draft)
    _acknowledge_what_is_open(draft)
    return draft.document


def days(document: dict[str, Any]) -> list[date]:
    """A handful of days to ask for: each due day and end of rest, the day before and after."""
    last = max(_written_days(document)) + timedelta(days=1)
    asked = sorted(set(_thinned(_written_days(document), 6)) | {last, last + timedelta(days=40)})
    turns: set[date] = set()
    for day in asked:
        turns |= {date.fromisoformat(flag["due_on"]) for flag in flags(document, day)}
        for rest in resting(document, day):
            turns |= {date.fromisoformat(rest["due_on"])}
            turns |= {date.fromisoformat(rest["rests_until"]) + timedelta(days=1)}
    around = {turn + timedelta(days=step) for turn in _thinned(turns, 7) for step in (-1, 0, 1)}
    return sorted(around | {last})


def _written_days(document: dict[str, Any]) -> set[date]:
    records = [*document["day_notes"], *document["visits"], *document["acknowledgements"]]
    found = {record["date"] for record in records}
    for concern in document["concerns"]:
        found.add(concern["first_noticed_on"])
        found |= {entry["date"] for entry in concern["entries"]}
    return {date.fromisoformat(day) for day in found}


def _thinned(found: set[date], most: int) -> list[date]:
    """At most so many of the days, evenly spread."""
    ordered = sorted(found)
    if len(ordered) <= most:
        return ordered
    return [ordered[place * (len(ordered) - 1) // (most - 1)] for place in range(most)]


def _child(random: Random) -> dict[str, Any]:
    birth = random.choice(BIRTHS)
    child: dict[str, Any] = {"name": "Iris", "birth_date": birth.isoformat()}
    kind = random.choice(("none", "none", "left_out", "preterm", "late"))
    if kind == "none":
        child["due_date"] = None
    elif kind == "preterm":
        child["due_date"] = (birth + timedelta(days=random.randint(1, 75))).isoformat()
    elif kind == "late":
        child["due_date"] = (birth - timedelta(days=random.randint(0, 14))).isoformat()
    return child


def _concern(draft: Draft, name: str) -> dict[str, Any]:
    random = draft.random
    condition = random.choice(sorted(CONDITIONS))
    concern: dict[str, Any] = {
        "id": name,
        "condition": condition,
        "first_noticed_on": draft.day(latest=LAST_DAY - timedelta(days=45)).isoformat(),
        "entries": [],
    }
    named_by = random.choice((None, "parent", "parent", "doctor"))
    if named_by:
        concern["named_by"] = named_by
    if CONDITIONS[condition].group == "milia" and random.random() < 0.3:
        concern["milia_type"] = random.choice(MILIA_TYPES)
    if random.random() < 0.2:
        former = {"condition": random.choice(sorted(CONDITIONS)), "named_by": "doctor"}
        concern["former_names"] = [{**former, "until": concern["first_noticed_on"]}]
    return concern


def _fill(draft: Draft, concern: dict[str, Any]) -> None:
    """Entries from some days before the day first noticed on, in stretches of one status."""
    random = draft.random
    first = date.fromisoformat(concern["first_noticed_on"])
    day = max(draft.birth, first + timedelta(days=random.choice((-9, -7, -3, 0, 0, 0, 0, 1, 6))))
    status = random.choice(("present", "present", "present", "clear"))
    signs = random.choice((0.0, 0.0, 0.15, 0.5))
    for _ in range(random.choice((0, 1, 3, 6, 10, 16))):
        if day > LAST_DAY:
            break
        for _ in range(random.choice((1, 1, 1, 2, 3))):
            _entry(draft, concern, day, status, signs)
            if random.random() < 0.1:
                status = "clear" if status == "present" else "present"
        if random.random() < 0.3:
            status = "clear" if status == "present" else "present"
        day += timedelta(days=random.choice(PACES))
    if random.random() < 0.2:
        random.shuffle(concern["entries"])


def _entry(
    draft: Draft, concern: dict[str, Any], day: date, status: str, signs: float
) -> dict[str, Any]:
    random = draft.random
    entry = draft.entry(concern, day, status)
    if status == "present":
        trend = random.choice(TRENDS)
        if trend or random.random() < 0.3:
            entry["trend"] = trend
    if random.random() < signs:
        entry["signs"] = draft.signs((*SPOT_SIGNS, *CHILD_SIGNS))
    if random.random() < 0.15:
        entry["temperature_c"] = draft.temperature()
    if random.random() < 0.25:
        entry["bleeding"] = random.random() < 0.6
    return entry


def _day_note(draft: Draft) -> None:
    random = draft.random
    note = draft.note(draft.day())
    if random.random() < 0.7:
        note["temperature_c"] = draft.temperature()
    if random.random() < 0.4:
        note["signs"] = draft.signs(CHILD_SIGNS)


def _exposure(draft: Draft) -> None:
    kind = draft.random.choice(("vaccine", "vaccine", "food", "heat", "medicine", "soap"))
    draft.exposure(draft.day(), kind)


def _visit(draft: Draft) -> None:
    random = draft.random
    written = sorted(_written_days(draft.document))
    day = random.choice(written) + timedelta(days=random.choice((-1, 0, 0, 1, 1, 3, 12)))
    draft.visit(min(max(day, draft.birth), LAST_DAY))
    if random.random() < 0.15:
        draft.visit(min(max(day, draft.birth), LAST_DAY))


def _acknowledgement(draft: Draft) -> None:
    """One of any rule, of some look that it could be about or of none."""
    random = draft.random
    rule = random.choice((*URGENT, *CONCERN_RULES))
    about_child = rule in URGENT and URGENT[rule].about == CHILD
    concern = random.choice(draft.document["concerns"])
    if rule == "follow_up":
        about_child = random.random() < 0.4
    looks = draft.looks() if about_child else concern["entries"]
    named = [look for look in looks if "id" in look]
    look = random.choice(named) if rule in URGENT and named and random.random() < 0.6 else None
    earliest = date.fromisoformat(look["date"]) if look else draft.day()
    draft.acknowledge(rule, None if about_child else concern["id"], look, earliest)


def _acknowledge_what_is_open(draft: Draft) -> None:
    """Acknowledgements of flags that hold on some day, as a parent would write them."""
    random = draft.random
    for _ in range(random.choice((0, 0, 1, 2, 3))):
        as_of = min(random.choice(sorted(_written_days(draft.document))), LAST_DAY)
        found = flags(draft.document, as_of + timedelta(days=random.choice((0, 0, 1, 7, 30))))
        if not found:
            continue
        flag = random.choice(found)
        looks = [
            look for look in draft.looks() if flag["entry"] and look.get("id") == flag["entry"]
        ]
        look = looks[0] if looks and random.random() < 0.6 else None
        earliest = date.fromisoformat(look["date"] if look else flag["due_on"])
        rule = _neighbour(random, flag["rule"]) if look else flag["rule"]
        if rule in CONCERN_RULES and random.random() < 0.3:
            earliest = max(draft.birth, earliest - timedelta(days=random.choice((1, 2, 10))))
        draft.acknowledge(rule, flag["concern"], look, min(earliest, LAST_DAY))


def _neighbour(random: Random, rule: str) -> str:
    """That rule, or now and then another row that a temperature can give."""
    rows = (*FEVER_ROWS, *LOW_ROWS, "fever_5_days")
    return random.choice(rows) if rule in rows and random.random() < 0.5 else rule
