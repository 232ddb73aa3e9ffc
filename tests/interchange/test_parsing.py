"""From bytes to a document: what is no document, and what is wrong in its writing."""

import pytest

from tests.interchange.documents import ENTRY, as_bytes, document, problems, problems_of, with_entry

NOT_A_DOCUMENT = {
    "no bytes": (b"", "not JSON, at line 1, column 1"),
    "not JSON": (b'{"format": "milkspot-diary",\n "version": }', "not JSON, at line 2, column 13"),
    "cut off": (b'{"format"', "not JSON, at line 1, column 10"),
    "two documents": (b"{} {}", "not JSON, at line 1, column 4"),
    "a raw line break in a text": (b'"a\nb"', "not JSON, at line 1, column 3"),
    "Latin-1": ('"Zoë"'.encode("latin-1"), "not UTF-8, at byte 4"),
    "UTF-16": ("{}".encode("utf-16"), "not UTF-8, at byte 1"),
    "half a pair as bytes": (b'"\xed\xa0\x80"', "not UTF-8, at byte 2"),
    "nested lists": (b"[" * 100_000, "lists and objects are nested too deeply"),
    "nested objects": (b'{"a":' * 100_000, "lists and objects are nested too deeply"),
    "over 20 MB": (b" " * 20_000_001, "larger than 20 MB"),
    "a text": (b'"diary"', 'must be an object, not "diary"'),
    "a list": (b"[]", "must be an object, not […]"),
    "null": (b"null", "must be an object, not null"),
    "NaN alone": (b"NaN", '"NaN" is not a number that a diary can store'),
}


@pytest.mark.parametrize(("data", "sentence"), NOT_A_DOCUMENT.values(), ids=NOT_A_DOCUMENT)
def test_what_is_no_document(data, sentence):
    assert problems_of(data) == [f"document: {sentence}"]


def test_a_file_of_just_20_mb_is_read():
    assert problems_of(as_bytes(document()).ljust(20_000_000)) == []


def test_a_byte_order_mark_does_no_harm():
    assert problems_of(b"\xef\xbb\xbf" + as_bytes(document())) == []


START = '{"format": "milkspot-diary", "version": 1, "child": {"name": "Noah", "birth_date": '
TEXT = START + '"2026-01-10"}, "concerns": [%s], "expected": {%s}}'
CONCERN = '{"id": "c1", "condition": "milia", "first_noticed_on": "2026-02-20", "entries": [%s]}'
LOOK = '{"date": "2026-03-01", "status": "present", %s}'

WRITTEN_WRONG = {
    "a key given twice": (
        TEXT % (CONCERN % (LOOK % '"notes": "", "notes": ""'), ""),
        [f"{ENTRY}.notes: given twice"],
    ),
    "a key given three times": (
        TEXT % ('{"id": "", "id": "c1", "id": "c2", ' + CONCERN[13:] % "", ""),
        ["concerns[0].id: given twice"],
    ),
    "a key given twice at the top": (
        TEXT[:-1] % ("", "") + ', "version": 1}',
        ["version: given twice"],
    ),
    "a sign given twice": (
        TEXT % (CONCERN % (LOOK % '"signs": {"pus": "no", "pus": "yes"}'), ""),
        [f"{ENTRY}.signs.pus: given twice"],
    ),
    "a key given twice where nobody looks": (
        TEXT % ("", '"why": [{"a": 1, "a": 1}]'),
        ["expected.why[0].a: given twice"],
    ),
    "NaN": (
        TEXT % (CONCERN % (LOOK % '"temperature_c": NaN'), ""),
        [f'{ENTRY}.temperature_c: "NaN" is not a number that a diary can store'],
    ),
    "minus infinity": (
        TEXT % (CONCERN % (LOOK % '"severity": -Infinity'), ""),
        [f'{ENTRY}.severity: "-Infinity" is not a number that a diary can store'],
    ),
    "1e999": (
        TEXT % (CONCERN % (LOOK % '"temperature_c": 1e999'), ""),
        [f'{ENTRY}.temperature_c: "1e999" is not a number that a diary can store'],
    ),
    "NaN for an object": (
        TEXT % ("NaN", ""),
        ['concerns[0]: "NaN" is not a number that a diary can store'],
    ),
    "a key with NUL": (
        TEXT % (CONCERN % (LOOK % r'"signs": {"\u0000": "no"}'), ""),
        [
            rf'{ENTRY}.signs["\u0000"]: the key has a character that cannot be stored',
            rf'{ENTRY}.signs["\u0000"]: unknown sign',
        ],
    ),
    "a key with half a pair": (
        TEXT % (CONCERN % (LOOK % r'"\ud800": 1'), ""),
        [
            rf'{ENTRY}["\ud800"]: the key has a character that cannot be stored',
            rf'{ENTRY}["\ud800"]: unknown key',
        ],
    ),
}


@pytest.mark.parametrize(("text", "lines"), WRITTEN_WRONG.values(), ids=WRITTEN_WRONG)
def test_what_is_wrong_in_the_writing(text, lines):
    assert problems_of(text.encode()) == lines


LETTERS = {
    "NUL": (
        with_entry(notes="a\0b"),
        f"{ENTRY}.notes: has a character that cannot be stored: NUL or half of a pair",
    ),
    "half a pair": (
        with_entry(notes="\ud83d"),
        f"{ENTRY}.notes: has a character that cannot be stored: NUL or half of a pair",
    ),
}


@pytest.mark.parametrize(("value", "line"), LETTERS.values(), ids=LETTERS)
def test_letters_that_cannot_be_kept(value, line):
    assert problems(value) == [line]
