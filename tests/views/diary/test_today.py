"""Today: what is due, how each concern stands, and one tap to write it down."""

from __future__ import annotations

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from time_machine import TimeMachineFixture

from tests.factories import (
    client_of,
    make_child,
    make_concern,
    make_day_note,
    make_entry,
    make_family,
    make_member,
    make_photo,
)
from tests.views.pages import text_of
from tracker.models import Acknowledgement, Change, Child, Concern, Entry, Sign, Visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_may")]

TODAY = date(2026, 5, 10)


def page(client: Client, child: Child) -> str:
    response = client.get(reverse("today", args=[child.pk]))
    assert response.status_code == 200
    return text_of(response)


def tap(client: Client, child: Child, concern: object, choice: str) -> str:
    address = reverse("log", args=[child.pk, concern])
    data = {"choice": choice, "uuid": str(uuid4())}
    return text_of(client.post(address, data, follow=True))


def test_an_open_concern_says_what_where_how_long_and_what_falls_due(
    parent: Client, child: Child
) -> None:
    concern = make_concern(child, first_noticed_on=date(2026, 4, 18))
    make_entry(concern, date(2026, 5, 8), trend="better", sites=("chin", "nose"))
    text = page(parent, child)
    assert "bumps on the chin" in text
    assert "day 23" in text
    assert "chin, nose" in text
    assert "2 days ago: better" in text
    assert "Worth showing to a doctor if still there on 19 July 2026 (in 70 days)" in text


def test_what_is_due_stands_on_top_with_its_source_and_the_standing_words(
    parent: Client, child: Child
) -> None:
    make_concern(child, title="old bumps", first_noticed_on=date(2026, 2, 1))
    rash = make_concern(child, title="red dots", condition="unsure_rash")
    make_entry(rash, TODAY, signs=("nonblanching",))
    html = parent.get(reverse("today", args=[child.pk])).content.decode()
    levels = re.findall(r'class="flag flag-(\w+)', html)
    assert levels == ["emergency", "visit", "visit"]
    text = text_of(html)
    assert "Mayo Clinic says to show them to your baby's doctor" in text
    assert 'href="https://www.mayoclinic.org/diseases-conditions/milia/' in html
    assert "This is a diary, not a diagnosis." in text


def test_an_empty_diary_says_what_to_do_next(parent: Client, child: Child) -> None:
    text = page(parent, child)
    assert "Nothing about the skin has been added yet. Add what you see" in text
    assert "nothing is due" not in text
    make_day_note(child, TODAY, notes="slept well")
    assert "nothing is due" in page(parent, child)


def test_nothing_due_says_what_that_does_not_mean(parent: Client, child: Child) -> None:
    make_concern(child, first_noticed_on=TODAY)
    text = page(parent, child)
    assert "Going by the dates you entered, nothing is due." in text
    assert "This does not mean that the skin is fine." in text


@pytest.mark.parametrize(
    ("choice", "status", "trend", "label"),
    [
        ("same", "present", "same", "the same"),
        ("better", "present", "better", "better"),
        ("worse", "present", "worse", "worse"),
        ("gone", "clear", "", "gone"),
        ("back", "present", "new", "it's back"),
    ],
    ids=["same", "better", "worse", "gone", "back"],
)
def test_one_tap_writes_todays_entry(
    parent: Client, child: Child, choice: str, status: str, trend: str, label: str
) -> None:
    concern = make_concern(child)
    text = tap(parent, child, concern.uuid, choice)
    assert f"Iris, bumps on the chin: saved “{label}” for today. Undo" in text
    (entry,) = Entry.objects.all()
    assert (entry.day, f"{entry.at:%H:%M}") == (TODAY, "14:00")
    assert (entry.status, entry.trend) == (status, trend)
    assert Sign.objects.count() == 0


