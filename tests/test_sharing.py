"""Links for people outside the family: opening, ending, contents."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from tests.factories import (
    SECRETS,
    make_child,
    make_concern,
    make_entry,
    make_member,
    make_photo,
    make_share,
)
from tracker.actions.people import remove_child
from tracker.models import Child, Concern, FamilyEvent, Photo, Share, ShareOpening, User
from tracker.queries import whole_diary
from tracker.sharing import (
    Attempt,
    Secrets,
    matches_secrets,
    new_secrets,
    open_share,
    revoke_share,
    share_of,
    shared_summary_of,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 10, 14, 5, 30, 250_000, tzinfo=UTC)
TODAY = date(2026, 3, 10)
SECOND = timedelta(seconds=1)


@pytest.fixture
def child() -> Child:
    return make_child(name="Iris Marie")


@pytest.fixture
def concern(child: Child) -> Concern:
    return make_concern(child)


@pytest.fixture
def parent(child: Child) -> User:
    return make_member(child.family)


def linked(child: Child, secrets: Secrets = SECRETS, **fields: Any) -> Share:
    return make_share(child, secrets, **{"now": NOW, **fields})


@pytest.fixture
def share(child: Child) -> Share:
    return linked(child)


def tried(code: str, token: str = SECRETS.token, now: datetime = NOW) -> bool:
    return open_share(token=token, code=code, now=now).opened is not None


def wrong_codes(share: Share) -> int:
    share.refresh_from_db()
    return share.wrong_codes


# Secrets


def test_secrets_are_long_and_new_each_time() -> None:
    made = [new_secrets() for _ in range(200)]
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", secrets.token) for secrets in made)
    assert all(re.fullmatch(r"[0-9]{6}", secrets.code) for secrets in made)
    assert len({secrets.token for secrets in made}) == 200
    assert len({secrets.code for secrets in made}) > 190


def test_only_hashes_are_stored(share: Share) -> None:
    row = Share.objects.filter(pk=share.pk).values().get()
    assert row["token_hash"] == sha256(SECRETS.token.encode()).hexdigest()
    assert row["code_hash"] == sha256((SECRETS.token + SECRETS.code).encode()).hexdigest()
    assert SECRETS.token not in str(row)
    assert SECRETS.code not in str(row)


def test_a_link_knows_its_own_secrets(share: Share) -> None:
    assert matches_secrets(share, SECRETS)
    assert not matches_secrets(share, replace(SECRETS, code="012346"))
    assert not matches_secrets(share, replace(SECRETS, code=""))
    assert not matches_secrets(share, replace(SECRETS, token="B" * 43))


# Made


def test_what_was_asked_for_is_stored(child: Child, parent: User) -> None:
    share = linked(child, by=parent, days=7, choice="notes=no", with_full_name=True)
    assert (share.child, share.made_by, share.made_at) == (child, parent, NOW)
    assert share.expires_at == NOW + timedelta(days=7)
    assert (share.choice, share.with_full_name) == ("notes=no", True)
    assert (share.diary, share.as_of, share.revoked_at) == ("", None, None)


def test_made_twice_it_is_there_once(child: Child) -> None:
    first = linked(child, days=7)
    second = linked(child, days=7, now=NOW + SECOND)
    assert first == second
    assert second.expires_at == NOW + timedelta(days=7)
    assert Share.objects.count() == 1


# Opened


def test_token_and_code_open_it(share: Share) -> None:
    assert open_share(token=SECRETS.token, code=SECRETS.code, now=NOW) == Attempt(opened=share)
    assert list(ShareOpening.objects.values_list("share", "at")) == [(share.pk, NOW)]
    assert wrong_codes(share) == 0


@pytest.mark.parametrize("typed", ["012 345", " 012345 ", "012-345", "٠١٢٣٤٥"])
def test_a_code_is_read_as_people_type_it(share: Share, typed: str) -> None:
    assert tried(typed)


@pytest.mark.parametrize("typed", ["012346", "12345", "0123456", "letters", "²12345"])
def test_a_wrong_code_counts_and_opens_nothing(share: Share, typed: str) -> None:
    assert not tried(typed)
    assert wrong_codes(share) == 1
    assert not ShareOpening.objects.exists()


def test_no_code_at_all_is_no_try(share: Share) -> None:
    assert not tried("")
    assert not tried("  ")
    assert wrong_codes(share) == 0


def test_a_wrong_token_counts_nowhere(share: Share) -> None:
    assert not tried(SECRETS.code, token="B" * 43)
    assert not tried("999999", token="B" * 43)
    assert wrong_codes(share) == 0


def test_the_code_of_another_link_is_wrong(child: Child, share: Share) -> None:
    linked(child, secrets=Secrets("B" * 43, "777777"))
    assert not tried("777777")


def test_without_a_code_the_token_is_enough(child: Child) -> None:
    share = linked(child, secrets=replace(SECRETS, code=""))
    assert share.code_hash == ""
    assert tried("")
    assert tried("999999")
    assert wrong_codes(share) == 0


def test_five_wrong_codes_lock_it_for_the_right_one_too(share: Share) -> None:
    for number in range(4):
        assert not tried(f"99999{number}")
    assert tried(SECRETS.code), "the fifth try is right"
    assert wrong_codes(share) == 4, "and does not count, nor does it start anew"
    assert share_of(uuid=share.uuid, now=NOW) == share
    assert not tried("999999")
    assert wrong_codes(share) == 5
    assert not tried(SECRETS.code)
    assert share_of(uuid=share.uuid, now=NOW) == share, "for who had opened it"
    assert not tried("999999")
    assert wrong_codes(share) == 5
    assert ShareOpening.objects.count() == 1


def test_the_try_that_locks_it_says_so_once(child: Child, share: Share) -> None:
    typed = ["999999", "999999", "999999", "", "999999", "999999", "999999", SECRETS.code]
    attempts = [open_share(token=SECRETS.token, code=code, now=NOW) for code in typed]
    assert attempts == [Attempt()] * 5 + [Attempt(locked=share)] + [Attempt()] * 2
    [event] = FamilyEvent.objects.filter(kind="share_locked")
    assert (event.family, event.about) == (child.family, "Iris Marie")


@pytest.mark.django_db(transaction=True)
def test_many_who_guess_at_once_have_five_tries_together(child: Child) -> None:
    share = linked(child)

    def guess(number: int) -> bool:
        try:
            return tried(f"90000{number % 10}")
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as crowd:
        assert list(crowd.map(guess, range(24))) == [False] * 24
    assert wrong_codes(share) == 5
    assert FamilyEvent.objects.filter(kind="share_locked").count() == 1


# Ended


@pytest.mark.parametrize("days", [1, 7, 14, 30])
def test_it_ends_to_the_second(child: Child, days: int) -> None:
    share = linked(child, days=days)
    end = NOW + timedelta(days=days)
    assert tried(SECRETS.code, now=end - SECOND)
    assert share_of(uuid=share.uuid, now=end - SECOND) == share
    assert share.is_open(end - SECOND)
    assert not tried(SECRETS.code, now=end)
    assert share_of(uuid=share.uuid, now=end) is None
    assert not share.is_open(end)


def test_an_ended_link_counts_no_codes(share: Share) -> None:
    assert not tried("999999", now=share.expires_at)
    assert wrong_codes(share) == 0


def test_revoked_it_is_closed_at_once_and_keeps_its_time(share: Share) -> None:
    assert tried(SECRETS.code)
    revoke_share(share=share, now=NOW, by=share.made_by)
    assert not tried(SECRETS.code)
    assert share_of(uuid=share.uuid, now=NOW) is None
    revoke_share(share=share, now=NOW + SECOND, by=share.made_by)
    share.refresh_from_db()
    assert share.revoked_at == NOW
    assert not share.is_open(NOW)


def test_links_go_with_the_child(child: Child, share: Share) -> None:
    tried(SECRETS.code)
    remove_child(child=child)
    assert not Share.objects.exists()
    assert not ShareOpening.objects.exists()


def test_a_link_outlives_the_account_that_made_it(child: Child, parent: User) -> None:
    share = linked(child, by=parent)
    parent.delete()
    assert share_of(uuid=share.uuid, now=NOW) == share


def test_opening_costs_six_queries(share: Share, django_assert_num_queries) -> None:
    # savepoint, link, attempt counted and uncounted, opening, release of the savepoint
    with django_assert_num_queries(6):
        tried(SECRETS.code)


# Contents


def photographed(concern: Concern) -> Photo:
    return make_photo(make_entry(concern, date(2026, 3, 1), notes="Iris Marie slept"), caption="a")


def notes_shown(share: Share, today: date = TODAY) -> list[str]:
    diary = shared_summary_of(share, today=today).diary
    return [entry.notes for concern in diary.concerns for entry in concern.entries]


def test_a_live_one_tells_what_stands_there_today(child: Child, concern: Concern) -> None:
    share = linked(child)
    make_entry(concern, date(2026, 3, 12), notes="written later")
    shown = shared_summary_of(share, today=date(2026, 3, 13))
    assert shown.as_of == date(2026, 3, 13)
    assert notes_shown(share) == ["written later"]


def test_a_frozen_one_tells_what_stood_there_then(child: Child, concern: Concern) -> None:
    entry = make_entry(concern, date(2026, 3, 1), notes="as it was")
    share = linked(child, is_frozen=True)
    make_entry(concern, date(2026, 3, 1), notes="written later")
    entry.deleted_at = timezone.now()
    entry.save()
    shown = shared_summary_of(share, today=date(2026, 3, 13))
    assert shown.as_of == TODAY
    assert notes_shown(share) == ["as it was"]


def test_what_is_frozen_is_the_whole_diary_with_its_photos(child: Child, concern: Concern) -> None:
    photographed(concern)
    diary = whole_diary(child, with_photos=True)
    share = linked(child, is_frozen=True, with_full_name=True)
    assert shared_summary_of(share, today=TODAY).diary == diary


def test_an_entry_of_a_day_that_has_not_come_here_yet_can_be_frozen(
    child: Child, concern: Concern
) -> None:
    """Written in Auckland, before the family changed its time zone to London."""
    make_entry(concern, date(2026, 3, 11), notes="tomorrow")
    share = linked(child, is_frozen=True)
    assert notes_shown(share) == ["tomorrow"]


@pytest.mark.parametrize("is_frozen", [False, True], ids=["live", "frozen"])
def test_the_child_goes_by_initials_unless_it_was_said_otherwise(
    child: Child, concern: Concern, is_frozen: bool
) -> None:
    photographed(concern)
    short = linked(child, is_frozen=is_frozen)
    full = linked(child, new_secrets(), is_frozen=is_frozen, with_full_name=True)
    assert shared_summary_of(short, today=TODAY).diary.child.name == "I. M."
    assert shared_summary_of(full, today=TODAY).diary.child.name == "Iris Marie"
    assert notes_shown(short) == ["Iris Marie slept"], "what people typed stays"


def test_a_name_without_letters_is_told_as_the_child() -> None:
    share = linked(make_child(name="🐣"))
    assert shared_summary_of(share, today=TODAY).diary.child.name == "the child"


@pytest.mark.parametrize("is_frozen", [False, True], ids=["live", "frozen"])
def test_a_photo_that_was_removed_is_gone_here_too(
    child: Child, concern: Concern, is_frozen: bool
) -> None:
    gone, stays = photographed(concern), photographed(concern)
    share = linked(child, is_frozen=is_frozen)
    gone.delete()
    shown = shared_summary_of(share, today=TODAY)
    told = [
        photo.file
        for concern in shown.diary.concerns
        for entry in concern.entries
        for photo in entry.photos
    ]
    assert shown.photos == {told[0]: stays.pk}
    assert len(told) == 1
