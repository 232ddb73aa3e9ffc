"""What a member is to the child: said on the people page, shown to the doctor, exported."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_child, make_day_note, make_family, make_member, make_user
from tests.views.pages import text_of
from tracker.actions.importing import import_diary
from tracker.domain.records import Author
from tracker.interchange import read_diary, write_diary
from tracker.models import Child, Family, Member, User
from tracker.queries import whole_diary

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)


@pytest.fixture
def family() -> Family:
    return make_family()


@pytest.fixture
def child(family: Family) -> Child:
    return make_child(family)


def member_named(family: Family, name: str, role: str = "owner", relation: str = "") -> Member:
    user = make_member(family, role, make_user(name=name))
    Member.objects.filter(user=user).update(relation=relation)
    return user.memberships.get()


def say(by: User, member: Member, relation: str) -> int:
    client = Client()
    client.force_login(by)
    address = reverse("member_relation", args=[member.family_id, member.pk])
    status = client.post(address, {"relation": relation}).status_code
    member.refresh_from_db()
    return status


@pytest.mark.parametrize("role", ["viewer", "caregiver", "owner"])
def test_everybody_says_it_of_themselves(family: Family, role: str) -> None:
    member = member_named(family, "Ada", role)
    assert say(member.user, member, "Gran") == 302
    assert member.relation == "Gran"


def test_only_an_owner_says_it_of_others(family: Family) -> None:
    ada, ben = member_named(family, "Ada"), member_named(family, "Ben", "caregiver")
    assert say(ben.user, ada, "Gran") == 403
    assert say(make_member(make_family()), ada, "Gran") == 404
    assert ada.relation == ""
    assert say(ada.user, ben, "Dad") == 302
    assert ben.relation == "Dad"


@pytest.mark.usefixtures("on_10_march")
def test_the_doctor_reads_it_beside_the_name(family: Family, child: Child) -> None:
    ada = member_named(family, "Ada", relation="Gran")
    make_day_note(child, TODAY, author_name="Ada")
    client = Client()
    client.force_login(ada.user)
    page = client.get(reverse("summary", args=[child.pk])).content.decode()
    assert "Ada (Gran)" in text_of(page)


def test_export_import_export_gives_the_same_bytes(family: Family, child: Child) -> None:
    member_named(family, "Ada", relation="Gran")
    member_named(family, "Ben")
    first = write_diary(whole_diary(child))
    assert whole_diary(child).authors == (Author("Ada", "Gran"),)
    other = make_family()
    diary = read_diary(first, TODAY, for_import=True)
    again = import_diary(diary=diary, family=other, by=make_member(other)).child
    assert write_diary(whole_diary(again)) == first


def test_the_word_of_a_member_stands_before_that_of_a_file(family: Family, child: Child) -> None:
    child.authors.create(name="Ada", relation="Nan")
    member_named(family, "Ada", relation="Gran")
    assert whole_diary(child).authors == (Author("Ada", "Gran"),)
