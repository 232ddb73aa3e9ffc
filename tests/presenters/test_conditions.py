"""What a concern can be taken for."""

from __future__ import annotations

import pytest

from tracker.domain.records import Spot
from tracker.domain.vocabulary import CONDITIONS
from tracker.presenters.conditions import condition_list
from tracker.rendering import default_title, renamed_title


def test_every_condition_is_there_once() -> None:
    listed = condition_list("")
    rows = [*listed.unsure, *(row for group in listed.groups for row in group.conditions)]
    assert sorted(row.key for row in rows) == sorted(CONDITIONS)


def test_the_chosen_one_is_not_folded_away() -> None:
    listed = condition_list("eczema")
    assert [group.title for group in listed.groups if group.is_open] == ["Rashes"]


@pytest.mark.parametrize(
    ("spots", "title"),
    [
        ((), ""),
        ((Spot("chin"),), "eczema, chin"),
        ((Spot("cheek", "left"), Spot("nose")), "eczema, left cheek"),
    ],
)
def test_a_concern_without_words_is_called_by_its_first_place(
    spots: tuple[Spot, ...], title: str
) -> None:
    assert default_title("eczema", spots) == title


def test_who_is_not_sure_gets_a_title_that_says_what_is_seen() -> None:
    assert default_title("unsure_rash", (Spot("chin"),)) == "rash, chin"


@pytest.mark.parametrize(
    ("title", "after"),
    [("milk spots, chin", "eczema, chin"), ("milk spots", "milk spots"), ("bumps", "bumps")],
)
def test_only_a_title_of_the_diarys_own_making_changes(title: str, after: str) -> None:
    assert renamed_title(title, "milia", "eczema") == after