def test_the_same_tap_sent_twice_writes_once(parent: Client, child: Child) -> None:
    address = reverse("log", args=[child.pk, make_concern(child).uuid])
    data = {"choice": "same", "uuid": str(uuid4())}
    parent.post(address, data)
    text = text_of(parent.post(address, data, follow=True))
    assert "That was already saved. It's in the diary once." in text
    assert Entry.objects.count() == 1


def test_undo_takes_the_tap_back(parent: Client, child: Child) -> None:
    tap(parent, child, make_concern(child).uuid, "gone")
    change_set = Change.objects.get().change_set
    parent.post(reverse("undo", args=[child.pk, change_set]))
    assert Entry.objects.count() == 0


def test_worse_offers_the_signs(parent: Client, child: Child) -> None:
    text = tap(parent, child, make_concern(child).uuid, "worse")
    assert "You said it's worse. Are there any urgent signs today? Check the list" in text


def test_all_the_same_writes_for_every_open_concern_not_yet_written(
    parent: Client, child: Child
) -> None:
    written, waiting, other, cleared = (make_concern(child, title=t) for t in "abcd")
    make_entry(written, TODAY, trend="worse")
    make_entry(cleared, TODAY - timedelta(1), "clear")
    html = parent.get(reverse("today", args=[child.pk])).content.decode()
    (concerns,) = re.findall(r'name="concerns" value="([^"]+)"', html)
    data = {"uuid": str(uuid4()), "concerns": concerns}
    address = reverse("log_all_same", args=[child.pk])
    parent.post(address, data)
    parent.post(address, data)
    rows = Entry.objects.filter(day=TODAY).order_by("pk").values_list("concern__title", "trend")
    assert list(rows) == [("a", "worse"), ("b", "same"), ("c", "same")]
    assert waiting.entries.count() == other.entries.count() == 1


@pytest.mark.parametrize(
    ("days", "asks"), [(13, False), (14, True), (15, True)], ids=["13", "14", "15"]
)
def test_after_14_days_without_an_entry_a_card_asks(
    parent: Client, child: Child, days: int, asks: bool
) -> None:
    concern = make_concern(child)
    make_entry(concern, TODAY - timedelta(days))
    question = f"No entry for {days} days. Is it still there?"
    assert (question in page(parent, child)) == asks


def test_two_buttons_of_one_card_are_two_entries(parent: Client, child: Child) -> None:
    """Tapped one after the other before the page was there again: the second tap counts."""
    address = reverse("log", args=[child.pk, make_concern(child).uuid])
    sent = str(uuid4())
    for choice in ("same", "worse"):
        parent.post(address, {"choice": choice, "uuid": sent})
    assert list(Entry.objects.order_by("pk").values_list("trend", flat=True)) == ["same", "worse"]


def test_another_button_after_an_undo_writes_what_it_says(parent: Client, child: Child) -> None:
    address = reverse("log", args=[child.pk, make_concern(child).uuid])
    sent = str(uuid4())
    parent.post(address, {"choice": "same", "uuid": sent})
    parent.post(reverse("undo", args=[child.pk, Change.objects.get().change_set]))
    parent.post(address, {"choice": "worse", "uuid": sent})
    assert [entry.trend for entry in Entry.objects.all()] == ["worse"]


@pytest.mark.parametrize("name", ["log", "log_all_same"])
def test_a_page_left_open_writes_for_the_next_day(
    parent: Client, child: Child, time_machine: TimeMachineFixture, name: str
) -> None:
    concern = make_concern(child)
    address = reverse(name, args=[child.pk, *([concern.uuid] if name == "log" else [])])
    data = {"choice": "same", "uuid": str(uuid4()), "concerns": str(concern.uuid)}
    parent.post(address, data)
    time_machine.move_to("2026-05-11T14:00+01:00", tick=False)
    parent.post(address, data)
    days = Entry.objects.order_by("pk").values_list("day", flat=True)
    assert list(days) == [TODAY, TODAY + timedelta(1)]


def test_a_concern_that_is_gone_can_come_back(parent: Client, child: Child) -> None:
    make_entry(make_concern(child), date(2026, 5, 3), "clear")
    text = page(parent, child)
    assert "gone since 3 May" in text
    assert "It's back" in text


