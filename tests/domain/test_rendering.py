"""No text of the domain promises, judges or blames."""

import ast
import re
from pathlib import Path

import pytest

from tests.domain.builders import (
    after,
    concern,
    diary,
    entry,
    flags,
    note,
    vaccine,
    visit,
    worse,
)
from tracker.domain import sources
from tracker.domain.phrases import english_day
from tracker.domain.rules import CONCERN_RULES, URGENT_RULES
from tracker.domain.sources import Source
from tracker.domain.vocabulary import CONDITIONS, SIGNS, SITES, SITES_WITH_SIDE
from tracker.rendering import place

ONSET = "2026-03-03"
DOMAIN = Path(sources.__file__).parent
FORBIDDEN = re.compile(
    r"detect|diagnos|monitor|analy[sz]|assess|\brisk|\bscor|normal|safe|all clear|no concern",
    re.IGNORECASE,
)


def forbidden_words(text):
    return FORBIDDEN.findall(text.replace("not a diagnosis", ""))


# Every flag that can be

YOUNG, OLD = "2026-02-20", "2024-01-01"


def every_flag():
    for key in CONDITIONS:
        for born in (YOUNG, OLD):
            one = concern(key, ONSET, worse("2026-03-03"), worse("2026-03-04"))
            for days in (0, 1, 3, 4, 14, 29, 95):
                for written in (
                    diary(concern(key, ONSET), born=born),
                    diary(one, born=born),
                    diary(one, visit("2026-03-05", "c1", who="Dr A"), born=born),
                    diary(one, visit("2026-03-05", "c1", follow_up="2026-03-07"), born=born),
                ):
                    yield from flags(written, after(ONSET, days))
        for sign in (sign.key for sign in SIGNS.values() if sign.about == "spot"):
            for born in (YOUNG, OLD):
                written = diary(concern(key, ONSET, entry(ONSET, yes=sign)), born=born)
                yield from flags(written, ONSET)
    for born in (YOUNG, "2026-01-01", "2025-11-01", OLD):
        for celsius in (35.0, 38.2, 39.5, 40.0):
            hot = [note(after(ONSET, days), temperature_c=celsius) for days in (0, 2, 4)]
            yield from flags(diary(*hot, vaccine(ONSET), born=born), "2026-03-08")
            rash = concern("cradle_cap", ONSET, entry(ONSET))
            yield from flags(diary(rash, *hot, born=born), "2026-03-08")
    for sign in SIGNS:
        yield from flags(diary(note(ONSET, yes=sign)), ONSET)
    yield from flags(diary(concern("haemangioma", ONSET, entry(ONSET, bleeding=True))), ONSET)


EVERY_FLAG = list(every_flag())


def test_every_rule_speaks_in_these_tests():
    rules = [rule.key for rule in (*CONCERN_RULES, *URGENT_RULES)]
    assert sorted({flag.rule for flag in EVERY_FLAG}) == sorted(rules)


def test_no_sentence_holds_a_word_that_the_diary_may_not_say():
    assert [str(flag.sentence) for flag in EVERY_FLAG if forbidden_words(str(flag.sentence))] == []


def names_its_source(flag):
    """Whether the sentence names the publisher or page, perhaps in its short form."""
    name = re.split(", | on ", flag.source.publisher)[0]
    short = [name.partition(" (")[0].removeprefix("NHS "), str(flag.source.title)]
    short += ["The NHS"] if name.startswith("NHS") else []
    return any(words in str(flag.sentence) for words in short)


def test_every_sentence_names_who_says_it():
    ours = {"worsening", "follow_up"}
    silent = [
        (flag.rule, flag.condition)
        for flag in EVERY_FLAG
        if flag.rule not in ours
        and flag.source != sources.OWN_NUMBER
        and not names_its_source(flag)
    ]
    assert silent == []


def test_what_is_this_diarys_own_number_names_no_publisher():
    own = {str(flag.condition) for flag in EVERY_FLAG if flag.source == sources.OWN_NUMBER}
    assert own == {"unsure_bumps", "other", "other_rash", "epstein_pearls"}
    publishers = ("NHS", "NICE", "Academy", "Seattle", "Mayo", "MedlinePlus", "guidance")
    spoken = [str(flag.sentence) for flag in EVERY_FLAG if flag.source == sources.OWN_NUMBER]
    assert [text for text in spoken if any(name in text for name in publishers)] == []


def test_every_sentence_names_its_day():
    without_day = [
        flag.rule
        for flag in EVERY_FLAG
        if flag.rule not in {"worsening", "follow_up"}
        and english_day(flag.since) not in str(flag.sentence)
    ]
    assert without_day == []


def test_every_sentence_says_when_nobody_has_looked_since():
    wrong = [flag for flag in EVERY_FLAG if ("last noted" in str(flag.sentence)) is flag.confirmed]
    assert wrong == []


def test_no_sentence_has_a_place_left_open():
    assert [flag for flag in EVERY_FLAG if re.search(r"%\(|%s|None|  ", str(flag.sentence))] == []


# Every word in the core


def texts():
    """Each text that is handed to a phrase anywhere in the core, with its place."""
    for path in sorted(DOMAIN.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {
                "_",
                "ngettext",
                "phrase",
                "plural",
            }:
                for given in node.args:
                    for part in ast.walk(given):
                        if isinstance(part, ast.Constant) and isinstance(part.value, str):
                            yield f"{path.relative_to(DOMAIN)}:{part.lineno}", part.value


TEXTS = list(texts())


def test_the_texts_are_found():
    found = {text for _, text in TEXTS}
    for row in CONDITIONS.values():
        assert {row.label.text, row.appearance.text} <= found
    for sign in SIGNS.values():
        assert sign.label.text in found
    for rule in (*CONCERN_RULES, *URGENT_RULES):
        assert rule.label.text in found
        assert rule.says is None or rule.says.text in found


def test_no_text_of_the_core_holds_a_word_that_the_diary_may_not_say():
    assert [(place, text) for place, text in TEXTS if forbidden_words(text)] == []


def test_no_source_is_named_with_such_a_word():
    named_sources = [value for value in vars(sources).values() if isinstance(value, Source)]
    assert [row for row in named_sources if forbidden_words(f"{row.title} {row.publisher}")] == []


@pytest.mark.parametrize(
    "text",
    [
        "We detected a rash",
        "Diagnosis: milia",
        "monitoring",
        "analysed",
        "analyze",
        "an assessment",
        "low risk",
        "Score 3",
        "abnormal",
        "looks normal",
        "unsafe",
        "All clear",
        "no concern",
    ],
)
def test_the_forbidden_words_are_found(text):
    assert forbidden_words(text) != []


def test_not_a_diagnosis_may_be_said():
    assert forbidden_words("This is a diary, not a diagnosis.") == []


def test_each_place_with_its_side_is_one_message():
    assert SITES_WITH_SIDE.keys() == {
        (site, side) for site in SITES for side in ("left", "right", "both")
    }
    words = {str(phrase) for phrase in SITES_WITH_SIDE.values()}
    assert len(words) == len(SITES_WITH_SIDE)
    for (site, side), phrase in SITES_WITH_SIDE.items():
        expected = f"{SITES[site]}, both sides" if side == "both" else side
        assert expected in str(phrase)
    assert [place("cheek", side) for side in ("left", "both", "middle", None)] == [
        "left cheek",
        "cheek, both sides",
        "cheek",
        "cheek",
    ]
