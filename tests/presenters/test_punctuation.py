"""Where texts of parents and of the diary meet, no mark stands twice."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import TimeMachineFixture

from tests.cases import AS_OF, eczema_over_eight_months, newborn_with_milia, red_flag
from tests.factories import client_of, make_member
from tests.reports.paper import text_of as printed_text
from tests.reports.sheets import CASES, sheet_of, texts_of
from tests.views.pages import text_of
from tracker.actions.sample import open_sample
from tracker.models import Child
from tracker.rendering import joined

DOUBLED = re.compile(r".{0,40}(?:\.[;,:]|[;,:]\.|(?<!\.)\.\.(?!\.)|,,|;;|::|\(\s*\)|[?!]\.).{0,20}")


def sample() -> Child:
    user = make_member(newborn_with_milia().family)
    return open_sample(user=user, today=AS_OF, time_zone="Europe/London", country="GB")[1]


CHILDREN = [newborn_with_milia, eczema_over_eight_months, red_flag, sample]


@pytest.mark.parametrize("name", CASES)
def test_the_doctors_page(name: str) -> None:
    assert DOUBLED.findall("\n".join(texts_of(sheet_of(CASES[name]())))) == []


@pytest.mark.django_db
@pytest.mark.parametrize("make", CHILDREN, ids=lambda make: make.__name__)
def test_the_pages_and_the_paper(make, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(f"{AS_OF}T12:00Z", tick=False)
    child: Child = make()
    client: Client = client_of(make_member(child.family))
    pages = ["today", "timeline", "summary", "calendar", "questions"]
    addresses = [reverse(name, args=[child.pk]) for name in pages]
    addresses += [reverse("concern", args=[child.pk, row.uuid]) for row in child.concerns.all()]
    texts = [text_of(client.get(address)) for address in addresses]
    paper = client.get(reverse("summary_pdf", args=[child.pk])).content
    assert DOUBLED.findall(" ".join("\n".join([*texts, printed_text(paper, None)]).split())) == []


@pytest.mark.parametrize(
    ("texts", "line"),
    [
        (["Healed well.", "back on 10 May"], "Healed well; back on 10 May"),
        (["", "one", "", "two."], "one; two."),
        (["wait…", "and see..", "or not..."], "wait…; and see..; or not..."),
        (["Is it?", "yes"], "Is it?; yes"),
        (["", ""], ""),
        ([], ""),
    ],
)
def test_joined(texts: list[str], line: str) -> None:
    assert joined(texts) == line