def test_an_urgent_sign_of_an_earlier_day_asks_whether_the_child_was_seen(
    parent: Client, child: Child
) -> None:
    rash = make_concern(child, title="red dots", condition="unsure_rash")
    entry = make_entry(rash, TODAY - timedelta(1), signs=("nonblanching",))
    assert "Call for help now" in page(parent, child)
    Entry.objects.filter(pk=entry.pk).update(day=TODAY - timedelta(2))
    text = page(parent, child)
    assert "On 8 May 2026 you noted this about red dots" in text
    assert (
        "Has a doctor seen Iris? Iris was seen by a doctor I entered this by mistake Still there"
        in text
    )
    assert "call for help now" not in text.lower()


def test_the_signs_of_one_entry_are_one_card_and_each_can_be_taken_back(
    parent: Client, child: Child
) -> None:
    rash = make_concern(child, title="red dots", condition="unsure_rash", first_noticed_on=TODAY)
    entry = make_entry(rash, TODAY, signs=("floppy", "nonblanching", "painful"))
    for address in (
        reverse("today", args=[child.pk]),
        reverse("concern", args=[child.pk, rash.uuid]),
    ):
        html = parent.get(address).content.decode()
        assert html.count('<article class="flag') == 1
        assert re.findall(r'href="(tel:\d+)"', html) == ["tel:999"]
        assert re.findall(r'name="rule" value="(\w+)"', html) == [
            "unwell",
            "nonblanching",
            "painful_or_spreading",
        ]
        assert html.count(f"?concern={rash.uuid}&amp;when=1") == 1
    data = {"rule": "nonblanching", "entry": str(entry.uuid)}
    parent.post(reverse("flag_mistake", args=[child.pk]), data)
    text = page(parent, child)
    assert "dots that do not fade" not in text
    assert "floppy, limp" in text
    assert "hurts when touched" in text


def test_the_signs_of_an_earlier_entry_ask_once(parent: Client, child: Child) -> None:
    rash = make_concern(child, title="red dots", condition="unsure_rash", first_noticed_on=TODAY)
    make_entry(rash, TODAY - timedelta(3), signs=("floppy", "painful"))
    text = page(parent, child)
    assert "1 question about an earlier day" in text
    assert text.count("Has a doctor seen Iris?") == 1
    assert text.count("I entered this by mistake") == 2


def test_written_by_mistake_takes_the_sign_back(parent: Client, child: Child) -> None:
    rash = make_concern(child, condition="unsure_rash", first_noticed_on=TODAY)
    entry = make_entry(rash, TODAY, signs=("nonblanching",))
    data = {"rule": "nonblanching", "entry": str(entry.uuid)}
    parent.post(reverse("flag_mistake", args=[child.pk]), data)
    assert Sign.objects.get().answer == "not_checked"
    assert "nothing is due" in page(parent, child)


def test_a_temperature_written_by_mistake_goes(parent: Client, child: Child) -> None:
    note = make_day_note(child, TODAY, temperature_c=39.5, notes="keep")
    data = {"rule": "fever_3_to_6_months", "entry": str(note.uuid)}
    parent.post(reverse("flag_mistake", args=[child.pk]), data)
    note.refresh_from_db()
    assert (note.temperature_c, note.notes) == (None, "keep")


def test_a_visit_answers_a_flag(parent: Client, child: Child) -> None:
    concern = make_concern(child, first_noticed_on=date(2026, 1, 20))
    make_entry(concern, TODAY)
    assert "Worth showing to a doctor · bumps on the chin" in page(parent, child)
    address = reverse("visit_new", args=[child.pk])
    data = {"day": "2026-05-10", "concerns": [str(concern.uuid)], "uuid": str(uuid4())}
    parent.post(address, data)
    assert list(Visit.objects.get().concerns.all()) == [concern]
    assert "nothing is due" in page(parent, child)


