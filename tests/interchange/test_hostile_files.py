"""Whatever the bytes: a diary or its problems, and the schema's refusals are the reader's."""

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tracker.interchange
from tests.interchange.documents import (
    TODAY,
    as_bytes,
    concern,
    document,
    full,
    objects,
    problems_of,
    with_entry,
    with_spot,
)
from tracker.interchange import read_diary, write_diary
from tracker.interchange.context import ReadingContext
from tracker.interchange.layout import DiaryFile
from tracker.interchange.schema import adapter

SCHEMA = Path(tracker.interchange.__file__).with_name("diary.schema.json")
VALIDATOR = jsonschema_rs.validator_for(json.loads(SCHEMA.read_bytes()))
EXAMPLES = sorted((Path(__file__).parents[1] / "data").glob("*.json"))

ODD_VALUES = [
    *(None, True, False, 0, -0.0, 1, 1.0, 2, 3.5, -1, 10**30, 1e300, 5e-324),
    *("", "x", "c1", "e1", "n1", "yes", "clear", "present", "milia", "eczema", "a" * 300),
    *("2026-03-01", "2026-02-30", "0000-01-01", "0001-01-01", "9999-12-31", "2027-01-01"),
    *("20260301", "2026-03-01\n", "２０２６-03-01", "29:75", "23:59", "23:59:59"),
    *("\0", "\ud800", "\udfff\ud800", "\u2028", "😀"),
    *([], {}, [[]], [None], ["a", "a"], {"a": 1}, {"date": "2026-03-01"}),
]
PIECES = [
    *(b"", b"NaN", b"-1e999", b"9" * 5_000, b"[", b"}", b'"', b"null", b'"id":"c1",'),
    *(b"\\ud800", b"\0", b"\xff"),
]
ODD_KEYS = ["", "id", "date", "spots", "a b", "\0", "\ud800", "x" * 300, "0"]


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container of a document with each of its keys or positions."""
    if isinstance(value, dict | list):
        for step in value if isinstance(value, dict) else range(len(value)):
            yield value, step
            yield from places(value[step])


def spoiled(chance: Random) -> Any:
    """The full document with one to three things changed in it."""
    value = deepcopy(full())
    for _ in range(chance.randint(1, 3)):
        container, step = chance.choice(list(places(value)))
        act = chance.choice(["replace", "replace", "remove", "add", "move"])
        if act == "replace":
            container[step] = deepcopy(chance.choice(ODD_VALUES))
        elif act == "remove":
            del container[step]
        elif act == "move":
            other, elsewhere = chance.choice(list(places(value)))
            container[step] = deepcopy(other[elsewhere])
        elif isinstance(container, dict):
            container[chance.choice(ODD_KEYS)] = deepcopy(chance.choice(ODD_VALUES))
        else:
            container.append(deepcopy(chance.choice([*container, *ODD_VALUES])))
    return value


def read_or_told(data: bytes) -> bool:
    """True where it was read; then it can be written and read again."""
    lines = problems_of(data, for_import=True)
    assert all(line.isprintable() for line in lines)
    if lines:
        return False
    written = write_diary(read_diary(data, TODAY))
    assert write_diary(read_diary(written, TODAY)) == written
    return True


@pytest.mark.parametrize("seed", range(10))
def test_spoiled_documents(seed):
    chance = Random(seed)
    read = [read_or_told(as_bytes(spoiled(chance))) for _ in range(300)]
    assert 10 < sum(read) < 200


@pytest.mark.parametrize("seed", range(10))
def test_spoiled_bytes(seed):
    chance = Random(seed)
    original = as_bytes(full())
    for _ in range(300):
        data = bytearray(original)
        for _ in range(chance.randint(1, 4)):
            start = chance.randrange(len(data))
            end = start + chance.choice([0, 1, 1, 2, 30])
            data[start:end] = chance.choice([*PIECES, chance.randbytes(2), data[start:end] * 2])
        read_or_told(bytes(data))


@given(st.binary(max_size=200))
def test_any_bytes(data):
    read_or_told(data)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


@given(JSON_VALUES, st.sampled_from(sorted(full())))
def test_any_json_in_the_place_of_a_list(value, key):
    read_or_told(json.dumps(document(**{key: value})).encode())


@pytest.mark.parametrize("depth", [100, 300, 500, 900, 950, 980, 990, 995, 1000, 5000])
@pytest.mark.parametrize("key", ["expected", "concerns", "extra"])
def test_any_depth(key, depth):
    nested = '{"a":[' * (depth // 2) + "NaN" + "]}" * (depth // 2)
    data = as_bytes(document())[:-1] + f', "{key}": {nested}}}'.encode()
    assert not read_or_told(data)


# The schema and the reader


def is_writable(value: Any) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def wrong_values(value: Any) -> list[str]:
    """What the codec alone says of a document, before anything is checked between its values."""
    context = ReadingContext(1_000, checks_photos=False)
    validate = adapter(DiaryFile).validate_python
    context.validate(value, lambda document: validate(document, context=context))
    return [problem.sentence for problem in context.problems]


@pytest.mark.parametrize("seed", range(10))
def test_the_reader_refuses_what_the_schema_refuses_and_the_codec_no_other_value(seed):
    """But for a day that does not exist, which the schema cannot know."""
    chance = Random(seed)
    refused = 0
    for value in filter(is_writable, (spoiled(chance) for _ in range(300))):
        parsed = json.loads(json.dumps(value))
        if VALIDATOR.is_valid(parsed):
            assert [line for line in wrong_values(parsed) if "does not exist" not in line] == []
        else:
            assert problems_of(as_bytes(value))
            refused += 1
    assert 100 < refused < 290


@pytest.mark.parametrize(
    "value",
    [
        document(questions=[{"text": "q" * 2_001}]),
        document(day_notes=[{"date": "2026-03-01", "notes": "n" * 10_001}]),
        document(child={"name": "n" * 201, "birth_date": "2026-01-10"}),
    ],
    ids=["question", "notes", "name"],
)
def test_the_reader_refuses_each_length_that_the_schema_refuses(value):
    assert not VALIDATOR.is_valid(value)
    assert len(problems_of(as_bytes(value))) == 1


def test_the_schema_knows_the_words_of_the_vocabulary():
    assert not VALIDATOR.is_valid(with_entry(signs={"hiccups": "no"}))
    assert not VALIDATOR.is_valid(with_spot(site="tail"))
    assert not VALIDATOR.is_valid(document(concerns=[concern(condition="spots")]))
    assert VALIDATOR.is_valid(document(concerns=[concern(condition="milia")]))


def test_the_full_document_is_right_and_gives_every_key_of_the_schema_but_those_of_a_photo():
    assert VALIDATOR.is_valid(full())
    assert problems_of(as_bytes(full()), for_import=True) == []
    schema = json.loads(SCHEMA.read_bytes())
    known = {key for _, part in objects(schema) for key in part.get("properties", ())}
    given = {key for _, part in objects(full()) for key in part}
    assert known - given == {"expected", "file", "caption"}


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_the_examples_are_right(path):
    assert VALIDATOR.is_valid(json.loads(path.read_bytes()))
    assert problems_of(path.read_bytes(), for_import=True) == []
