"""What followed an exposure, and what a doctor said: written in a form, told on every page."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories import client_of, make_concern, make_entry, make_family, make_member
from tests.reports.paper import squeezed
from tests.reports.paper import text_of as printed_text
from tests.views.pages import text_of
from tracker.actions.importing import import_diary
from tracker.interchange import read_diary
from tracker.models import Child, Concern, Entry, Exposure, Visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_march")]


def send(client: Client, child: Child, page: str, **fields: Any) -> HttpResponse:
    sent = {"uuid": str(uuid4()), "day": "2026-03-01", **fields}
    return client.post(reverse(page, args=[child.pk]), sent)


def egg(client: Client, child: Child, **fields: Any) -> HttpResponse:
    return send(client, child, "exposure_new", kind="food", name="egg", **fields)


def words_of(client: Client, name: str, *args: object) -> str:
    return " ".join(text_of(client.get(reverse(name, args=args)).content.decode()).split())


FOLLOWED = {
    "at": "12:00",
    "followed": "weals on both cheeks",
    "after": "2",
    "after_unit": "hours",
}
ADVICE = {
    "called": "a heat rash",
    "do": "keep it cool",
    "expect": "gone soon",
    "expect_by": "2026-03-20",
    "come_back_if": ["pus"],
    "come_back_words": "it weeps",
}


def test_how_long_after_is_stored_in_minutes(parent: Client, concern: Concern) -> None:
    about = [str(concern.uuid)]
    assert egg(parent, concern.child, concerns=about, **FOLLOWED).status_code == 302
    row = Exposure.objects.get()
    assert (row.at, row.followed, row.after_minutes) == (time(12), "weals on both cheeks", 120)
    assert list(row.concerns.all()) == [concern]


@pytest.mark.parametrize(
    ("minutes", "shown"), [(0, (0, "minutes")), (90, (90, "minutes")), (2880, (2, "days"))]
)
def test_the_form_shows_the_time_as_it_is_said(
    parent: Client, child: Child, minutes: int, shown: tuple[int, str]
) -> None:
    row = Exposure.objects.create(
        child=child, day=date(2026, 3, 1), kind="food", after_minutes=minutes
    )
    form = parent.get(reverse("exposure_edit", args=[child.pk, row.pk])).context["form"]
    assert (form["after"].value(), form["after_unit"].value()) == shown
    assert form.open_folds


def test_an_exposure_without_more_stays_folded(parent: Client, child: Child) -> None:
    form = parent.get(reverse("exposure_new", args=[child.pk])).context["form"]
    assert not form.open_folds
    egg(parent, child)
    assert Exposure.objects.get().after_minutes is None


@pytest.mark.parametrize("after", ["-1", "1.5", "soon", "10000"])
def test_a_time_that_is_no_whole_number_is_asked_again(
    parent: Client, child: Child, after: str
) -> None:
    assert "after" in egg(parent, child, after=after).context["form"].errors


def test_a_concern_of_another_child_is_none_to_choose(parent: Client, child: Child) -> None:
    other = [str(make_concern().uuid)]
    assert "concerns" in egg(parent, child, concerns=other).context["form"].errors


def test_what_followed_is_on_the_timeline_and_the_doctors_page(
    parent: Client, child: Child
) -> None:
    egg(parent, child, **FOLLOWED)
    followed = "After 2 hours: weals on both cheeks"
    assert followed in words_of(parent, "timeline", child.pk)
    assert f"food: egg, 1 Mar 12:00. {followed}" in words_of(parent, "summary", child.pk)


def test_what_followed_is_under_the_chart_of_its_concern(parent: Client, concern: Concern) -> None:
    other = make_concern(concern.child, first_noticed_on=concern.first_noticed_on)
    egg(parent, concern.child, concerns=[str(concern.uuid)], **FOLLOWED)
    pages = [words_of(parent, "concern", concern.child.pk, row.uuid) for row in (concern, other)]
    told = "egg 1 Mar 12:00 After 2 hours: weals on both cheeks"
    assert [told in page for page in pages] == [True, False]


def test_what_the_doctor_said_is_kept(parent: Client, child: Child) -> None:
    assert send(parent, child, "visit_new", **ADVICE).status_code == 302
    row = Visit.objects.get()
    assert {key: getattr(row, key) for key in ADVICE} == {
        **ADVICE,
        "expect_by": date(2026, 3, 20),
    }
    form = parent.get(reverse("visit_edit", args=[child.pk, row.pk])).context["form"]
    assert form.open_folds == [*form.folds]
    assert form["called"].value() == "a heat rash"


def test_what_to_expect_is_not_over_before_the_visit(parent: Client, child: Child) -> None:
    response = send(parent, child, "visit_new", expect_by="2026-02-28")
    assert response.context["form"].errors == {"expect_by": ["Enter a date on or after the visit."]}


def test_what_the_doctor_said_is_quoted_on_every_page(parent: Client, concern: Concern) -> None:
    child = concern.child
    send(parent, child, "visit_new", concerns=[str(concern.uuid)], **ADVICE)
    lines = (
        "the doctor called it: “a heat rash”",
        "what to do for now: “keep it cool”",
        "what to expect: “gone soon”, by 20 Mar",
        "come back if: pus, “it weeps”",
    )
    timeline = words_of(parent, "timeline", child.pk)
    assert [line for line in lines if line not in timeline] == []
    page = words_of(parent, "concern", child.pk, concern.uuid)
    assert [line for line in lines if line not in page] == []
    assert "; ".join(lines) in words_of(parent, "summary", child.pk)
    today = words_of(parent, "today", child.pk)
    assert f"From the visit on 1 March 2026: {'; '.join(lines[:3])}" in today
    assert "to come back if: pus, “it weeps”" in today


def test_today_repeats_what_holds_for_now_until_it_is_gone(
    parent: Client, concern: Concern
) -> None:
    child = concern.child
    send(parent, child, "visit_new", concerns=[str(concern.uuid)], do="keep it cool")
    assert "what to do for now: “keep it cool”" in words_of(parent, "today", child.pk)
    make_entry(concern, date(2026, 3, 5), status="clear")
    assert "keep it cool" not in words_of(parent, "today", child.pk)


@pytest.fixture
def told(parent: Client, concern: Concern) -> Concern:
    """With all that a doctor says, ticked on an entry, and a possible trigger."""
    about = [str(concern.uuid)]
    send(parent, concern.child, "visit_new", concerns=about, asked="doctor", **ADVICE)
    egg(parent, concern.child, concerns=about, **FOLLOWED)
    make_entry(concern, date(2026, 3, 4)).come_back.add(Visit.objects.get())
    return concern


def test_the_doctors_word_is_in_page_print_pdf_log_and_fhir(parent: Client, told: Concern) -> None:
    child = told.child
    word = "come back if: pus, “it weeps”; ticked by the family on 4 Mar"
    assert word in words_of(parent, "summary", child.pk)
    pdf = parent.get(reverse("summary_pdf", args=[child.pk])).getvalue()
    assert squeezed(word) in squeezed(printed_text(pdf, 1))
    assert "come back if: pus, “it weeps”" in words_of(parent, "timeline", child.pk)
    fhir = parent.get(reverse("export_fhir", args=[child.pk])).getvalue().decode()
    assert [part for part in word.split("; ") if part not in fhir] == []


def test_the_doctors_word_comes_back_as_the_same_bytes(parent: Client, told: Concern) -> None:
    written = parent.get(reverse("export_json", args=[told.child_id])).getvalue()
    by = make_member(make_family())
    taken = import_diary(
        diary=read_diary(written, date(2026, 3, 10)), family=by.memberships.get().family, by=by
    )
    assert [*Entry.objects.get(concern__child=taken.child).come_back.all()] == [
        taken.child.visits.get()
    ]
    other = client_of(by)
    assert other.get(reverse("export_json", args=[taken.child.pk])).getvalue() == written
