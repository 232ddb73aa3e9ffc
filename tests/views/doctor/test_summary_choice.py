"""What a parent chooses for the doctor's page: days, concerns, notes, photos, paper."""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from time_machine import TimeMachineFixture

from tests.factories import (
    client_of,
    make_child,
    make_concern,
    make_family,
    make_member,
    make_photo,
)
from tests.views.pages import text_of
from tests.views.summary_pages import a_case, days_of, html_of, page, quick_choice_of
from tracker.domain.photos.pictures import picture_file
from tracker.models import Child, Member, Photo, SummaryChoice, Visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_may")]


# Which days


def test_the_days_begin_a_week_before_the_oldest_open_concern(parent: Client, child: Child) -> None:
    a_case(child)
    assert days_of(html_of(parent, child)) == ["2026-04-11", "2026-05-10"]


@pytest.mark.parametrize(
    ("days", "start"),
    [("visit", "2026-05-06"), ("recent", "2026-04-11"), ("all", "2026-04-18")],
)
def test_a_quick_choice_takes_the_place_of_the_days_written(
    parent: Client, child: Child, days: str, start: str
) -> None:
    a_case(child)
    Visit.objects.create(child=child, day=date(2026, 5, 6))
    html = html_of(parent, child, days=days)
    assert days_of(html) == [start, "2026-05-10"]
    assert quick_choice_of(html) == [f"days={days}"]


def test_days_that_were_written_are_more_than_the_quick_choice_beside_them(
    parent: Client, child: Child
) -> None:
    a_case(child)
    html = html_of(parent, child, days="recent", start="2026-05-01", end="2026-05-10")
    assert (days_of(html), quick_choice_of(html)) == (["2026-05-01", "2026-05-10"], [])


def test_without_a_visit_there_is_no_choice_since_the_last_one(
    parent: Client, child: Child
) -> None:
    assert "Since the last visit" not in page(parent, child)
    assert days_of(html_of(parent, child, days="visit")) == ["2026-04-11", "2026-05-10"]


def test_the_days_choose_the_entries(parent: Client, child: Child) -> None:
    a_case(child)
    text = page(parent, child, start="2026-05-02", end="2026-05-10")
    assert "after the bath" not in text
    assert "First noticed on 18 April 2026" in text
    assert "2 May – 10 May 2026 (9 days)" in text


def test_a_single_day_can_be_told(parent: Client, child: Child) -> None:
    a_case(child)
    text = page(parent, child, start="2026-05-08", end="2026-05-08")
    assert "8 May – 8 May 2026 (1 day)" in text


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        ("2026-05-09", "2026-05-08", "This day is before the first one."),
        ("2026-05-09", "2026-05-11", "Enter a date that is not in the future"),
        (
            "2026-01-09",
            "2026-05-10",
            "Enter a date on or after 10 January 2026, when Iris was born.",
        ),
        ("2026-02-30", "2026-05-10", "Enter a date as year, month and day"),
        ("", "2026-05-10", "Enter the date."),
    ],
    ids=["turned round", "to come", "before birth", "no day", "empty"],
)
def test_days_that_make_no_sense_get_their_sentence_and_no_sheet(
    parent: Client, child: Child, start: str, end: str, sentence: str
) -> None:
    a_case(child)
    html = html_of(parent, child, start=start, end=end)
    assert sentence in text_of(html)
    assert 'class="sheet"' not in html
    assert f'value="{end}"' in html


# Which concerns, and the notes


def test_only_the_chosen_concern_is_told_and_an_unknown_one_is_all(
    parent: Client, child: Child
) -> None:
    bumps = a_case(child)
    make_concern(child, title="red patch", condition="eczema")
    text = page(parent, child, concern=str(bumps.uuid))
    assert "1 other skin problem in the diary was not chosen for this page." in text
    assert "First noticed on 1 February 2026" not in text
    every = page(parent, child, concern="no-such-concern")
    assert "First noticed on 1 February 2026" in every
    assert "not chosen" not in every


