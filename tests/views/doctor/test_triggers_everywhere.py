"""What followed a possible trigger is in every place that shows or exports it."""

from __future__ import annotations

import csv
import io
from datetime import date, time

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_concern, make_entry
from tests.reports.paper import squeezed
from tests.reports.paper import text_of as printed_text
from tests.views.pages import text_of
from tracker.models import Child, Concern, Exposure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_march")]

FOLLOWED = "After 10 minutes: weals on both cheeks"


@pytest.fixture
def rash(child: Child) -> Concern:
    """With a chart on the doctor's page, as there are entries of three days."""
    concern = make_concern(child, condition="eczema", first_noticed_on=date(2026, 3, 1))
    for day in (2, 4, 6):
        make_entry(concern, date(2026, 3, day), trend="worse")
    egg = Exposure.objects.create(
        child=child,
        day=date(2026, 3, 3),
        at=time(12, 10),
        kind="food",
        name="egg",
        followed="weals on both cheeks",
        after_minutes=10,
    )
    egg.concerns.add(concern)
    return concern


def fetch(client: Client, name: str, *args: object) -> bytes:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.getvalue()


def page(client: Client, name: str, *args: object) -> str:
    return text_of(fetch(client, name, *args).decode())


def test_the_outcome_is_in_page_print_pdf_log_csv_and_fhir(parent: Client, rash: Concern) -> None:
    child = rash.child.pk
    assert f"egg 3 Mar 12:10 {FOLLOWED}" in page(parent, "concern", child, rash.uuid)
    assert f"(A) food: egg, 3 Mar 12:10. {FOLLOWED}" in page(parent, "summary", child)
    pdf = squeezed(printed_text(fetch(parent, "summary_pdf", child), 1))
    assert squeezed(f"(A) food: egg, 3 Mar 12:10. {FOLLOWED}") in pdf
    assert FOLLOWED in page(parent, "timeline", child).partition("Day by day")[2]
    table = fetch(parent, "export_triggers_csv", child).decode("utf-8-sig")
    assert list(csv.DictReader(io.StringIO(table, newline=""))) == [
        {
            "date": "2026-03-03",
            "time": "12:10",
            "kind": "food",
            "name": "egg",
            "concerns": rash.title,
            "followed": "weals on both cheeks",
            "after_minutes": "10",
            "notes": "",
        }
    ]
    assert FOLLOWED in fetch(parent, "export_fhir", child).decode()


def test_a_cell_is_no_formula(parent: Client, child: Child) -> None:
    Exposure.objects.create(child=child, day=date(2026, 3, 3), kind="food", name="=1+1")
    assert b",'=1+1," in fetch(parent, "export_triggers_csv", child.pk)
