"""One tap on Today: what it writes, and the pieces of the page that come back to a script."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from time_machine import TimeMachineFixture

from tests.factories import drawn_jpeg, make_concern, make_entry, make_photo
from tests.views.pages import text_of
from tracker.actions import photos as actions
from tracker.domain.vocabulary import TICKS
from tracker.models import Change, Child, Concern, Entry, Photo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_may")]

TODAY = date(2026, 5, 10)
YESTERDAY = TODAY - timedelta(days=1)
SCRIPT = {"HX-Request": "true"}


def address(name: str, concern: Concern) -> str:
    return reverse(name, args=[concern.child_id, concern.uuid])


def tap(client: Client, concern: Concern, choice: str = "same", **more: str) -> HttpResponse:
    data = {"choice": choice, "uuid": str(uuid4()), **more}
    return client.post(address("log", concern), data, headers=SCRIPT)


def picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("skin.jpg", drawn_jpeg((80, 60)), "image/jpeg")


def send_photo(client: Client, concern: Concern, uuid: str = "", **headers: str) -> HttpResponse:
    data = {"uuid": uuid or str(uuid4()), "photos": picture()}
    return client.post(address("log_photo", concern), data, headers=headers)


def pieces(response: HttpResponse) -> list[str]:
    """What of the page is put in its place anew."""
    html = response.content.decode()
    found = re.findall(r'<\w+(?=[^>]*hx-swap-oob)[^>]*?(?: id="([\w-]+)"|innerHTML:#(\w+))', html)
    return [one or other for one, other in found]


def written() -> list[tuple[date, str, str]]:
    return list(Entry.objects.order_by("pk").values_list("day", "status", "trend"))


@pytest.mark.parametrize("answer", [True, False])
def test_a_tap_asks_nothing_and_copies_no_answer(
    parent: Client, concern: Concern, answer: bool
) -> None:
    make_entry(concern, YESTERDAY, **dict.fromkeys(TICKS, answer))
    tap(parent, concern)
    parent.post(reverse("log_all_same", args=[concern.child_id]), {
        "uuid": str(uuid4()), "concerns": str(concern.uuid)
    })  # fmt: skip
    send_photo(parent, concern)
    today = Entry.objects.filter(day=TODAY)
    assert {value for row in today.values_list(*TICKS) for value in row} == {None}


# The pieces


def test_a_script_gets_the_card_what_is_due_and_what_was_done(
    parent: Client, child: Child, concern: Concern
) -> None:
    make_concern(child, title="not this one", first_noticed_on=TODAY)
    response = tap(parent, concern)
    assert response.status_code == 200
    assert pieces(response) == ["said", f"look-{concern.uuid}", "urgent", "due", "all-same"]
    text = text_of(response)
    assert "saved “the same” for today." in text
    assert "✓ Today at 14:00: the same" in text
    assert "Undo" in text
    assert "not this one" not in text


def test_what_was_said_to_a_script_is_not_said_again(
    parent: Client, child: Child, concern: Concern
) -> None:
    tap(parent, concern)
    assert "Undo" not in text_of(parent.get(reverse("today", args=[child.pk])))


def test_undo_gives_the_card_back_as_it_was(parent: Client, concern: Concern) -> None:
    html = tap(parent, concern).content.decode()
    (undo,) = re.findall(r'hx-post="([^"]+/undo/[^"]+)"', html)
    cards = re.findall(r'name="card" value="([^"]+)"', html)
    response = parent.post(undo, {"card": cards}, headers=SCRIPT)
    assert pieces(response) == ["said", f"look-{concern.uuid}", "urgent", "due", "all-same"]
    assert "Undone: " in text_of(response)
    assert 'value="same"' in response.content.decode()
    assert written() == []


def test_what_is_gone_stays_in_its_place_until_the_page_comes_anew(
    parent: Client, concern: Concern
) -> None:
    response = tap(parent, concern, "gone")
    assert pieces(response) == ["said", f"look-{concern.uuid}", "urgent", "due", "all-same"]
    assert "✓ Today at 14:00: gone Edit : bumps on the chin Undo" in text_of(response)


def test_worse_asks_for_signs_on_the_card(parent: Client, concern: Concern) -> None:
    assert "Are there any urgent signs today? Check the list" in text_of(
        tap(parent, concern, "worse")
    )


def test_a_second_worse_day_is_due_at_once(parent: Client, child: Child) -> None:
    concern = make_concern(child, first_noticed_on=YESTERDAY)
    make_entry(concern, YESTERDAY, trend="worse")
    text = text_of(tap(parent, concern, "worse"))
    assert "Worth asking about · bumps on the chin" in text


def test_all_the_same_draws_every_card_anew(parent: Client, child: Child) -> None:
    concerns = [make_concern(child, title=title) for title in "abc"]
    make_entry(concerns[1], TODAY, trend="worse")
    data = {"uuid": str(uuid4()), "concerns": " ".join(str(row.uuid) for row in concerns)}
    response = parent.post(reverse("log_all_same", args=[child.pk]), data, headers=SCRIPT)
    cards = [f"look-{concern.uuid}" for concern in concerns]
    assert pieces(response) == ["said", *cards, "urgent", "due", "all-same"]
    assert text_of(response).count("Undo") == 1
    assert [trend for *_rest, trend in written()] == ["worse", "same", "same"]


@pytest.mark.parametrize("name", ["log", "log_photo"])
def test_a_form_that_cannot_be_read_is_refused_in_a_sentence(
    parent: Client, concern: Concern, name: str
) -> None:
    response = parent.post(address(name, concern), {"choice": "unknown"}, headers=SCRIPT)
    assert response.status_code == 422
    assert response["Content-Type"] == "text/plain"
    assert written() == []
    page = parent.post(address(name, concern), {"choice": "unknown"}, follow=True)
    assert response.content.decode() in text_of(page)


def test_the_number_of_queries_of_a_tap(
    parent: Client, concern: Concern, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_entry(concern, YESTERDAY)
    tap(parent, make_concern(concern.child, title="warms up"))
    # 1 session  2 user  3 child with family  4 the member  5 the concern  6 begins to write
    # 7 locks the family  8 its days to look again  9 whether the entry was moved
    # 10 whether another concern has the id  11 whether it is there
    # 12-14 the entry, in a savepoint  15 the change  16 has written, then
    # Today: 17 signs  18 entries  19 concerns  20 exposures  21 day notes  22 their signs
    # 23 visits  24 acknowledgements  25-28 which earlier entries matter  29 where each concern is,
    # and for an owner 30 what waits in the family  31 who became an owner
    with django_assert_num_queries(31):
        tap(parent, concern)


# Yesterday


@pytest.mark.parametrize(
    ("entries", "is_offered"),
    [
        ({2: "present"}, True),
        ({0: "present"}, True),
        ({2: "present", 0: "present"}, True),
        ({}, False),
        ({3: "present"}, False),
        ({2: "present", 1: "present"}, False),
        ({1: "present", 0: "present"}, False),
        ({3: "clear", 0: "present"}, False),
        ({20: "clear", 0: "present"}, False),
        ({2: "clear"}, False),
    ],
    ids=[
        "the day before",
        "today",
        "both",
        "nothing at all",
        "the day before was missed too",
        "yesterday is written",
        "yesterday and today",
        "it came back within a spell",
        "it came back anew",
        "gone since",
    ],
)
def test_a_forgotten_yesterday_is_offered(
    parent: Client, child: Child, concern: Concern, entries: dict[int, str], is_offered: bool
) -> None:
    for days, status in entries.items():
        make_entry(concern, TODAY - timedelta(days=days), status)
    text = text_of(parent.get(reverse("today", args=[child.pk])))
    assert ("Same yesterday too" in text) == is_offered


@pytest.mark.parametrize("days", [0, 1], ids=["first noticed today", "first noticed yesterday"])
def test_the_first_day_has_no_yesterday(parent: Client, child: Child, days: int) -> None:
    concern = make_concern(child, first_noticed_on=TODAY - timedelta(days=days))
    make_entry(concern, TODAY)
    assert "Yesterday too" not in text_of(parent.get(reverse("today", args=[child.pk])))


def test_yesterday_is_written_for_the_day_that_the_button_named(
    parent: Client, concern: Concern, time_machine: TimeMachineFixture
) -> None:
    make_entry(concern, TODAY)
    time_machine.move_to("2026-05-11T00:05+01:00", tick=False)
    text = text_of(tap(parent, concern, day=YESTERDAY.isoformat()))
    assert "saved “the same” for 9 May 2026." in text
    entry = Entry.objects.latest("pk")
    assert (entry.day, entry.at, entry.trend) == (YESTERDAY, None, "same")


@pytest.mark.parametrize("day", ["2026-01-09", "2026-05-11"], ids=["before birth", "ahead"])
def test_no_other_day_is_taken(parent: Client, concern: Concern, day: str) -> None:
    assert tap(parent, concern, day=day).status_code == 422
    assert written() == []


# A photo


def test_a_photo_writes_the_same_and_is_kept_with_it(parent: Client, concern: Concern) -> None:
    text = text_of(send_photo(parent, concern, **SCRIPT))
    assert "saved “the same” for today, with the photo." in text
    assert "Undo" in text
    assert written() == [(TODAY, "present", "same")]
    assert Photo.objects.get().entry == Entry.objects.get()
    assert set(Change.objects.values_list("kind", flat=True)) == {"entry", "photo"}
    assert (
        len(set(Change.objects.values_list("change_set", flat=True))) == 1
    )  # one line of the history


def test_a_photo_goes_with_todays_entry_where_there_is_one(
    parent: Client, concern: Concern
) -> None:
    """Another "same" would take back what was said before."""
    make_entry(concern, TODAY, at=time(9), trend="better")
    worse = make_entry(concern, TODAY, at=time(11), trend="worse")
    text = text_of(send_photo(parent, concern, **SCRIPT))
    assert "photo added to today's entry." in text
    assert Photo.objects.get().entry == worse
    assert [trend for *_rest, trend in written()] == ["better", "worse"]


def test_a_photo_sent_twice_is_there_once(parent: Client, concern: Concern) -> None:
    uuid = str(uuid4())
    for _ in range(2):
        send_photo(parent, concern, uuid)
    assert (Entry.objects.count(), Photo.objects.count()) == (1, 1)


def test_what_is_no_photo_writes_nothing(parent: Client, concern: Concern) -> None:
    data = {"uuid": str(uuid4()), "photos": SimpleUploadedFile("a.jpg", b"no picture")}
    response = parent.post(address("log_photo", concern), data, headers=SCRIPT)
    assert response.status_code == 422
    assert response.content.decode().startswith("a.jpg: ")
    assert written() == []


def test_a_storage_that_fails_is_tried_again_and_writes_once(
    parent: Client, concern: Concern, monkeypatch: pytest.MonkeyPatch
) -> None:
    uuid = str(uuid4())
    with monkeypatch.context() as patch:
        patch.setattr(actions.default_storage, "save", lambda *_args: 1 / 0)
        response = send_photo(parent, concern, uuid, **SCRIPT)
    assert response.status_code == 503
    assert "The photo could not be saved. Try again." in response.content.decode()
    assert send_photo(parent, concern, uuid, **SCRIPT).status_code == 200
    assert (Entry.objects.count(), Photo.objects.count()) == (1, 1)


def test_an_entry_has_room_for_so_many_photos(parent: Client, concern: Concern) -> None:
    entry = make_entry(concern, TODAY)
    for _ in range(actions.MAX_PHOTOS_PER_ENTRY):
        make_photo(entry)
    response = send_photo(parent, concern, **SCRIPT)
    assert (response.status_code, Photo.objects.count()) == (422, actions.MAX_PHOTOS_PER_ENTRY)


@pytest.mark.parametrize(
    ("condition", "sites", "is_private"),
    [
        ("milia", ("chin",), False),
        ("unsure_rash", ("groin",), True),
        ("diaper_rash", (), True),
    ],
    ids=["chin", "groin", "nappy rash"],
)
def test_a_photo_of_a_private_place_leads_through_the_page_that_says_what_to_mind(
    parent: Client, child: Child, condition: str, sites: tuple[str, ...], is_private: bool
) -> None:
    concern = make_concern(child, condition=condition)
    make_entry(concern, YESTERDAY, sites=sites)
    html = parent.get(reverse("today", args=[child.pk])).content.decode()
    form = f'href="{address("entry_new", concern)}#photos-heading"'
    assert (form in html) == is_private
    assert (address("log_photo", concern) in html) != is_private
    page = parent.get(address("entry_new", concern)).content.decode()
    assert ('class="is-private"' in page) == is_private