def test_a_concern_of_another_child_is_never_told(parent: Client, child: Child) -> None:
    other = make_concern(make_child(child.family, name="Otto"), title="secret")
    assert "secret" not in page(parent, child, concern=str(other.uuid))


def test_the_notes_can_be_left_out(parent: Client, child: Child) -> None:
    a_case(child)
    assert "after the bath" in page(parent, child)
    assert "after the bath" not in page(parent, child, notes="no")


# What was chosen is remembered


def test_the_bare_address_shows_what_was_chosen_last(parent: Client, child: Child) -> None:
    a_case(child)
    assert "after the bath" in page(parent, child)
    html_of(parent, child, notes="no", days="all")
    html = html_of(parent, child)
    assert "after the bath" not in text_of(html)
    assert quick_choice_of(html) == ["days=all"]
    assert "Reset to the usual choice" in html


def test_a_quick_choice_that_is_remembered_moves_on_with_the_days(
    parent: Client, child: Child, time_machine: TimeMachineFixture
) -> None:
    html_of(parent, child, days="recent")
    time_machine.move_to("2026-05-20T12:00+01:00")
    assert days_of(html_of(parent, child)) == ["2026-04-21", "2026-05-20"]


def test_days_as_the_form_sends_them_with_a_quick_choice_move_on_as_well(
    parent: Client, child: Child, time_machine: TimeMachineFixture
) -> None:
    html_of(parent, child, days="recent", start="2026-04-11", end="2026-05-10", notes="no")
    time_machine.move_to("2026-05-20T12:00+01:00")
    assert days_of(html_of(parent, child)) == ["2026-04-21", "2026-05-20"]


def test_the_usual_choice_forgets_it(parent: Client, child: Child) -> None:
    a_case(child)
    html_of(parent, child, notes="no")
    html = html_of(parent, child, days="usual")
    assert "Reset to the usual choice" not in html
    assert "after the bath" in page(parent, child)
    assert not SummaryChoice.objects.exists()


def test_it_is_known_on_the_other_phone_and_after_a_log_out(parent: Client, child: Child) -> None:
    a_case(child)
    html_of(parent, child, notes="no")
    other_phone = client_of(Member.objects.get(family=child.family).user)
    parent.logout()
    assert "after the bath" not in page(other_phone, child)


@pytest.mark.parametrize("role", ["viewer", "owner"])
def test_each_member_has_their_own(parent: Client, child: Child, role: str) -> None:
    a_case(child)
    other = client_of(make_member(child.family, role))
    html_of(other, child, notes="no")
    assert "after the bath" in page(parent, child)
    assert "after the bath" not in page(other, child)


def test_looking_again_writes_nothing(parent: Client, child: Child) -> None:
    html_of(parent, child, notes="no")
    with CaptureQueriesContext(connection) as queries:
        html_of(parent, child)
        html_of(parent, child, notes="no")
    assert {query["sql"].lstrip("(").partition(" ")[0] for query in queries} == {"SELECT"}


def test_each_child_has_its_own(parent: Client, child: Child) -> None:
    a_case(child)
    other = make_child(child.family, name="Otto")
    html_of(parent, other, notes="no")
    assert "after the bath" in page(parent, child)


def test_what_is_there_no_more_is_forgotten_without_a_word(parent: Client, child: Child) -> None:
    bumps, patch = a_case(child), make_concern(child, title="red patch", condition="eczema")
    photo = make_photo(bumps.entries.last())
    html_of(parent, child, concern=[bumps.uuid, patch.uuid], picked=file_of(photo))
    html_of(parent, child, concern=patch.uuid, picked=file_of(photo))
    patch.deleted_at = photo.deleted_at = datetime.now(ZoneInfo("UTC"))
    patch.save()
    photo.delete()
    text = page(parent, child)
    assert "First noticed on 18 April 2026" in text
    assert "chosen by the parent" not in text.lower()


def test_days_that_make_no_sense_any_more_give_way_to_the_usual_ones(
    parent: Client, child: Child
) -> None:
    html_of(parent, child, start="2026-01-12", end="2026-01-20")
    Child.objects.filter(pk=child.pk).update(birth_date=date(2026, 1, 15))
    assert days_of(html_of(parent, child)) == ["2026-04-11", "2026-05-10"]


