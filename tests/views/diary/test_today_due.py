"""Today: what is due is folded once it was read, owners close their notices, next steps."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from tests.factories import (
    client_of,
    make_child,
    make_concern,
    make_day_note,
    make_entry,
    make_family,
    make_member,
)
from tests.views.pages import text_of
from tracker.models import Child, Concern, Entry, Family, FamilyEvent, Member, PendingRemoval
from tracker.removals import pending as removals
from tracker.utils.clock import now_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_may")]

TODAY = date(2026, 5, 10)
DUE = date(2026, 4, 21)
"""The day after three months of bumps that began on 20 January."""

FLAG = re.compile(r'<details class="flag flag-visit" data-flag="[^"]+"( open)?>')


@pytest.fixture
def bumps(child: Child) -> Concern:
    concern = make_concern(child, first_noticed_on=date(2026, 1, 20))
    make_entry(concern, DUE - timedelta(1))
    return concern


def page(client: Client, child: Child, **headers: str) -> str:
    return client.get(reverse("today", args=[child.pk]), headers=headers).content.decode()


def is_open(client: Client, child: Child, **headers: str) -> bool:
    (opened,) = FLAG.findall(page(client, child, **headers))
    return bool(opened)


# Folded once read


def test_a_flag_is_open_until_it_was_shown(parent: Client, child: Child, bumps: Concern) -> None:
    assert is_open(parent, child)
    assert not is_open(parent, child)
    assert "What next?" in page(parent, child)


def test_a_copy_and_another_members_page_read_nothing(
    parent: Client, caregiver: Client, child: Child, bumps: Concern
) -> None:
    assert is_open(parent, child, **{"Milkspot-Copy": "yes"})
    assert is_open(caregiver, child)
    assert is_open(parent, child)
    assert not is_open(parent, child)


def test_a_changed_flag_is_unread_again(parent: Client, child: Child, bumps: Concern) -> None:
    assert [is_open(parent, child) for _ in range(2)] == [True, False]
    make_entry(bumps, TODAY)  # it was still there after the day it fell due
    assert [is_open(parent, child) for _ in range(2)] == [True, False]
    Concern.objects.update(first_noticed_on=date(2026, 1, 25))
    assert [is_open(parent, child) for _ in range(2)] == [True, False]
    Entry.objects.filter(day=TODAY).update(day=TODAY, status="clear")
    assert FLAG.findall(page(parent, child)) == []
    Entry.objects.filter(day=TODAY).update(status="present")
    assert is_open(parent, child)


def test_each_child_has_its_own(parent: Client, child: Child, bumps: Concern) -> None:
    other = make_child(child.family, name="Rose")
    make_concern(other, first_noticed_on=date(2026, 1, 20))
    assert is_open(parent, child)
    assert is_open(parent, other)
    assert not is_open(parent, child)


def test_an_urgent_card_is_never_folded(parent: Client, child: Child, bumps: Concern) -> None:
    for sign in ("nonblanching", "painful"):
        make_entry(bumps, TODAY, signs=(sign,))
    for _ in range(2):
        html = page(parent, child)
        urgent = html[html.index('id="urgent"') : html.index('id="due"')]
        assert re.findall(r'<(\w+) class="flag flag-(\w+)"', urgent) == [
            ("article", "emergency"),
            ("article", "same_day"),
        ]


# Next steps


def test_who_only_reads_is_offered_nothing_to_write(
    family: Family, child: Child, bumps: Concern
) -> None:
    text = text_of(page(client_of(make_member(family, "viewer")), child))
    assert "Doctor's page Add to calendar Numbers to call" in text
    for words in ("Add a question", "Record a visit", "Pause for 4 weeks"):
        assert words not in text


def test_what_is_due_goes_into_the_calendar_of_today(
    parent: Client, child: Child, bumps: Concern
) -> None:
    address = reverse("calendar_day", args=[child.pk, DUE])
    assert f'href="{address}"' in page(parent, child)
    (event,) = Calendar.from_ical(parent.get(address).content).walk("VEVENT")
    assert event["dtstart"].dt == TODAY
    Concern.objects.update(first_noticed_on=TODAY - timedelta(1))
    Entry.objects.all().delete()
    assert parent.get(address).status_code == 404


def test_a_question_begins_with_the_concerns_name(
    parent: Client, child: Child, bumps: Concern
) -> None:
    other = make_concern(make_child(), title="of strangers")
    address = reverse("questions", args=[child.pk])
    for asked, text in ((bumps.uuid, "bumps on the chin: "), (other.uuid, ""), ("x", "")):
        form = parent.get(address, {"concern": asked}).context["form"]
        assert form["text"].value() == text


def test_was_seen_ticks_what_the_urgent_sign_is_about_and_not_what_is_due(
    parent: Client, child: Child, bumps: Concern
) -> None:
    rash = make_concern(child, title="red dots", condition="unsure_rash", first_noticed_on=TODAY)
    make_entry(rash, TODAY, signs=("nonblanching",))
    make_day_note(child, TODAY, signs=("floppy",))
    links = re.findall(r'href="([^"]+)">Iris was seen by a doctor<', page(parent, child))
    boxes = [parent.get(unescape(link)).context["form"]["concerns"].value() for link in links]
    assert sorted(boxes) == [[], [str(rash.uuid)]]


def test_a_visit_has_ticked_what_is_due(parent: Client, child: Child, bumps: Concern) -> None:
    elbow = make_concern(child, title="elbow", first_noticed_on=TODAY)
    toe = make_concern(child, title="toe", first_noticed_on=TODAY)
    address = reverse("visit_new", args=[child.pk])
    ticked = [
        (query, set(parent.get(address, query).context["form"]["concerns"].value()))
        for query in ({}, {"concern": str(elbow.uuid)}, {"concern": str(bumps.uuid)})
    ]
    assert [row[1] for row in ticked] == [
        {str(bumps.uuid)},
        {str(bumps.uuid), str(elbow.uuid)},
        {str(bumps.uuid)},
    ]
    assert str(toe.uuid) not in ticked[1][1]
    assert "If you tick nothing, the visit is about Iris in general" in text_of(parent.get(address))
    sent = {"day": "2026-05-10", "concerns": [str(elbow.uuid)], "uuid": str(uuid4())}
    parent.post(address, sent)
    assert FLAG.search(page(parent, child))  # what was unticked keeps its reminder


# Notices to owners


@pytest.fixture
def owner(family: Family) -> Client:
    """An owner of a family whose other owner is new and wants the child's diary deleted."""
    return client_of(make_member(family))


