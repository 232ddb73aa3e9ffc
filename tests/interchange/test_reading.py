"""Reading as a whole: all problems, in their order, and nothing without end."""

import pytest

from tests.interchange.documents import ENTRY, concern, document, entry, problems, read
from tracker.interchange import Problem, WrongDiary


def test_the_smallest_file_is_right():
    assert problems(document()) == []


def test_every_problem_is_told_in_the_order_of_the_document():
    wrong = {
        "visits": [{"date": "2026-07-01", "concerns": ["c9"], "who": 5}],
        "concerns": [
            concern(
                entry(date="2026-02-19", status="clear", trend="same", signs={"pus": "maybe"}),
                {"status": "present", "itch": 9, "notes": "n" * 10_001},
                condition="warts",
            )
        ],
        "version": 2,
        "format": "milkspot-diary",
        "extra": None,
    }
    assert problems(wrong) == [
        "child: missing",
        "visits[0].date: 2026-07-01 is after today",
        'visits[0].concerns[0]: no concern has the id "c9"',
        "visits[0].who: must be text, not 5",
        'concerns[0].condition: unknown condition "warts"',
        f"{ENTRY}.trend: a trend belongs only to an entry that is present",
        f'{ENTRY}.signs.pus: must be one of "yes", "no", "not_checked", not "maybe"',
        "concerns[0].entries[1].date: missing",
        "concerns[0].entries[1].itch: 9 is too large: it must be at most 3",
        "concerns[0].entries[1].notes: 10001 characters; the limit is 10000",
        "version: must be 1, not 2",
        "extra: unknown key",
    ]


def test_a_hostile_file_is_not_told_of_without_end(monkeypatch):
    monkeypatch.setattr("tracker.interchange.reading.MAX_PROBLEMS", 3)
    assert problems(document(concerns=[0] * 9)) == [
        "document: only 3 problems are listed",
        "concerns[0]: must be an object, not 0",
        "concerns[1]: must be an object, not 0",
        "concerns[2]: must be an object, not 0",
    ]


def test_a_uuid_may_be_named_in_another_spelling():
    uuid = "3f2b8c1e-9d4a-4f6b-8e7c-5a1d2b3c4e5f"
    other = "3F2B8C1E9D4A4F6B8E7C5A1D2B3C4E60"
    diary = read(
        document(
            concerns=[concern(entry(id=other), id=uuid)],
            visits=[{"date": "2026-03-01", "concerns": [uuid.upper(), uuid]}],
            acknowledgements=[
                {"date": "2026-03-01", "rule": "bruise", "concern": uuid.replace("-", "")}
                | {"entry": "3f2b8c1e-9d4a-4f6b-8e7c-5a1d2b3c4e60"}
            ],
        )
    )
    assert diary.visits[0].concerns == (uuid,)
    assert diary.acknowledgements[0].concern == uuid
    assert diary.acknowledgements[0].entry == other


def test_what_the_exception_says_is_all_lines():
    with pytest.raises(WrongDiary) as wrong:
        read(document(version=2, extra=1))
    assert str(wrong.value) == "version: must be 1, not 2\nextra: unknown key"
    assert wrong.value.problems[1] == Problem("extra", "unknown key")