def test_a_mistake_is_not_remembered(parent: Client, child: Child) -> None:
    html_of(parent, child, start="2026-05-01", end="2026-05-02")
    html_of(parent, child, start="2026-05-09", end="2026-05-08")
    assert days_of(html_of(parent, child)) == ["2026-05-01", "2026-05-02"]


# Photos


def file_of(photo: Photo) -> str:
    return picture_file(str(photo.entry.uuid), str(photo.uuid))


def address_of(photo: Photo) -> str:
    return reverse("photo_file", args=[photo.entry.concern.child_id, photo.uuid, "small"])


def sheet_of(html: str) -> str:
    return html[html.index('<article class="sheet"') :]


def test_photos_stand_on_the_page_with_day_and_place(parent: Client, child: Child) -> None:
    photo = make_photo(a_case(child).entries.first(), caption="by the window", view="close")
    html = html_of(parent, child)
    assert sheet_of(html).count(f'src="{address_of(photo)}"') == 1
    told = "First, worst in this period, latest: 18 Apr, chin, close up · bad · by the window"
    assert told in text_of(html)
    assert "by the window" not in sheet_of(html_of(parent, child, notes="no"))


def test_a_photo_of_a_private_place_is_offered_under_a_veil_and_shown_only_when_ticked(
    parent: Client, child: Child
) -> None:
    photo = make_photo(a_case(child).entries.first(), site="bottom")
    html = html_of(parent, child, photos="yes")
    assert address_of(photo) not in sheet_of(html)
    assert re.findall(r'<label class="summary-pick([^"]*)">', html) == [" is-private"]
    picked = html_of(parent, child, picked=file_of(photo))
    assert address_of(photo) in sheet_of(picked)
    assert f'value="{file_of(photo)}" checked' in picked


def test_the_other_photos_follow_where_they_are_asked_for(parent: Client, child: Child) -> None:
    entry = a_case(child).entries.first()
    photos = [make_photo(entry) for _ in range(3)]
    assert "More photos" not in sheet_of(html_of(parent, child))
    more = sheet_of(html_of(parent, child, photos="yes")).partition("More photos")[2]
    assert [address_of(photo) in more for photo in photos] == [False, True, True]


def test_a_photo_of_another_child_cannot_be_picked(parent: Client, child: Child) -> None:
    secret = make_photo(a_case(make_child(child.family, name="Otto")).entries.first())
    a_case(child)
    html = html_of(parent, child, picked=file_of(secret))
    assert str(secret.uuid) not in html


def test_picks_survive_days_that_make_no_sense(parent: Client, child: Child) -> None:
    photo = make_photo(a_case(child).entries.first())
    html = html_of(parent, child, picked=file_of(photo), start="2026-05-09", end="2026-05-08")
    assert f'value="{file_of(photo)}" checked' in html


# Paper, and the entries


@pytest.mark.parametrize(("country", "paper"), [("US", "letter"), ("GB", "a4")])
def test_the_paper_is_what_the_familys_country_prints_on(country: str, paper: str) -> None:
    child = make_child(make_family(country=country))
    html = html_of(client_of(make_member(child.family)), child)
    assert re.findall(r'name="paper"[^>]* value="(\w+)"[^>]* checked', html) == [paper]


@pytest.mark.parametrize("name", ["summary_pdf", "share_new"])
def test_the_pdf_and_the_link_are_those_of_the_choice(
    parent: Client, child: Child, name: str
) -> None:
    html = html_of(parent, child, notes="no", days="recent")
    address = reverse(name, args=[child.pk])
    assert f'href="{address}?days=recent&amp;notes=no&amp;paper=a4"' in html


def test_the_entries_can_be_left_out(parent: Client, child: Child) -> None:
    a_case(child)
    text = page(parent, child, log="no")
    assert "All entries on these days" not in text
    assert "First noticed on 18 April 2026" in text
