"""What a link shows."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from time_machine import TimeMachineFixture

from tests.factories import make_concern, make_entry, make_share
from tests.views.doctor.sharing.doctor import (
    DAY,
    html_of,
    page_of,
    pdf_of,
    photo_address,
    set_access_cookie,
    stored,
)
from tests.views.pages import text_of
from tracker.models import Child, Concern, Photo, Share, ShareOpening

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_may")]


def test_the_doctor_reads_the_summary_and_what_may_be_done_with_it(
    doctor: Client, share: Share
) -> None:
    text = text_of(html_of(doctor, share))
    assert "born 10 January 2026 · 4 months" in text
    assert "after the bath" in text
    assert "You can print this page or save it as a PDF." in text
    assert "The link ends on 24 May 2026, 14:00" in text
    assert "It is a diary, not a diagnosis" in text


def test_nothing_on_it_leads_into_the_diary(doctor: Client, share: Share) -> None:
    html = html_of(doctor, share)
    leads = re.findall(r'(?:href|action)="([^"#][^"]*)"', html)
    inside = [address for address in leads if not address.startswith(("/static/", page_of(share)))]
    assert inside == []


def test_the_child_is_called_by_its_initials(doctor: Client, share: Share) -> None:
    html = html_of(doctor, share)
    assert "Iris" not in html
    assert "I. M. in general" in text_of(html)


def test_the_full_name_stands_there_if_the_parent_said_so(child: Child, photo: Photo) -> None:
    share = make_share(child, with_full_name=True)
    assert "Iris Marie in general" in text_of(html_of(set_access_cookie(Client()), share))


def test_what_people_typed_stays_as_it_is(child: Child, concern: Concern) -> None:
    make_entry(concern, DAY, notes="Iris slept badly")
    share = make_share(child)
    assert "Iris slept badly" in html_of(set_access_cookie(Client()), share)


def page_text(share: Share) -> str:
    return text_of(html_of(set_access_cookie(Client()), share))


def test_a_live_link_is_of_the_familys_today(
    share: Share, concern: Concern, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to("2026-05-12T23:30Z", tick=False)  # half past midnight in London
    make_entry(concern, date(2026, 5, 13), notes="written later")
    text = page_text(share)
    assert "Skin diary as of 13 May 2026" in text
    assert "written later" in text


def test_a_frozen_link_stays_as_it_was(
    child: Child, photo: Photo, concern: Concern, time_machine: TimeMachineFixture
) -> None:
    share = make_share(child, is_frozen=True)
    time_machine.move_to("2026-05-13T12:00Z", tick=False)
    make_entry(concern, date(2026, 5, 12), notes="written later")
    make_entry(concern, DAY, notes="written later for that day")
    text = page_text(share)
    assert "Skin diary as of 10 May 2026" in text
    assert "after the bath" in text
    assert "written later" not in text


def test_the_parents_choice_holds(child: Child, photo: Photo) -> None:
    share = make_share(child, choice="notes=no&start=2026-05-01&end=2026-05-09")
    text = page_text(share)
    assert "1 May – 9 May 2026 (9 days)" in text
    assert "after the bath" not in text


def test_of_a_concern_that_was_not_chosen_nothing_is_told(
    child: Child, photo: Photo, concern: Concern
) -> None:
    other = make_concern(child, title="between us", condition="eczema")
    make_entry(other, DAY, notes="for us alone")
    share = make_share(child, choice=f"concern={concern.uuid}")
    assert "for us alone" not in page_text(share)
    concern.deleted_at = timezone.now()
    concern.save()
    text = page_text(share)
    assert "for us alone" not in text
    assert "between us" not in text


def test_what_is_too_much_for_a_pdf_is_said_on_the_page(
    doctor: Client, share: Share, unprintable: None
) -> None:
    sentence = "This is too much for one PDF. Print this page instead."
    assert sentence not in html_of(doctor, share)
    response = doctor.get(pdf_of(share), follow=True)
    assert [address for address, _status in response.redirect_chain] == [
        f"{page_of(share)}?too-much"
    ]
    assert sentence in response.content.decode()


def test_a_birth_date_that_was_mended_ends_no_link(child: Child, photo: Photo) -> None:
    share = make_share(child, choice="start=2026-01-10&end=2026-05-10")
    Child.objects.update(birth_date=date(2026, 1, 12))
    text = page_text(share)
    assert "after the bath" in text
    assert "12 Jan – 10 May 2026" in text


def test_a_birth_date_after_the_days_chosen_shows_no_later_ones(child: Child) -> None:
    share = make_share(child, choice="start=2026-01-10&end=2026-01-11")
    Child.objects.update(birth_date=date(2026, 1, 12))
    assert "12 Jan – 12 Jan 2026 (1 day)" in page_text(share)


@pytest.mark.parametrize("is_frozen", [False, True], ids=["live", "frozen"])
def test_the_paper_tells_what_the_page_tells(
    child: Child,
    photo: Photo,
    printed: list[dict[str, Any]],
    time_machine: TimeMachineFixture,
    is_frozen: bool,
) -> None:
    share = make_share(child, is_frozen=is_frozen)
    time_machine.move_to("2026-05-12T12:00Z", tick=False)
    response = set_access_cookie(Client()).get(pdf_of(share))
    [paper] = printed
    day = "10" if is_frozen else "12"
    assert response["Content-Disposition"] == f'inline; filename="milkspot-2026-05-{day}.pdf"'
    assert paper["sheet"].name == "I. M."
    assert paper["sheet"].printed == f"{day} May 2026"
    assert paper["photo_bytes"](f"photos/{photo.entry.uuid}/{photo.uuid}.jpg") == stored(photo)
    assert paper["link"] is None


# How much it costs


@pytest.mark.parametrize("number", [3, 300])
@pytest.mark.parametrize(("is_frozen", "queries"), [(False, 20), (True, 2)], ids=["live", "frozen"])
def test_the_number_of_queries_is_the_same_for_a_long_diary(
    child: Child,
    concern: Concern,
    number: int,
    is_frozen: bool,
    queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for n in range(number):
        make_entry(concern, DAY - timedelta(days=n % 80), notes=f"note {n}", signs=("pus",))
    share = make_share(child, is_frozen=is_frozen)
    doctor = set_access_cookie(Client())
    # the link with its child and family, the keys of the photos; live: the diary in 15
    with django_assert_num_queries(queries):
        html_of(doctor, share)


def test_a_photo_costs_two_queries(
    doctor: Client,
    share: Share,
    photo: Photo,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    # the link, the photo
    with django_assert_num_queries(2):
        doctor.get(photo_address(share, photo))


def test_an_opening_is_told_to_the_second(share: Share, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to("2026-05-11T08:15:42Z", tick=False)
    set_access_cookie(Client())
    opening = ShareOpening.objects.get()
    assert opening.at == datetime.fromisoformat("2026-05-11T08:15:42Z")
