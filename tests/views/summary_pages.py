"""The summary page, and a case to show on it"""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from tests.factories import make_concern, make_entry
from tests.views.pages import text_of
from tracker.models import Care, Child, Concern, Question

TODAY = date(2026, 5, 10)


def html_of(client: Client, child: Child, **query: object) -> str:
    address = reverse("summary", args=[child.pk])
    response = client.get(f"{address}?{urlencode(query, doseq=True)}")
    assert response.status_code == 200
    return response.content.decode()


def page(client: Client, child: Child, **query: object) -> str:
    return text_of(html_of(client, child, **query))


def days_of(html: str) -> list[str]:
    return re.findall(r'<input type="date"[^>]* value="([^"]*)"', html)


def quick_choice_of(html: str) -> list[str]:
    return re.findall(r'<a class="pill" href="\?(days=\w+)[^"]*" aria-current="true"', html)


def a_case(child: Child) -> Concern:
    bumps = make_concern(child, first_noticed_on=date(2026, 4, 18))
    make_entry(bumps, date(2026, 4, 18), trend="new", severity=2, sites=("chin",))
    make_entry(bumps, date(2026, 5, 1), trend="same", notes="after the bath")
    make_entry(bumps, date(2026, 5, 8), trend="better", severity=1, sites=("chin", "nose"))
    Care.objects.create(concern=bumps, kind="washing", started_on=date(2026, 4, 20))
    Question.objects.create(child=child, text="Can it stay?")
    return bumps
