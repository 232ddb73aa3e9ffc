"""Reading as a whole: all problems, in their order, and nothing without end."""

from tests.interchange.documents import ENTRY, concern, document, entry, problems


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
        "visits[0].who: a text belongs here, not 5",
        'concerns[0].condition: unknown condition "warts"',
        f"{ENTRY}.date: 2026-02-19 is before the concern was first noticed, on 2026-02-20",
        f"{ENTRY}.trend: a trend belongs only to an entry that is present",
        f'{ENTRY}.signs.pus: must be one of "yes", "no", "not_checked", not "maybe"',
        "concerns[0].entries[1].date: missing",
        "concerns[0].entries[1].itch: 9 is too large: at most 3",
        "concerns[0].entries[1].notes: 10001 characters; there is room for 10000",
        "version: must be 1, not 2",
        "extra: unknown key",
    ]


def test_a_hostile_file_is_not_told_of_without_end():
    lines = problems(document(concerns=[0] * 200_000))
    assert len(lines) == 100_001
    assert lines[0] == "document: only 100000 problems are listed"
    assert lines[-1] == "concerns[99999]: an object belongs here, not 0"
