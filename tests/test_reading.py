"""The reading grade is that of known texts, and counts what a page says."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.reading import NAMES, Text, blocks_of, syllables, text_of
from tracker.domain.guide import PAGES, TIP_PAGES
from tracker.domain.phrases import phrase
from tracker.domain.rules import URGENT_RULES
from tracker.domain.rules.rows import UrgentRule
from tracker.domain.vocabulary import Level

NOTHING = re.compile(r"(?!)")

SYLLABLES = {
    1: "skin baked called don't eyes fades times washed worse 1,000",
    2: "baby doctor email isn't little lotion people rashes started someone's timeline",
    3: "diary emergent everyone idea medicine permanent photograph radio umbrella",
    4: "especially emergency independent temperature",
}


@pytest.mark.parametrize(
    ("word", "number"), [(word, n) for n, words in SYLLABLES.items() for word in words.split()]
)
def test_syllables(word: str, number: int) -> None:
    assert syllables(word) == number


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("The cat sat on the mat.", -1.4),
        (
            "This sentence, taken as a reading passage unto itself, is being used to prove a"
            " point.",
            8.4,
        ),
    ],
)
def test_a_known_text_has_its_grade(text: str, grade: float) -> None:
    assert Text((text,)).grade == pytest.approx(grade, abs=1)


def test_no_text_has_no_grade() -> None:
    assert Text(()).grade == 0


def test_a_page_is_its_sentences_without_labels_sources_and_names() -> None:
    page = """
        <body><header><p>This is the frame of all pages.</p></header>
        <main><h1>Rash</h1><p>It is <b>still</b> there. Does the eczema itch?</p>
        <ul><li>Dots that do not fade</li><li>Hurts</li></ul>
        <select><option>The United States of America</option></select>
        <p class="flag-source">Milia and <a>many other things</a>, Mayo Clinic</p>
        <p>Call.</p></main><footer><p>This is the foot of all pages.</p></footer></body>
    """
    assert text_of(blocks_of(page), re.compile("eczema ")).sentences == (
        "It is still there.",
        "Does the itch?",
        "Dots that do not fade",
        "Call.",
    )


@pytest.mark.parametrize(
    "rule",
    [pytest.param(rule, id=rule.key) for rule in URGENT_RULES if rule.level >= Level.SAME_DAY],
)
def test_what_an_urgent_card_says_is_read_at_grade_four(rule: UrgentRule) -> None:
    words = {"child": "Iris", "day": "Monday", "concern": "a rash", "onset": "Monday"}
    says = str(phrase(rule.says.text, **words))
    assert text_of([says], NAMES).grade <= 4


def guide_html(page: str) -> str:
    address = reverse("guide_page", args=[page]) if page else reverse("guide")
    return Client().get(address).content.decode()


@pytest.mark.django_db
@pytest.mark.any_database
@pytest.mark.parametrize("page", ["", *PAGES, *TIP_PAGES])
def test_a_page_of_the_guide_is_read_at_grade_five(page: str) -> None:
    assert text_of(blocks_of(guide_html(page)), NAMES).grade <= 5


@pytest.mark.django_db
@pytest.mark.any_database
@pytest.mark.parametrize("page", PAGES)
def test_when_to_call_and_to_be_seen_is_read_at_grade_four(page: str) -> None:
    for urgent in re.findall(r'<section class="flag .*?</section>', guide_html(page), re.S):
        says = blocks_of(f"<main>{re.sub('<sup>.*?</sup>', '', urgent)}</main>")
        assert text_of(says, NAMES).grade <= 4
