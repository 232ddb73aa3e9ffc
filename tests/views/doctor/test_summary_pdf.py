"""The page for the doctor as a PDF."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape
from unittest.mock import Mock
from urllib.parse import urlencode

import pytest
from django.core.files.storage import FileSystemStorage
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.factories import (
    client_of,
    drawn_jpeg,
    make_child,
    make_concern,
    make_entry,
    make_family,
    make_member,
    make_photo,
)
from tests.reports.paper import page_sizes, text_of
from tests.views.summary_pages import TODAY, a_case
from tracker.models import Child, Photo
from tracker.reports import typesetting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_may")]

QUERIES = 32
"""Those of the page (``test_summary``) but for the last choice and the children; then the names of
all photos, and those that are printed.
"""


def answer(client: Client, child: Child, **query: object) -> HttpResponse:
    address = reverse("summary_pdf", args=[child.pk])
    return client.get(f"{address}?{urlencode(query, doseq=True)}")


def pdf_of(client: Client, child: Child, **query: object) -> bytes:
    response = answer(client, child, **query)
    assert response.status_code == 200
    return response.content


def test_it_is_a_pdf_whose_name_tells_nothing_of_the_child(parent: Client, child: Child) -> None:
    response = answer(parent, child)
    assert response.content.startswith(b"%PDF-")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="milkspot-2026-05-10.pdf"'


def test_nothing_on_the_way_keeps_it(parent: Client, child: Child) -> None:
    assert answer(parent, child)["Cache-Control"] == "private, no-store"


def test_a_stranger_gets_404(child: Child) -> None:
    stranger = client_of(make_member(make_family()))
    assert answer(stranger, child).status_code == 404


def test_a_viewer_may_read(child: Child) -> None:
    viewer = client_of(make_member(child.family, role="viewer"))
    assert "Iris in general" in text_of(pdf_of(viewer, child))


# What is asked for


def test_it_tells_what_the_page_tells(parent: Client, child: Child) -> None:
    bumps = a_case(child)
    make_concern(child, title="red patch", condition="eczema")
    text = text_of(pdf_of(parent, child, days="all"))
    assert "after the bath" in text
    assert "red patch" in text
    chosen = text_of(pdf_of(parent, child, days="all", concern=str(bumps.uuid), notes="no"))
    assert "after the bath" not in chosen
    assert "red patch" not in chosen


@pytest.mark.parametrize(("paper", "width"), [("a4", 595.28), ("letter", 612)])
def test_the_parent_chooses_the_paper(
    parent: Client, child: Child, paper: str, width: float
) -> None:
    assert page_sizes(pdf_of(parent, child, paper=paper))[0][0] == pytest.approx(width, abs=0.01)


def test_days_that_make_no_sense_get_their_sentence_on_the_page(
    parent: Client, child: Child
) -> None:
    query = {"start": "2026-05-09", "end": "2026-05-08"}
    response = answer(parent, child, **query)
    assert response.status_code == 302
    assert response["Location"] == f"{reverse('summary', args=[child.pk])}?{urlencode(query)}"
    page = parent.get(response["Location"]).content.decode()
    assert "This day is before the first one." in page


def test_what_cannot_be_printed_gets_its_sentence_on_the_page(
    parent: Client, child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_case(child)
    monkeypatch.setattr(typesetting, "_TIMEOUT", 0.001)
    response = answer(parent, child, days="all")
    assert response.status_code == 302
    assert response["Location"] == f"{reverse('summary', args=[child.pk])}?days=all"
    page = parent.get(response["Location"]).content.decode()
    assert "This is too much for one PDF." in page


def test_typst_that_fails_is_no_reason_to_choose_fewer_days(
    parent: Client, child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typesetting.sys, "executable", "/nowhere/python")
    page = parent.get(answer(parent, child)["Location"]).content.decode()
    assert "Something on the server went wrong with the PDF. Print this page instead." in page


def test_letters_that_the_pdf_has_no_font_for_are_said_before_it_is_made(
    parent: Client, child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = reverse("summary", args=[child.pk])
    assert "The PDF can't show these" not in unescape(parent.get(address).content.decode())
    monkeypatch.setattr(typesetting, "_run", lambda *request: request[-1].encode())
    child.name = "አለም 左"
    child.save()
    page = unescape(parent.get(address).content.decode())
    assert (
        "The PDF can't show these: አ ለ ም 左. It would have empty boxes there. Print this page"
        " instead." in page
    )


def test_a_family_that_measures_in_fahrenheit_reads_both() -> None:
    child = make_child(make_family(temperature_unit="F", country="US"))
    make_entry(make_concern(child), TODAY, temperature_c=38.0)
    text = text_of(pdf_of(client_of(make_member(child.family)), child))
    assert "100.4 °F (38.0 °C)" in text


# Photos


def photographed(child: Child, colour: str = "#d9a58b") -> Photo:
    return make_photo(make_entry(make_concern(child), TODAY), (480, 360), colour)


def test_photos_of_the_first_page_are_printed_as_they_are_stored(
    parent: Client, child: Child
) -> None:
    photographed(child)
    assert drawn_jpeg((480, 360)) in pdf_of(parent, child)


def test_the_others_are_printed_small(parent: Client, child: Child) -> None:
    concern = make_concern(child)
    colours = ["#111111", "#333333", "#555555", "#777777", "#999999", "#bbbbbb"]
    for number, colour in enumerate(colours):
        make_photo(make_entry(concern, TODAY - timedelta(days=number)), (480, 360), colour)
    made = pdf_of(parent, child, photos="yes")
    large = [drawn_jpeg((480, 360), colour) in made for colour in colours]
    small = [drawn_jpeg((240, 180), colour) in made for colour in colours]
    assert sorted(large) == [False] * 4 + [True] * 2
    assert small == [not is_large for is_large in large]


def test_a_photo_of_another_child_is_never_printed(parent: Client, child: Child) -> None:
    photographed(child)
    other = photographed(make_child(child.family, name="Otto"), "#112233")
    made = pdf_of(parent, child, picked=f"photos/{other.entry.uuid}/{other.uuid}.jpg")
    assert drawn_jpeg((480, 360), "#112233") not in made


def test_a_lost_file_leaves_a_frame(parent: Client, child: Child) -> None:
    photo = photographed(child)
    photo.large.storage.delete(photo.large.name)
    assert "photo not found" in text_of(pdf_of(parent, child))


def test_a_storage_out_of_reach_leaves_frames_and_is_asked_once(
    parent: Client, child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each time could take until its patience ends."""
    photographed(child)
    photographed(child)
    out_of_reach = Mock(side_effect=ConnectionError)
    monkeypatch.setattr(FileSystemStorage, "_open", out_of_reach)
    assert text_of(pdf_of(parent, child)).count("photo not found") == 2
    assert out_of_reach.call_count == 1


@pytest.mark.parametrize("number", [3, 60])
def test_the_number_of_queries_is_the_same_for_a_long_diary(
    parent: Client,
    child: Child,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    concern = make_concern(child, first_noticed_on=date(2026, 2, 1))
    for n in range(number):
        make_photo(make_entry(concern, TODAY - timedelta(days=n), sites=("chin",)))
    answer(parent, child)
    with django_assert_num_queries(QUERIES):
        pdf_of(parent, child)
