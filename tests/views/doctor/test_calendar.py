"""The calendar: a file a day for the family, and an address of one's own for a calendar."""

from __future__ import annotations

import logging
import re
from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from diary.log import Formatter
from tests.factories import (
    client_of,
    make_child,
    make_concern,
    make_entry,
    make_family,
    make_member,
)
from tests.views.pages import text_of
from tracker.models import CalendarLink, Child, Concern, Family, Member, User, Visit
from tracker.utils.tokens import hash_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_march")]

AGAIN = date(2026, 4, 7)


@pytest.fixture
def visit(concern: Concern) -> Visit:
    """Asks the child back on 7 April."""
    row = Visit.objects.create(
        child=concern.child,
        day=date(2026, 3, 9),
        who="Dr Singh",
        said="patience",
        follow_up_on=AGAIN,
    )
    row.concerns.add(concern)
    return row


@pytest.fixture
def page(child: Child) -> str:
    return reverse("calendar", args=[child.pk])


def day_address(child: Child, day: date) -> str:
    return reverse("calendar_day", args=[child.pk, day])


def address_in(client: Client, page: str) -> str:
    """The path of the address that the page shows; empty where it shows none."""
    shown = client.get(page).context["address"]
    return str(shown).removeprefix("http://testserver")


def events(response: HttpResponse) -> list[dict[str, str]]:
    assert response.status_code == 200
    calendar = Calendar.from_ical(response.content)
    return [{name: str(event[name]) for name in event} for event in calendar.walk("VEVENT")]


def alarms(response: HttpResponse) -> list[tuple[str, str]]:
    calendar = Calendar.from_ical(response.content)
    return [
        (str(alarm["DESCRIPTION"]), alarm["TRIGGER"].to_ical().decode())
        for alarm in calendar.walk("VALARM")
    ]


def secrets_in(response: HttpResponse) -> list[str]:
    """Names, places and findings of the diaries below, and sources that name an illness."""
    text = response.content.decode().replace("\r\n ", "").casefold()
    secrets = ("Iris", "bumps", "chin", "milia", "patch", "eczema", "Singh", "patience", "Mayo")
    return [word for word in (*secrets, "over_4_weeks") if word.casefold() in text]


# One day as a file


def test_the_file_of_a_day_says_nothing_about_the_child(
    parent: Client, child: Child, visit: Visit
) -> None:
    response = parent.get(day_address(child, AGAIN))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="milkspot-2026-04-07.ics"'
    (event,) = events(response)
    assert event["SUMMARY"] == "Milkspot: go back to the doctor"
    assert event["DESCRIPTION"] == event["URL"] == f"http://testserver/children/{child.pk}/"
    assert alarms(response) == [
        ("You noted something for tomorrow", "-PT6H"),
        ("You noted something for today", "PT9H"),
    ]
    assert secrets_in(response) == []


def test_the_file_of_what_is_due_says_nothing_about_the_child(
    parent: Client, concern: Concern
) -> None:
    response = parent.get(day_address(concern.child, date(2026, 5, 2)))
    (event,) = events(response)
    assert event["SUMMARY"] == "Milkspot: something is due"
    assert alarms(response) == [("Something is due: open the diary", "PT9H")]
    assert secrets_in(response) == []


def test_put_in_again_after_a_change_it_is_the_same_event(
    parent: Client, child: Child, visit: Visit
) -> None:
    before = parent.get(day_address(child, AGAIN))
    assert parent.get(day_address(child, AGAIN)).content == before.content
    moved = {"day": "2026-03-09", "concerns": [], "follow_up_on": "2026-04-08"}
    parent.post(reverse("visit_edit", args=[child.pk, visit.pk]), moved)
    (old,), (new,) = events(before), events(parent.get(day_address(child, date(2026, 4, 8))))
    assert old["UID"] == new["UID"]
    assert parent.get(day_address(child, AGAIN)).status_code == 404


@pytest.mark.parametrize(
    "day", ["2026-04-06", "2026-02-30", "0000-00-00", "2026-4-7", "20260407", "tomorrow"]
)
def test_a_day_on_which_nothing_falls_has_no_file(
    parent: Client, child: Child, visit: Visit, day: str
) -> None:
    assert parent.get(f"/children/{child.pk}/calendar/{day}.ics").status_code == 404


# An address of one's own


def test_without_an_address_there_is_one_to_make(parent: Client, page: str) -> None:
    response = parent.get(page)
    assert (response.context["link"], response.context["address"]) == (None, "")
    assert "Make an address" in text_of(response)


