"""Taking back what was just written."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from tests.factories import client_of, make_child, make_concern, make_family, make_member
from tracker.actions.records import delete_record
from tracker.models import Child, Concern

pytestmark = pytest.mark.django_db


def deleted(child: Child, by) -> UUID:
    return delete_record(row=make_concern(child), by=by)


def address(child: Child, change_set: UUID) -> str:
    return reverse("undo", args=[child.pk, change_set])


def messages_of(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.mark.parametrize("role", ["owner", "caregiver"])
def test_it_comes_back(child, role):
    user = make_member(child.family, role)
    response = client_of(user).post(address(child, deleted(child, user)))
    assert response["Location"] == reverse("today", args=[child.pk])
    assert messages_of(response) == ["Undone: “bumps on the chin”"]
    assert Concern.objects.filter(child=child).count() == 1


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/rules/", "/rules/"),
        ("nowhere", None),
        ("?page=2", None),
        ("today", None),
        ("https://elsewhere.example/", None),
        ("//elsewhere.example/", None),
        ("javascript:alert(1)", None),
    ],
)
def test_it_goes_back_to_a_page_of_ours_only(child, asked, led):
    user = make_member(child.family)
    change_set = deleted(child, user)
    response = client_of(user).post(address(child, change_set), {"next": asked})
    assert response["Location"] == (led or reverse("today", args=[child.pk]))


def test_twice_is_told_kindly(child):
    user = make_member(child.family)
    change_set, browser = deleted(child, user), client_of(user)
    browser.post(address(child, change_set))
    response = browser.post(address(child, change_set))
    assert response.status_code == 302
    assert messages_of(response)[-1].startswith("That can't be undone.")
    assert Concern.objects.filter(child=child).count() == 1


def test_what_never_was_is_told_kindly(child):
    response = client_of(make_member(child.family)).post(address(child, uuid4()))
    assert messages_of(response)[-1].startswith("That can't be undone.")


def test_a_link_takes_nothing_back(child):
    user = make_member(child.family)
    assert client_of(user).get(address(child, deleted(child, user))).status_code == 302
    assert Concern.objects.count() == 0


def test_a_viewer_takes_nothing_back(child):
    change_set = deleted(child, make_member(child.family))
    viewer = client_of(make_member(child.family, "viewer"))
    assert viewer.post(address(child, change_set)).status_code == 403
    assert Concern.objects.count() == 0


def test_a_stranger_finds_nothing(child):
    change_set = deleted(child, make_member(child.family))
    stranger = client_of(make_member(make_family()))
    assert stranger.post(address(child, change_set)).status_code == 404
    assert Concern.objects.count() == 0


def test_the_act_of_another_child_stays(child):
    user = make_member(child.family)
    change_set = deleted(child, user)
    twin = make_child(child.family, name="Rose")
    client_of(user).post(address(twin, change_set))
    assert Concern.objects.count() == 0
