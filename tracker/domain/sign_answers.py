"""What the stored answers about urgent signs say, which depends on the words that were shown.

A sign counts as not seen only where its own words were answered with "no".
"""

from __future__ import annotations

from collections.abc import Mapping

from tracker.domain.phrases import Phrase
from tracker.domain.phrases import phrase as _
from tracker.domain.vocabulary import GATE, GLASS_TEST, SIGN_ANSWERS, SIGNS, SIGNS_OF_VERSION_1

IN_ONE_LIST = "in_one_list"
NO_GLASS_TEST = "no_glass_test"

ANSWER_LABELS: Mapping[str, Phrase] = {
    **SIGN_ANSWERS,
    IN_ONE_LIST: _("asked about in one list"),
    NO_GLASS_TEST: _("no glass test recorded"),
}

_RETIRED = frozenset(key for key, sign in SIGNS.items() if sign.is_retired)
_ASKED_IN_ONE_LIST = frozenset(SIGNS_OF_VERSION_1)
_GATE_OF_A_NOTE = frozenset(key for key in GATE if SIGNS[key].about == "child")


def as_asked(answers: Mapping[str, str]) -> dict[str, str]:
    """Return the answers, where a "no" of the first version is told from one to a sign's own words.

    The form of that version alone asked a sign that is retired now. It stored "no" for all of its
    signs at once (``IN_ONE_LIST``), and asked for no glass test (``NO_GLASS_TEST``).
    """
    if not _RETIRED & answers.keys():
        return dict(answers)
    return {
        key: _in_one_list(key) if answer == "no" and key in _ASKED_IN_ONE_LIST else answer
        for key, answer in answers.items()
    }


def _in_one_list(key: str) -> str:
    return NO_GLASS_TEST if key == GLASS_TEST else IN_ONE_LIST


def not_seen(answers: Mapping[str, str]) -> tuple[str, ...]:
    """Return the keys of the signs that were not seen."""
    return tuple(key for key, answer in as_asked(answers).items() if answer == "no")


def is_none_of_these(answers: Mapping[str, str]) -> bool:
    """Return whether the signs of the short question, and no others, were answered with "no".

    The glass test is a question of its own and plays no part.
    """
    answered = {
        key: answer
        for key, answer in answers.items()
        if answer != "not_checked" and key != GLASS_TEST
    }
    asked = answered.keys()
    return set(answered.values()) == {"no"} and (asked == GATE.keys() or asked == _GATE_OF_A_NOTE)
