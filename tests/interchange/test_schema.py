"""The shape of a file: each breach of the schema as the line that its owner reads."""

import pytest

from tests.interchange.documents import (
    ENTRY,
    SPOT,
    concern,
    document,
    problems,
    with_entry,
    with_spot,
)

NO_DAY = "is not a date; use YYYY-MM-DD"
NO_TIME = "is not a time; use HH:MM, from 00:00 to 23:59"

WRONG = {
    "another format": (
        document(format="other"),
        'format: must be "milkspot-diary", not "other"',
    ),
    "another version": (document(version=2), "version: must be 1, not 2"),
    "a version that is true": (document(version=True), "version: must be 1, not true"),
    "unknown key": (document(extra=1), "extra: unknown key"),
    "unknown key of an entry": (with_entry(colour="red"), f"{ENTRY}.colour: unknown key"),
    "unknown key with a blank": (
        document(child={"name": "Noah", "birth_date": "2026-01-10", "the age": 1}),
        'child["the age"]: unknown key',
    ),
    "unknown key with a line break": (document(**{"a\nb": 1}), '["a\\nb"]: unknown key'),
    "expected in a concern": (
        document(concerns=[concern(expected={})]),
        "concerns[0].expected: unknown key",
    ),
    "a name of no letters": (
        document(child={"name": "", "birth_date": "2026-01-10"}),
        "child.name: must not be empty",
    ),
    "no name": (document(child={"birth_date": "2026-01-10"}), "child.name: missing"),
    "no id of a concern": (
        document(concerns=[{"condition": "milia", "first_noticed_on": "2026-02-20"}]),
        "concerns[0].id: missing",
    ),
    "an empty id": (with_entry(id=""), f"{ENTRY}.id: must not be empty"),
    "a text for the concerns": (
        document(concerns="none"),
        'concerns: must be a list, not "none"',
    ),
    "a list for the child": (document(child=[]), "child: must be an object, not […]"),
    "a number for an entry": (
        document(concerns=[{**concern(), "entries": [1]}]),
        f"{ENTRY}: must be an object, not 1",
    ),
    "text where a number belongs": (
        with_entry(temperature_c="37"),
        f'{ENTRY}.temperature_c: must be a number, not "37"',
    ),
    "true where a whole number belongs": (
        with_entry(severity=True),
        f"{ENTRY}.severity: must be a whole number, not true",
    ),
    "half a severity": (
        with_entry(severity=1.5),
        f"{ENTRY}.severity: must be a whole number, not 1.5",
    ),
    "a number where true or false belongs": (
        with_entry(sleep_lost=1),
        f"{ENTRY}.sleep_lost: must be true or false, not 1",
    ),
    "null where a text belongs": (
        with_entry(notes=None),
        f"{ENTRY}.notes: must be text, not null",
    ),
    "severity 4": (
        with_entry(severity=4),
        f"{ENTRY}.severity: 4 is too large: it must be at most 3",
    ),
    "severity below nought": (
        with_entry(severity=-1),
        f"{ENTRY}.severity: -1 is too small: it must be at least 0",
    ),
    "a temperature of a stone": (
        with_entry(temperature_c=20),
        f"{ENTRY}.temperature_c: 20 is too small: it must be at least 30",
    ),
    "a size of nothing": (
        with_spot(size_mm=0),
        f"{SPOT}.size_mm: 0 is too small: it must be more than 0",
    ),
    "no spots at all": (with_spot(count=0), f"{SPOT}.count: 0 is too small: it must be at least 1"),
    "more spots than a database counts": (
        with_spot(count=2_147_483_648),
        f"{SPOT}.count: 2147483648 is too large: it must be at most 2147483647",
    ),
    "more spots than Python counts": (
        with_spot(count=10**400),
        f'{SPOT}.count: "{"1" + "0" * 58}…" is not a number that a diary can store',
    ),
    "beside the body map": (
        with_spot(view="face", x=1.5, y=0.5),
        f"{SPOT}.x: 1.5 is too large: it must be at most 1",
    ),
    "unknown status": (
        with_entry(status="gone"),
        f'{ENTRY}.status: must be one of "present", "clear", not "gone"',
    ),
    "unknown trend": (
        with_entry(trend="cured"),
        f'{ENTRY}.trend: must be one of null, "new", "better", "same", "worse", not "cured"',
    ),
    "unknown outcome": (
        document(
            concerns=[concern(care=[{"kind": "bath", "from": "2026-03-01", "outcome": "cured"}])]
        ),
        'concerns[0].care[0].outcome: must be one of null, "better", "same", "worse", not "cured"',
    ),
    "the same appearance twice": (
        with_entry(appearance=["flat", "white", "flat"]),
        f'{ENTRY}.appearance[2]: "flat" is there twice',
    ),
    "an answer that is none": (
        with_entry(signs={"pus": True}),
        f'{ENTRY}.signs.pus: must be one of "yes", "no", "not_checked", not true',
    ),
    "a day that does not exist": (
        with_entry(date="2026-02-30"),
        f"{ENTRY}.date: the day 2026-02-30 does not exist",
    ),
    "the year 0": (
        with_entry(date="0000-01-01"),
        f"{ENTRY}.date: the day 0000-01-01 does not exist",
    ),
    "a day without hyphens": (with_entry(date="20260301"), f'{ENTRY}.date: "20260301" {NO_DAY}'),
    "a day of a week": (with_entry(date="2026-W10-1"), f'{ENTRY}.date: "2026-W10-1" {NO_DAY}'),
    "a day with a time": (
        with_entry(date="2026-03-01T08:00"),
        f'{ENTRY}.date: "2026-03-01T08:00" {NO_DAY}',
    ),
    "a day with a line break": (
        with_entry(date="2026-03-01\n"),
        f'{ENTRY}.date: "2026-03-01\\n" {NO_DAY}',
    ),
    "full-width digits": (
        with_entry(date="２０２６-03-01"),
        f'{ENTRY}.date: "２０２６-03-01" {NO_DAY}',
    ),
    "no day": (with_entry(date=None), f"{ENTRY}.date: must be text, not null"),
    "29:75": (with_entry(time="29:75"), f'{ENTRY}.time: "29:75" {NO_TIME}'),
    "24:00": (with_entry(time="24:00"), f'{ENTRY}.time: "24:00" {NO_TIME}'),
    "a time with a line break": (with_entry(time="08:30\n"), f'{ENTRY}.time: "08:30\\n" {NO_TIME}'),
    "a due date that does not exist": (
        document(child={"name": "Noah", "birth_date": "2026-01-10", "due_date": "2026-13-01"}),
        "child.due_date: the day 2026-13-01 does not exist",
    ),
}


@pytest.mark.parametrize(("value", "line"), WRONG.values(), ids=WRONG)
def test_a_breach_of_the_shape(value, line):
    assert problems(value) == [line]


def test_every_required_key_is_asked_for():
    assert problems({}) == [
        "format: missing",
        "version: missing",
        "child: missing",
        "concerns: missing",
    ]