def test_an_address_is_shown_once_it_is_made_and_only_its_hash_is_kept(
    parent: Client, page: str
) -> None:
    response = parent.post(page)
    assert response["Location"] == page
    address = address_in(parent, page)
    match = re.fullmatch(r"/calendar/([A-Za-z0-9_-]{43})\.ics", address)
    assert match
    link = CalendarLink.objects.get()
    assert link.token_hash == hash_of(match[1])
    assert match[1] not in str(vars(link))


def test_the_browser_keeps_it_for_that_page_alone(parent: Client, page: str) -> None:
    cookie = parent.post(page).cookies["milkspot_calendar"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (page, True, "Strict")
    assert cookie["max-age"] == ""


def test_over_https_its_name_says_so(parent: Client, page: str, settings) -> None:
    settings.SESSION_COOKIE_SECURE = True
    parent.post(page)
    assert parent.cookies["__Secure-milkspot_calendar"]["secure"] is True
    assert "milkspot_calendar" not in parent.cookies
    parent.post(reverse("calendar_stop", args=[page.split("/")[2]]))
    gone = parent.cookies["__Secure-milkspot_calendar"]
    assert (gone.value, gone["max-age"], gone["secure"]) == ("", 0, True)


def test_another_browser_is_not_told(parent: Client, family: Family, page: str) -> None:
    user = make_member(family)
    client_of(user).post(page)
    response = client_of(user).get(page)
    assert response.context["address"] == ""
    assert "It's shown only in the browser where you made it" in text_of(response)


def test_each_member_has_an_own_one(parent: Client, caregiver: Client, page: str) -> None:
    parent.post(page)
    caregiver.post(page)
    assert CalendarLink.objects.count() == 2
    caregiver.post(reverse("calendar_stop", args=[CalendarLink.objects.first().child_id]))
    assert Client().get(address_in(parent, page)).status_code == 200
    assert address_in(caregiver, page) == ""


def test_it_tells_a_calendar_the_days_and_nothing_else(
    parent: Client, child: Child, page: str, visit: Visit
) -> None:
    make_concern(child, condition="eczema", title="patch", first_noticed_on=date(2026, 3, 1))
    parent.post(page)
    response = Client().get(address_in(parent, page))
    assert [(event["SUMMARY"], event["DESCRIPTION"]) for event in events(response)] == [
        ("Milkspot: something is due", f"http://testserver/children/{child.pk}/"),
        ("Milkspot: something is due", f"http://testserver/children/{child.pk}/"),
        ("Milkspot: go back to the doctor", f"http://testserver/children/{child.pk}/"),
    ]
    assert secrets_in(response) == []


def test_a_calendar_gets_no_cookie_and_keeps_no_page(
    parent: Client, page: str, visit: Visit
) -> None:
    parent.post(page)
    response = Client().get(address_in(parent, page))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert not response.cookies
    assert "Content-Disposition" not in response


def test_it_opens_under_the_public_address(
    parent: Client, page: str, visit: Visit, settings
) -> None:
    settings.PUBLIC_URL = "https://milkspot.example.org"
    parent.post(page)
    shown = parent.get(page).context["address"]
    assert shown.startswith("https://milkspot.example.org/calendar/")
    (event,) = events(Client().get(shown.removeprefix("https://milkspot.example.org")))
    assert event["URL"].startswith("https://milkspot.example.org/children/")


def test_renewed_the_old_address_is_no_more(parent: Client, page: str) -> None:
    parent.post(page)
    old = address_in(parent, page)
    parent.post(page)
    new = address_in(parent, page)
    assert [Client().get(one).status_code for one in (old, new)] == [404, 200]


def test_ended_it_is_no_more(parent: Client, child: Child, page: str) -> None:
    parent.post(page)
    old = address_in(parent, page)
    response = parent.post(reverse("calendar_stop", args=[child.pk]))
    assert response["Location"] == page
    assert Client().get(old).status_code == 404
    assert address_in(parent, page) == ""
    assert parent.cookies["milkspot_calendar"].value == ""


def leaves(member: Member) -> None:
    member.delete()


def goes_to_another_family(member: Member) -> None:
    member.family = make_family()
    member.save()


def may_not_log_in_any_more(member: Member) -> None:
    User.objects.filter(pk=member.user_id).update(is_active=False)


@pytest.mark.parametrize("parts", [leaves, goes_to_another_family, may_not_log_in_any_more])
def test_it_ends_with_the_membership(family: Family, page: str, parts) -> None:
    user = make_member(family, "caregiver")
    client = client_of(user)
    client.post(page)
    address = address_in(client, page)
    assert Client().get(address).status_code == 200
    parts(Member.objects.get(user=user))
    assert Client().get(address).status_code == 404


def test_who_only_reads_has_an_own_one_too(family: Family, page: str, visit: Visit) -> None:
    viewer = client_of(make_member(family, "viewer"))
    assert viewer.post(page).status_code == 302
    assert len(events(Client().get(address_in(viewer, page)))) == 1
    assert viewer.post(f"{page}stop/").status_code == 302
    assert not CalendarLink.objects.exists()


def test_a_stranger_makes_and_ends_none(parent: Client, child: Child, page: str) -> None:
    stranger = client_of(make_member(make_child().family))
    parent.post(page)
    before = CalendarLink.objects.get().token_hash
    assert stranger.post(page).status_code == 404
    assert stranger.post(reverse("calendar_stop", args=[child.pk])).status_code == 404
    assert CalendarLink.objects.get().token_hash == before


@pytest.mark.parametrize("token", ["x", "A" * 43, "A" * 5000])
def test_an_address_that_never_was_is_not_there(token: str) -> None:
    assert Client().get(f"/calendar/{token}.ics").status_code == 404


def test_it_is_only_read(parent: Client, page: str) -> None:
    parent.post(page)
    address = address_in(parent, page)
    assert Client().head(address).status_code == 200
    assert Client().post(address).status_code == 405


def test_the_log_does_not_tell_it(caplog: pytest.LogCaptureFixture) -> None:
    caplog.handler.setFormatter(Formatter())
    with caplog.at_level(logging.WARNING):
        Client().get(f"/calendar/{'A' * 43}.ics")
        Client().post(f"/calendar/{'A' * 43}.ics")
    assert "/calendar/<slug:token>.ics" in caplog.text
    assert "AAAA" not in caplog.text


# Where the days are offered


def test_the_page_shows_the_days_to_come_with_their_files(
    parent: Client, child: Child, page: str, visit: Visit
) -> None:
    Visit.objects.create(child=child, day=date(2026, 2, 1), follow_up_on=date(2026, 3, 9))
    response = parent.get(page)
    assert [row.day for row in response.context["days"]] == [AGAIN]
    assert f'href="{day_address(child, AGAIN)}"' in response.content.decode()


def test_the_page_without_days_says_what_will_stand_there(parent: Client, page: str) -> None:
    assert "Nothing coming up." in text_of(parent.get(page))


@pytest.mark.parametrize("where", ["concern", "timeline"])
def test_what_is_ahead_has_its_file_beside_it(
    parent: Client, concern: Concern, visit: Visit, where: str
) -> None:
    ids = [concern.child_id, concern.uuid] if where == "concern" else [concern.child_id]
    html = parent.get(reverse(where, args=ids)).content.decode()
    assert f'href="{day_address(concern.child, AGAIN)}"' in html


@pytest.mark.parametrize("role", ["owner", "viewer"])
@pytest.mark.parametrize(
    ("first", "offered"),
    [(date(2025, 12, 9), True), (date(2025, 12, 8), False)],
    ids=["due today", "due since yesterday"],
)
def test_a_reminder_due_today_has_its_file_beside_it(
    family: Family, role: str, first: date, offered: bool
) -> None:
    child = make_child(family, birth_date=date(2025, 11, 1))
    concern = make_concern(child, first_noticed_on=first)
    html = client_of(make_member(family, role)).get(reverse("today", args=[child.pk]))
    address = day_address(child, date(2026, 3, 10))
    assert (f'href="{address}"' in html.content.decode()) == offered
    client = client_of(make_member(family, role))
    assert client.get(address).status_code == (200 if offered else 404)
    assert concern.child == child


# Queries


@pytest.mark.parametrize("entries", [3, 300], ids=["3 entries", "300 entries"])
def test_the_number_of_queries_does_not_grow(
    parent: Client,
    concern: Concern,
    page: str,
    visit: Visit,
    django_assert_num_queries: DjangoAssertNumQueries,
    entries: int,
) -> None:
    for _ in range(entries):
        make_entry(concern, date(2026, 3, 2))
    parent.post(page)
    address = address_in(parent, page)
    # 1 session  2 user  3 child with family  4 the member  5 the address  6 to 18 the diary of the
    # check  19 visits that named a day  20 their concerns  21 children to switch between
    with django_assert_num_queries(21):
        parent.get(page)
    # 1 the address with child and family  2 to 14 the diary of the check  15 visits that named a
    # day  16 their concerns  17 the last change
    with django_assert_num_queries(17):
        Client().get(address)
