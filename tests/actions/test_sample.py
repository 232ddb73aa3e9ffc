"""The sample family: there once, apart from everything else, and gone with one act."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import make_child, make_concern, make_family, make_member
from tracker.actions.people import GUEST_EMAIL, AlreadyOpen
from tracker.actions.sample import close_sample, is_guest, open_sample
from tracker.domain.sample import sample_diary
from tracker.models import Child, Concern, Entry, Family, Member, User
from tracker.queries import whole_diary

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)


def opened(user: User | None) -> tuple[User, Child]:
    return open_sample(user=user, today=TODAY, time_zone="Europe/London", country="GB")


def test_without_an_account_it_is_the_guests_who_cannot_log_in():
    guest, child = opened(None)
    assert is_guest(guest)
    assert not guest.has_usable_password()
    assert child.family.is_sample
    assert Member.objects.get(user=guest).role == "owner"


def test_all_who_look_around_share_one_guest():
    assert opened(None) == opened(None)
    assert Family.objects.count() == 1


def test_nobody_becomes_the_guest_where_a_diary_is_kept():
    make_family()
    with pytest.raises(AlreadyOpen):
        opened(None)
    assert User.objects.count() == 0


def test_what_is_stored_is_the_sample_diary():
    _guest, child = opened(None)
    stored, wanted = whole_diary(child), sample_diary(TODAY)
    assert stored.child == wanted.child
    assert [len(concern.entries) for concern in stored.concerns] == [
        len(concern.entries) for concern in wanted.concerns
    ]
    assert [concern.title for concern in stored.concerns] == [
        concern.title for concern in wanted.concerns
    ]
    assert len(stored.visits) == len(wanted.visits)
    assert [question.text for question in stored.questions] == [
        question.text for question in wanted.questions
    ]


def test_it_is_written_with_few_statements(django_assert_max_num_queries):
    with django_assert_max_num_queries(60):
        opened(None)


def test_a_user_gets_it_beside_the_own_family_and_once():
    family = make_family()
    user = make_member(family)
    _user, child = opened(user)
    assert opened(user) == (user, child)
    assert Family.objects.filter(members__user=user).count() == 2
    assert is_guest(user) is False


def test_removing_it_leaves_what_is_real():
    family = make_family()
    user = make_member(family)
    concern = make_concern(make_child(family))
    opened(user)
    assert close_sample(user=user) is False
    assert list(Family.objects.all()) == [family]
    assert list(Concern.objects.all()) == [concern]
    assert Entry.all_objects.count() == 0
    assert User.objects.filter(pk=user.pk).exists()


def test_removing_it_leaves_the_sample_of_another_user():
    one, other = make_member(make_family()), make_member(make_family())
    opened(one)
    _other, child = opened(other)
    close_sample(user=one)
    assert list(Child.objects.filter(family__is_sample=True)) == [child]


def test_the_guest_goes_with_it():
    guest, _child = opened(None)
    assert close_sample(user=guest) is True
    assert not User.objects.filter(email=GUEST_EMAIL).exists()
    assert Family.objects.count() == 0
