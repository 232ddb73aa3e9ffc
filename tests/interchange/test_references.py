"""Ids, what names them, and how many entries there may be."""

import pytest

from tests.interchange.documents import ENTRY, concern, document, entry, problems, with_entry

UUID = "3f2b8c1e-9d4a-4f6b-8e7c-5a1d2b3c4e5f"

WRONG = {
    "a visit about an unknown concern": (
        document(concerns=[concern()], visits=[{"date": "2026-03-01", "concerns": ["c1", "c2"]}]),
        'visits[0].concerns[1]: no concern has the id "c2"',
    ),
    "a visit about an entry": (
        document(
            concerns=[concern(entry(id="e1"))],
            visits=[{"date": "2026-03-01", "concerns": ["e1"]}],
        ),
        'visits[0].concerns[0]: no concern has the id "e1"',
    ),
    "an exposure about an unknown concern": (
        document(exposures=[{"date": "2026-03-01", "kind": "food", "concerns": ["c1"]}]),
        'exposures[0].concerns[0]: no concern has the id "c1"',
    ),
    "an entry that comes back from a concern": (
        with_entry(come_back=["c1"]),
        f'{ENTRY}.come_back[0]: no visit has the id "c1"',
    ),
    "a visit with an exposure's id": (
        document(
            exposures=[{"id": "x", "date": "2026-03-01", "kind": "food"}],
            visits=[{"id": "x", "date": "2026-03-01"}],
        ),
        'visits[0].id: the id "x" is used twice',
    ),
    "an unknown concern dealt with": (
        document(acknowledgements=[{"date": "2026-03-01", "rule": "bruise", "concern": "c1"}]),
        'acknowledgements[0].concern: no concern has the id "c1"',
    ),
    "an unknown entry dealt with": (
        document(
            concerns=[concern()],
            acknowledgements=[{"date": "2026-03-01", "rule": "worried", "entry": "c1"}],
        ),
        'acknowledgements[0].entry: no entry or day note has the id "c1"',
    ),
    "an id used twice": (
        document(concerns=[concern(), concern()]),
        'concerns[1].id: the id "c1" is used twice',
    ),
    "an entry with its concern's id": (
        with_entry(id="c1"),
        f'{ENTRY}.id: the id "c1" is used twice',
    ),
    "a day note with an entry's id": (
        document(
            concerns=[concern(entry(id="e1"))], day_notes=[{"id": "e1", "date": "2026-03-01"}]
        ),
        'day_notes[0].id: the id "e1" is used twice',
    ),
    "a UUID in two spellings": (
        document(concerns=[concern(entry(id=UUID.upper()), id=UUID)]),
        f'{ENTRY}.id: the id "{UUID.upper()}" is used twice',
    ),
}


@pytest.mark.parametrize(("value", "line"), WRONG.values(), ids=WRONG)
def test_an_id_that_does_not_fit(value, line):
    assert problems(value) == [line]


def test_there_is_room_for_50_000_entries():
    def long(count):
        halves = [[entry()] * (count // 2), [entry()] * (count - count // 2)]
        return document(concerns=[concern(*half, id=f"c{n}") for n, half in enumerate(halves)])

    assert problems(long(50_000)) == []
    assert problems(long(50_001)) == ["concerns: 50001 entries; the limit is 50000"]