@pytest.fixture
def removal(family: Family, child: Child) -> PendingRemoval:
    by = make_member(family)
    removals.request_child_deletion(child=child, by=by, now=now_in(family.time_zone))
    return PendingRemoval.objects.get()


def close(client: Client, child: Child) -> None:
    keys = re.findall(r'name="notice" value="([^"]+)"', page(client, child))
    assert keys
    client.post(reverse("notices_close", args=[child.pk]), {"notice": keys})


def test_notices_come_last_and_can_be_closed(
    owner: Client, family: Family, child: Child, removal: PendingRemoval
) -> None:
    html = page(owner, child)
    assert html.count("Iris&#x27;s diary will be deleted.") == 1
    assert html.index('id="open-heading"') < html.index('id="owners-heading"')
    close(owner, child)
    assert "owners-heading" not in page(owner, child)
    another = client_of(make_member(family))
    assert "owners-heading" in page(another, child)


def test_a_notice_shows_again_when_it_says_something_else(
    owner: Client, family: Family, child: Child, removal: PendingRemoval
) -> None:
    close(owner, child)
    PendingRemoval.objects.update(due_at=removal.due_at + timedelta(days=1))
    assert "owners-heading" in page(owner, child)
    close(owner, child)
    new = make_member(family)
    FamilyEvent.objects.create(
        family=family, kind=FamilyEvent.Kind.BECAME, about="Ben", role="owner", by=new
    )
    html = page(owner, child)
    assert html.count('name="notice"') == 1
    assert "Ben joined as an owner on" in html
    kept = Member.objects.exclude(closed_notices=[]).get().closed_notices
    assert len(kept) == 1  # the former wording of the removal is forgotten


def test_only_owners_close_notices_and_only_theirs(
    owner: Client, caregiver: Client, family: Family, child: Child, removal: PendingRemoval
) -> None:
    address = reverse("notices_close", args=[child.pk])
    stranger = client_of(make_member(make_family()))
    answers = [
        client.post(address, {"notice": "removal"}).status_code
        for client in (stranger, caregiver, owner)
    ]
    assert answers == [404, 403, 302]
    assert not Member.objects.exclude(closed_notices=[]).exists()
