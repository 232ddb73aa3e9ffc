"""The weights of a child: rows of its form, on the doctor's page and in the history."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories import make_family, make_member
from tests.views.pages import text_of
from tracker.models import Child, Weight

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_march")]


def send(client: Client, child: Child, *weights: tuple[str, str], **fields: Any) -> HttpResponse:
    rows = {"weights-TOTAL_FORMS": len(weights), "weights-INITIAL_FORMS": 0}
    for number, (day, kg) in enumerate(weights):
        rows |= {f"weights-{number}-day": day, f"weights-{number}-kg": kg}
    known = {"name": child.name, "birth_date": child.birth_date, "revision": child.revision}
    return client.post(reverse("child_edit", args=[child.pk]), known | rows | fields)


def stored(child: Child) -> list[tuple[date, float]]:
    return list(child.weights.values_list("day", "kg"))


def words_of(client: Client, page: str, child: Child) -> str:
    return " ".join(text_of(client.get(reverse(page, args=[child.pk])).content.decode()).split())


WEIGHED = (("2026-03-01", "5,2"), ("2026-02-01", "4.25"), ("", ""))


def test_weights_are_kept_in_the_order_of_their_days(parent: Client, child: Child) -> None:
    assert send(parent, child, *WEIGHED).status_code == 302
    assert stored(child) == [(date(2026, 2, 1), 4.25), (date(2026, 3, 1), 5.2)]


def test_an_emptied_row_is_deleted(parent: Client, child: Child) -> None:
    send(parent, child, *WEIGHED)
    child.refresh_from_db()
    send(parent, child, ("", ""), ("2026-03-01", "5.2"))
    assert stored(child) == [(date(2026, 3, 1), 5.2)]


def test_a_form_without_the_rows_leaves_the_weights(parent: Client, child: Child) -> None:
    Weight.objects.create(child=child, day=date(2026, 2, 1), kg=4)
    known = {"name": "Rose", "birth_date": child.birth_date, "revision": 0}
    assert parent.post(reverse("child_edit", args=[child.pk]), known).status_code == 302
    assert stored(child) == [(date(2026, 2, 1), 4)]


@pytest.mark.parametrize(
    ("day", "kg", "field"),
    [
        ("2026-03-11", "4", "day"),
        ("1999-01-01", "4", "day"),
        ("", "4", "day"),
        ("2026-03-01", "", "kg"),
        ("2026-03-01", "0.29", "kg"),
        ("2026-03-01", "40.1", "kg"),
        ("2026-03-01", "heavy", "kg"),
    ],
)
def test_a_weight_that_cannot_be_is_asked_again(
    parent: Client, child: Child, day: str, kg: str, field: str
) -> None:
    form = send(parent, child, (day, kg)).context["form"]
    assert list(form.weights.forms[0].errors) == [field]
    assert form.opens_more
    assert stored(child) == []


def test_they_are_on_the_doctors_page_and_in_the_history(parent: Client, child: Child) -> None:
    send(parent, child, *WEIGHED, contacts="cold sores at home")
    page = words_of(parent, "summary", child)
    assert "Weight 4.25 kg (1 Feb), 5.2 kg (1 Mar)" in page
    assert "Infections in the family or at home cold sores at home" in page
    history = words_of(parent, "history", child)
    assert "4.25 kg (1 February 2026), 5.2 kg (1 March 2026)" in history


def test_a_stranger_finds_no_form(child: Child) -> None:
    stranger = Client()
    stranger.force_login(make_member(make_family()))
    assert send(stranger, child, *WEIGHED).status_code == 404
    assert stored(child) == []