PAUSED = (
    "Paused · bumps on the chin Milk spots for more than 3 months: due since 21 April 2026. "
    "{who} paused this on 10 May 2026, until 7 June 2026."
)


def pause(parent: Client, child: Child) -> Concern:
    concern = make_concern(child, first_noticed_on=date(2026, 1, 20))
    data = {"rule": "milia_over_3_months", "concern": str(concern.uuid), "uuid": str(uuid4())}
    parent.post(reverse("flag_pause", args=[child.pk]), data)
    return concern


def test_a_paused_reminder_stays_visible(parent: Client, child: Child) -> None:
    concern = pause(parent, child)
    written = Acknowledgement.objects.get()
    assert written.day == TODAY
    concern_page = text_of(parent.get(reverse("concern", args=[child.pk, concern.uuid])))
    for text in (page(parent, child), concern_page):
        assert PAUSED.format(who=written.author_name) in text
        assert "nothing is due" not in text
        assert "Worth showing to a doctor ·" not in text


def test_a_paused_reminder_stands_in_the_timeline_and_on_the_doctors_page(
    parent: Client, child: Child
) -> None:
    pause(parent, child)
    who = Acknowledgement.objects.get().author_name
    timeline = text_of(parent.get(reverse("timeline", args=[child.pk])))
    assert "Paused bumps on the chin" in timeline
    assert "Milk spots for more than 3 months: due since 21 April 2026." in timeline
    sheet = text_of(parent.get(reverse("summary", args=[child.pk])))
    assert f"due since 21 Apr. {who} paused this on 10 May 2026, until 7 June 2026." in sheet
    assert "nothing is due" not in sheet


def test_a_paused_reminder_is_brought_back(parent: Client, child: Child) -> None:
    concern = pause(parent, child)
    data = {"concern": str(concern.uuid)}
    parent.post(reverse("flag_bring_back", args=[child.pk]), data)
    assert Acknowledgement.objects.count() == 0
    text = page(parent, child)
    assert "The pause has ended." in text
    assert "Worth showing to a doctor · bumps on the chin" in text
    assert "Paused ·" not in text


def test_what_was_not_paused_is_not_said_to_be_back(parent: Client, child: Child) -> None:
    parent.post(reverse("flag_bring_back", args=[child.pk]), {"concern": ""})
    assert "The pause has ended." not in page(parent, child)


def test_a_strangers_reminder_is_not_brought_back(parent: Client, child: Child) -> None:
    concern = pause(parent, child)
    stranger = client_of(make_member(make_family()))
    data = {"concern": str(concern.uuid)}
    response = stranger.post(reverse("flag_bring_back", args=[child.pk]), data)
    assert response.status_code == 404
    assert Acknowledgement.objects.count() == 1


def test_pausing_names_the_day(parent: Client, child: Child) -> None:
    make_concern(child, first_noticed_on=date(2026, 1, 20))
    assert "Pause for 4 weeks, until 7 June" in page(parent, child)


def test_an_urgent_sign_cannot_be_dealt_with_by_the_quiet_button(
    parent: Client, child: Child
) -> None:
    rash = make_concern(child, condition="unsure_rash")
    data = {"rule": "nonblanching", "concern": str(rash.uuid), "uuid": str(uuid4())}
    response = parent.post(reverse("flag_pause", args=[child.pk]), data)
    assert response.status_code == 404
    assert Acknowledgement.objects.count() == 0


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Pacific/Auckland", date(2026, 5, 11)), ("America/Los_Angeles", date(2026, 5, 10))],
    ids=["Auckland", "Los Angeles"],
)
def test_today_is_the_familys_today(zone: str, day: date) -> None:
    """14:00 in London is 01:00 of the next day in Auckland and 06:00 in Los Angeles."""
    child = make_child(make_family(time_zone=zone))
    parent = client_of(make_member(child.family))
    tap(parent, child, make_concern(child).uuid, "same")
    assert Entry.objects.get().day == day


