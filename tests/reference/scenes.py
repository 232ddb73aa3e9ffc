"""A diary being written at random, and small scenes that come close to single rules."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from .records import add_months
from .table import CHILD_SIGNS

Record = dict[str, Any]
TEMPERATURES = (
    *(34.9, 35.9, 35.99, 35.994, 35.995, 36.0, 36.8),
    *(37.5, 37.99, 37.994, 37.995, 38.0, 38.2, 38.6),
    *(38.99, 38.994, 38.995, 39.0, 39.4, 39.99, 39.995, 40.0, 40.6),
)
FEVERS = (38, 38.0, 38.2, 38.4, 38.99, 39.0, 39.5, 40.0, 40.6)
TIMES = (None, "00:00", "06:10", "12:00", "12:00", "19:30", "23:59")


class Draft:
    """A document that grows; every method keeps it valid."""

    def __init__(self, random: Random, child: Record, last_day: date) -> None:
        """Start an empty diary of that child."""
        self.random = random
        self.birth = date.fromisoformat(child["birth_date"])
        self.last_day = last_day
        self.limits = age_limits(child)
        self.count = 0
        self.document: Record = {
            "format": "milkspot-diary",
            "version": 1,
            "child": child,
            "concerns": [],
            "day_notes": [],
            "exposures": [],
            "visits": [],
            "acknowledgements": [],
        }

    def day(self, latest: date | None = None) -> date:
        """A day since birth, often within a day of an age limit."""
        if self.random.random() < 0.4:
            day = self.random.choice(self.limits) + timedelta(days=self.random.randint(-1, 1))
        else:
            day = self.birth + timedelta(days=self.random.randint(0, 230))
        return self.within(day, latest)

    def within(self, day: date, latest: date | None = None) -> date:
        """That day, or the nearest one that may be written."""
        return min(max(day, self.birth), latest or self.last_day)

    def temperature(self) -> float:
        """A temperature at, or just beside, some limit."""
        return self.random.choice(TEMPERATURES)

    def signs(self, keys: Sequence[str]) -> dict[str, str]:
        """One to three answers to signs of those keys."""
        asked = self.random.sample(keys, self.random.randint(1, 3))
        return {key: self.random.choice(("yes", "yes", "no", "not_checked")) for key in asked}

    def looks(self) -> list[Record]:
        """All entries and day notes."""
        concerns = self.document["concerns"]
        entries = [entry for concern in concerns for entry in concern["entries"]]
        return [*entries, *self.document["day_notes"]]

    def entry(self, concern: Record, day: date, status: str = "present") -> Record:
        """A new entry of the concern."""
        entry = {**self._dated(day, "e"), "status": status}
        concern["entries"].append(entry)
        return entry

    def note(self, day: date) -> Record:
        """A new day note."""
        note = self._dated(day, "n")
        self.document["day_notes"].append(note)
        return note

    def look(self, day: date) -> Record:
        """A new day note or, less often, a new entry."""
        if self.random.random() < 0.7:
            return self.note(day)
        return self.entry(self.random.choice(self.document["concerns"]), day)

    def exposure(self, day: date, kind: str) -> None:
        """A new exposure."""
        exposure = {"date": day.isoformat(), "kind": kind, "name": kind}
        self.document["exposures"].append(exposure)

    def visit(self, day: date) -> None:
        """A new visit about some concerns or the child, with or without a follow-up day."""
        visit: Record = {"date": day.isoformat(), "who": "Dr Okafor"}
        self._maybe_time(visit)
        ids = [concern["id"] for concern in self.document["concerns"]]
        kind = self.random.choice(("child", "child", "one", "one", "one", "some"))
        if kind != "child":
            number = 1 if kind == "one" else self.random.randint(1, len(ids))
            visit["concerns"] = self.random.sample(ids, number)
        elif self.random.random() < 0.5:
            visit["concerns"] = []
        if self.random.random() < 0.5:
            ahead = self.random.choice((1, 2, 7, 14, 30))
            visit["follow_up_on"] = (day + timedelta(days=ahead)).isoformat()
        self.document["visits"].append(visit)

    def acknowledge(
        self, rule: str, concern: str | None, look: Record | None, earliest: date
    ) -> None:
        """A new acknowledgement on or soon after the earliest day."""
        later = self.random.choice((0, 0, 1, 1, 2, 6, 27, 28))
        acknowledgement: Record = {
            "date": self.within(earliest + timedelta(days=later)).isoformat(),
            "rule": rule,
            "concern": concern,
        }
        if look or self.random.random() < 0.5:
            acknowledgement["entry"] = look["id"] if look else None
        self.document["acknowledgements"].append(acknowledgement)

    def _dated(self, day: date, prefix: str) -> Record:
        record: Record = {}
        if self.random.random() < 0.85:
            self.count += 1
            record["id"] = f"{prefix}{self.count}"
        record["date"] = self.within(day).isoformat()
        self._maybe_time(record)
        return record

    def _maybe_time(self, record: Record) -> None:
        if self.random.random() < 0.5:
            record["time"] = self.random.choice(TIMES)


def age_limits(child: Record) -> list[date]:
    """The days on which an age limit of some rule falls."""
    birth = date.fromisoformat(child["birth_date"])
    due = child.get("due_date")
    start = max(birth, date.fromisoformat(due)) if due else birth
    weeks = [start + timedelta(days=limit) for limit in (28, 42, 56)]
    return [*weeks, add_months(start, 3), add_months(start, 6)]


def _vaccine_and_fever(draft: Draft) -> None:
    random = draft.random
    day56, month3 = draft.limits[2], draft.limits[3]
    span = (month3 - day56).days
    day = draft.within(day56 + timedelta(days=random.choice((-1, 0, 1, 3, span // 2, span - 1))))
    draft.exposure(draft.within(day - timedelta(days=random.choice((0, 0, 1, 1, 2)))), "vaccine")
    note = draft.note(day)
    note["temperature_c"] = random.choice((38, 38.0, 38.4, 38.4, 38.6, 38.99, 39.0))
    if random.random() < 0.25:
        draft.look(day)["signs"] = draft.signs(CHILD_SIGNS)
    if random.random() < 0.25:
        concern = random.choice(draft.document["concerns"])
        draft.entry(concern, day - timedelta(days=random.randint(0, 2)))


def _fever_near_a_rash(draft: Draft) -> None:
    random = draft.random
    concern = random.choice(draft.document["concerns"])
    if random.random() < 0.6:
        concern["condition"] = random.choice(
            ("unsure_rash", "other_rash", "viral_rash", "chickenpox", "hand_foot_mouth", "hives")
        )
        concern.pop("milia_type", None)
    if random.random() < 0.7:
        first = draft.limits[3] + timedelta(days=random.randint(-8, 120))
        concern["first_noticed_on"] = draft.within(first).isoformat()
    first = date.fromisoformat(concern["first_noticed_on"])
    draft.entry(concern, first, random.choice(("present", "present", "present", "clear")))
    fever_on = first + timedelta(days=random.choice((0, 1, 1, 2, 6, 7, 8, 9)))
    seen_on = fever_on - timedelta(days=random.choice((0, 0, 1, 1, 2)))
    draft.entry(concern, seen_on, random.choice(("present", "present", "present", "clear")))
    draft.look(fever_on)["temperature_c"] = random.choice(FEVERS)


def _run_of_fever(draft: Draft) -> None:
    random = draft.random
    day = draft.day()
    for _ in range(random.randint(3, 8)):
        low = random.random() < 0.05
        draft.look(day)["temperature_c"] = 37.9 if low else random.choice(FEVERS)
        day += timedelta(days=random.choice((0, 1, 1, 2, 2, 2, 3)))


def _single_temperature(draft: Draft) -> None:
    draft.look(draft.day())["temperature_c"] = draft.temperature()


def _sign_at_an_age_limit(draft: Draft) -> None:
    random = draft.random
    concern = random.choice(draft.document["concerns"])
    if random.random() < 0.5:
        concern["condition"] = random.choice(
            ("erythema_toxicum", "chickenpox", "hand_foot_mouth", "eczema", "eczema")
        )
        concern.pop("milia_type", None)
    limit = random.choice(draft.limits[:2])
    entry = draft.entry(concern, limit + timedelta(days=random.randint(-2, 3)))
    keys = random.sample(("blister", "blister", "pus", "widespread", "mouth_sores"), 2)
    entry["signs"] = dict.fromkeys(keys, "yes")


def _blisters_on_eczema(draft: Draft) -> None:
    random = draft.random
    concern = random.choice(draft.document["concerns"])
    concern["condition"] = random.choice(("eczema", "eczema", "eczema", "contact_rash"))
    concern.pop("milia_type", None)
    day = draft.limits[1] + timedelta(days=random.choice((-1, 0, 1, 50)))
    draft.entry(concern, day, random.choice(("present", "clear")))["signs"] = {"blister": "yes"}


def _getting_worse(draft: Draft) -> None:
    concern = draft.random.choice(draft.document["concerns"])
    day = date.fromisoformat(concern["first_noticed_on"])
    for _ in range(draft.random.randint(2, 4)):
        entry = draft.entry(concern, day)
        entry["trend"] = draft.random.choice(("worse", "worse", "worse", "same"))
        day += timedelta(days=draft.random.choice((0, 1, 1, 4)))


def _long_course(draft: Draft) -> None:
    concern = draft.random.choice(draft.document["concerns"])
    first = date.fromisoformat(concern["first_noticed_on"])
    concern["entries"] = []
    for step in draft.random.sample((1, 3, 7, 27, 28, 29, 30, 60, 89, 91, 92, 93), 4):
        if first + timedelta(days=step) <= draft.last_day:
            draft.entry(concern, first + timedelta(days=step))


def _bleeding_strawberry_mark(draft: Draft) -> None:
    concern = draft.random.choice(draft.document["concerns"])
    concern["condition"] = draft.random.choice(("haemangioma", "haemangioma", "port_wine_stain"))
    concern.pop("milia_type", None)
    status = draft.random.choice(("present", "clear"))
    draft.entry(concern, draft.day(), status)["bleeding"] = True


def _newborn_rash(draft: Draft) -> None:
    """First sightings around the age limits of first sight."""
    random = draft.random
    concern = random.choice(draft.document["concerns"])
    concern["condition"], limit = random.choice(
        (
            ("chickenpox", draft.limits[0]),
            ("diaper_rash", draft.limits[1]),
            ("baby_acne", draft.limits[1]),
            ("unsure_rash", draft.limits[3]),
            ("other_rash", draft.limits[3]),
        )
    )
    concern.pop("milia_type", None)
    first = draft.within(limit + timedelta(days=random.randint(-2, 2)))
    concern["first_noticed_on"] = first.isoformat()
    concern["entries"] = []
    if random.random() < 0.6:
        draft.entry(concern, first + timedelta(days=random.choice((-2, -1, 0, 1, 2))))


SCENES = (
    _vaccine_and_fever,
    _fever_near_a_rash,
    _run_of_fever,
    _single_temperature,
    _sign_at_an_age_limit,
    _blisters_on_eczema,
    _getting_worse,
    _long_course,
    _bleeding_strawberry_mark,
    _newborn_rash,
)