@pytest.mark.parametrize("count", [3, 3000], ids=["3 entries", "3000 entries"])
def test_the_number_of_queries_does_not_grow(
    parent: Client, child: Child, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    concern = make_concern(child, first_noticed_on=date(2026, 1, 20))
    Entry.objects.bulk_create(
        Entry(concern=concern, day=date(2026, 1, 20) + timedelta(n % 100), status="present")
        for n in range(count)
    )
    for entry in Entry.objects.all()[:3]:
        make_photo(entry)
    parent.get(reverse("today", args=[child.pk]))
    # 1 session  2 user  3 child with family  4 the member  5 signs  6 entries  7 concerns
    # 8 exposures  9 day notes  10 their signs  11 visits  12 acknowledgements
    # earlier entries that matter: 13 changes  14 last ones  15 ticks of come back  16 temperatures
    # 17 last places and photo of each concern  18 children to switch between
    # for owners: 19 what waits to be done  20 who became an owner
    # reminders: 21 what they chose
    with django_assert_num_queries(21):
        parent.get(reverse("today", args=[child.pk]))


def test_a_card_shows_the_last_photo_and_the_last_four_weeks(parent: Client, child: Child) -> None:
    concern = make_concern(child, first_noticed_on=date(2026, 4, 1))
    make_photo(make_entry(concern, date(2026, 4, 20)))
    photo = make_photo(make_entry(concern, date(2026, 5, 1)))
    make_entry(concern, date(2026, 5, 4), "clear")
    make_entry(concern, date(2026, 5, 7))
    html = parent.get(reverse("today", args=[child.pk])).content.decode()
    address = reverse("photo_file", args=[child.pk, photo.uuid, "small"])
    assert re.findall(r'<img class="picture-image" src="([^"]*)"', html) == [address]
    assert re.findall(r'<svg class="chart"[^>]* aria-label="([^"]*)"', html) == [
        "bumps on the chin, from 13 April 2026 to 10 May 2026, 4 days with entries."
        " There from 1 April 2026 to 3 May 2026. Gone from 4 May 2026 to 6 May 2026."
        " Back since 7 May 2026."
    ]


def test_names_are_text_and_never_markup(parent: Client, child: Child) -> None:
    make_concern(child, title='<script>alert("x")</script>')
    html = parent.get(reverse("today", args=[child.pk])).content.decode()
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;" in html
    assert "<script>alert" not in html


CALLS = re.compile(r'<a class="btn btn-danger" href="([^"]+)">([^<]+)</a>')


@pytest.mark.parametrize(
    ("country", "number", "advice"),
    [("GB", "999", "111"), ("DE", "112", "116117"), ("", "112", None)],
)
def test_the_first_button_of_an_urgent_flag_dials_the_familys_number(
    country: str, number: str, advice: str | None
) -> None:
    child = make_child(make_family(country=country))
    rash = make_concern(child, condition="unsure_rash", title="red dots")
    for sign in ("nonblanching", "painful"):
        make_entry(rash, TODAY, signs=(sign,))
    reader = client_of(make_member(child.family, "viewer"))
    for name, arguments in (("today", [child.pk]), ("concern", [child.pk, rash.uuid])):
        html = reader.get(reverse(name, args=arguments)).content.decode()
        assert CALLS.findall(html) == [
            (f"tel:{number}", f"Call {number}"),
            (f"tel:{advice}", f"Call {advice}") if advice else (reverse("worried"), "Who to call"),
        ]


def test_who_only_reads_can_call_but_is_offered_nothing_to_write(child: Child) -> None:
    rash = make_concern(child, title="red dots", condition="unsure_rash")
    make_entry(rash, TODAY, signs=("nonblanching",))
    viewer = client_of(make_member(child.family, "viewer"))
    html = viewer.get(reverse("today", args=[child.pk])).content.decode()
    assert "Who to call" in text_of(html)
    assert "was seen by a doctor" not in text_of(html)
    assert "I entered this by mistake" not in text_of(html)
    assert reverse("add", args=[child.pk]) not in html
