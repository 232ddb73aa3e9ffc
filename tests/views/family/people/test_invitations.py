"""Invitations: made by an owner, shown where they were made, and what opens for who has one."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from time_machine import TimeMachineFixture

from tests.factories import (
    INVITATION,
    PASSWORD,
    client_of,
    confirmed,
    make_child,
    make_family,
    make_invitation,
    make_member,
    make_user,
)
from tests.views.pages import text_of
from tracker.actions.invitations import InvitationEnded, accept_invitation, revoke_invitation
from tracker.models import Child, Family, FamilyEvent, Invitation, Member, User

pytestmark = pytest.mark.django_db

LANDING = f"/invitation/{INVITATION}/"
INSIDE = "/invitation/"


# Made by an owner


def form_of(client: Client, family: Family, **fields: str) -> dict[str, str]:
    page = client.get(reverse("invitation_new", args=[family.pk])).content.decode()
    sealed = re.search(r'name="sealed" value="([^"]+)"', page)
    assert sealed
    return {"sealed": sealed[1], "for_whom": "Gran", "role": "viewer", **fields}


def make(client: Client, family: Family, **fields: str) -> HttpResponse:
    address = reverse("invitation_new", args=[family.pk])
    return client.post(address, form_of(client, family, **fields))


def shown_link(page: HttpResponse) -> str:
    """The path of the link on a page, or nothing."""
    found = re.search(r'href="http://testserver(/invitation/[^"]+/)"', page.content.decode())
    return found[1] if found else ""


def test_the_link_is_shown_where_it_was_made_and_nowhere_else(
    owner: Client, family: Family, ben: Member
) -> None:
    page = owner.get(make(owner, family)["Location"])
    token = shown_link(page).split("/")[2]
    assert len(token) == 43
    assert 'alt="QR code of the invitation"' in page.content.decode()
    (cookie,) = [cookie for name, cookie in owner.cookies.items() if name == "milkspot_invitation"]
    assert cookie["path"] == page.wsgi_request.path
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")
    assert token not in str(Invitation.objects.values().get())

    elsewhere = client_of(ben.user).get(page.wsgi_request.path)
    assert shown_link(elsewhere) == ""
    assert "only shown in the browser where it was made" in text_of(elsewhere)


def test_a_form_sent_twice_makes_one(owner: Client, family: Family) -> None:
    address, form = reverse("invitation_new", args=[family.pk]), form_of(owner, family)
    assert owner.post(address, form)["Location"] == owner.post(address, form)["Location"]
    assert Invitation.objects.count() == 1
    event = FamilyEvent.objects.get()
    assert (event.kind, event.role) == ("invited", "viewer")


def is_asked(response: HttpResponse) -> bool:
    return response["Location"].startswith(reverse("account_reauthenticate"))


def test_a_reader_is_invited_without_a_question_for_a_day_after_the_log_in(
    family: Family, ana: Member, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to("2026-05-10 08:00:00+00:00", tick=False)
    browser = Client()
    browser.post(reverse("account_login"), {"login": ana.user.email, "password": PASSWORD})
    time_machine.move_to("2026-05-11 07:59:59+00:00", tick=False)
    assert not is_asked(make(browser, family))
    assert Invitation.objects.count() == 1
    time_machine.move_to("2026-05-11 08:00:00+00:00", tick=False)
    asked = make(browser, family, for_whom="Nan")
    assert is_asked(asked)
    assert Invitation.objects.count() == 1
    browser.post(asked["Location"], {"password": PASSWORD})
    assert [row.for_whom for row in Invitation.objects.order_by("pk")] == ["Gran", "Nan"]


def test_whoever_invites_an_owner_says_again_who_they_are(family: Family, ana: Member) -> None:
    browser = Client()
    browser.post(reverse("account_login"), {"login": ana.user.email, "password": PASSWORD})
    assert is_asked(make(browser, family, role="owner"))
    assert not Invitation.objects.exists()
    assert not is_asked(make(confirmed(browser), family, role="owner"))


def test_a_session_that_nobody_logged_in_to_is_asked(family: Family, ana: Member) -> None:
    assert is_asked(make(client_of(ana.user), family))


def test_a_seal_of_another_family_is_none(owner: Client, family: Family, ana: Member) -> None:
    other = make_child(make_family()).family
    make_member(other, user=ana.user)
    theirs = form_of(owner, other)
    owner.post(reverse("invitation_new", args=[family.pk]), theirs)
    owner.post(reverse("invitation_new", args=[other.pk]), theirs)
    assert {row.family for row in Invitation.objects.all()} == {family, other}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"for_whom": " "}, "Enter who you're inviting."),
        ({"role": ""}, "Choose what they can do."),
        ({"role": "king"}, "Choose one of these."),
    ],
)
def test_a_slip_is_told(
    owner: Client, family: Family, fields: dict[str, str], sentence: str
) -> None:
    assert sentence in text_of(make(owner, family, **fields))
    assert not Invitation.objects.exists()


def test_it_is_taken_back(owner: Client, family: Family) -> None:
    page = owner.get(make(owner, family)["Location"])
    link, address = shown_link(page), page.wsgi_request.path
    owner.post(f"{address}revoke/")
    assert "ended" in text_of(owner.get(address))
    assert shown_link(owner.get(address)) == ""
    assert Client().post(link).status_code == 404


def test_an_invitation_of_another_family_is_not_there(owner: Client, family: Family) -> None:
    other = make_family()
    theirs = make_invitation(other, make_member(other))
    show = reverse("invitation_show", args=[family.pk, theirs.pk])
    assert owner.get(show).status_code == owner.post(f"{show}revoke/").status_code == 404


def test_without_mail_no_address_is_asked_for(owner: Client, family: Family) -> None:
    make(owner, family, email="gran@example.org")
    assert mail.outbox == []


@pytest.mark.usefixtures("by_mail")
def test_it_goes_by_mail_too(owner: Client, family: Family) -> None:
    page = text_of(owner.get(make(owner, family, email="Gran@example.org")["Location"]))
    assert "An email is on its way to gran@example.org." in page
    (letter,) = mail.outbox
    assert letter.to == ["gran@example.org"]
    link = re.search(r"https://example\.org/baby(/invitation/\S+/)", letter.body)
    assert link
    assert Client().post(link[1]).status_code == 302
    assert "Iris" not in letter.body + letter.subject
    assert "gran@" not in str(list(Invitation.objects.values()))


# Opened by somebody


@pytest.fixture
def invitation(family: Family, ana: Member) -> Invitation:
    return make_invitation(family, ana.user, "viewer")


def opened(client: Client | None = None) -> Client:
    """A browser that has gone through the door."""
    client = client or Client()
    assert client.post(LANDING)["Location"] == INSIDE
    return client


def account(**fields: str) -> dict[str, str]:
    return {"name": "Gran", "email": "gran@example.org", "password": PASSWORD, **fields}


def test_the_landing_page_looks_the_same_for_every_token(
    invitation: Invitation, django_assert_num_queries
) -> None:
    with django_assert_num_queries(0):
        pages = [Client().get(f"/invitation/{token}/") for token in (INVITATION, "x")]
    first, second = (
        page.content.decode().replace(str(page.context["csrf_token"]), "") for page in pages
    )
    assert first == second
    assert INVITATION not in first
    assert "You're invited to read a skin diary" in first
    assert "Limas" not in first


@pytest.mark.parametrize("path", [LANDING, "/invitation/x/", INSIDE])
def test_it_is_kept_and_listed_nowhere(invitation: Invitation, path: str) -> None:
    response = Client().get(path)
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "strict-origin"
    assert "no-store" in response["Cache-Control"]


def test_inside_it_says_which_family_and_as_what(invitation: Invitation) -> None:
    client = opened()
    (cookie,) = client.cookies.values()
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (INSIDE, True, "Lax")
    text = text_of(client.get(INSIDE))
    assert (
        "Ana has invited you to join as a viewer . Can see everything, including photos. Cannot"
        " add or edit anything."
    ) in text
    assert "The skin diary of “Limas”" in text
    assert "I have an account here" in text


def test_who_has_no_account_makes_one_and_is_in(child: Child, invitation: Invitation) -> None:
    client = opened()
    response = client.post(INSIDE, account(), follow=True)
    assert response.redirect_chain == [("/", 302)]
    assert response.context["child_context"].child == child
    user = User.objects.get(email="gran@example.org")
    assert (user.name, user.check_password(PASSWORD)) == ("Gran", True)
    assert user.memberships.get().role == "viewer"
    assert client.cookies["milkspot_invited"].value == ""


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "Enter your name."),
        ({"email": "gran"}, "Enter an email address like"),
        ({"email": "ANA@example.org"}, "There is already an account with this address."),
        ({"password": "short"}, "This password is too short."),
    ],
)
def test_an_account_that_cannot_be(
    invitation: Invitation, fields: dict[str, str], sentence: str
) -> None:
    assert sentence in text_of(opened().post(INSIDE, account(**fields)))
    assert User.objects.count() == 1
    assert Invitation.objects.get().used_at is None


def test_who_hosts_it_is_said_before_the_account(invitation: Invitation, settings) -> None:
    settings.OPERATOR = "Ben Okafor, ben@example.org"
    assert "This diary is hosted by Ben Okafor" in text_of(opened().get(INSIDE))


def test_who_has_an_account_logs_in_and_comes_in(invitation: Invitation) -> None:
    user = make_user("nan@example.org", name="Nan")
    make_member(make_child(make_family()).family, user=user)
    client = opened()
    link = re.search(r'href="([^"]*login[^"]*)"', client.get(INSIDE).content.decode())
    assert link
    data = {"login": "nan@example.org", "password": PASSWORD}
    assert client.post(link[1], data)["Location"] == INSIDE
    assert not user.memberships.filter(family=invitation.family).exists(), "by a POST alone"
    assert "You're logged in as nan@example.org." in text_of(client.get(INSIDE))
    assert client.post(INSIDE, {"as": user.pk})["Location"] == "/"
    assert user.memberships.get(family=invitation.family).role == "viewer"
    assert "Nan you viewer" in text_of(client.get(reverse("people", args=[invitation.family_id])))


def test_who_is_in_already_is_told_so(invitation: Invitation, ben: Member) -> None:
    client = opened(client_of(ben.user))
    assert "are already in this family" in text_of(client.get(INSIDE))
    assert "are already in this family" in text_of(client.post(INSIDE, {"as": ben.user.pk}))
    assert Invitation.objects.get().used_at is None
    assert Member.objects.get(pk=ben.pk).owns


def test_who_logged_in_since_the_page_was_opened_does_not_come_in_for_another(
    invitation: Invitation,
) -> None:
    """On a shared tablet, in another tab: the page was for a newcomer, or for somebody else."""
    client = opened(client_of(make_user("nan@example.org")))
    for sent in (account(), {"as": make_user().pk}, {}):
        assert "You're logged in as nan@example.org." in text_of(client.post(INSIDE, sent))
    assert Invitation.objects.get().used_at is None
    assert not User.objects.filter(email="gran@example.org").exists()


def test_the_guest_of_the_sample_comes_in_as_somebody_new(invitation: Invitation) -> None:
    guest = make_user("guest@sample.invalid")
    make_child(make_family(is_sample=True))
    client = opened(client_of(guest))
    assert "I don't have an account yet" in text_of(client.get(INSIDE))
    client.post(INSIDE, account())
    assert client.session["_auth_user_id"] == str(User.objects.get(email="gran@example.org").pk)
    assert not guest.memberships.exists()


def used(invitation: Invitation) -> None:
    accept_invitation(token=INVITATION, user=make_user(), now=timezone.now())


def taken_back(invitation: Invitation) -> None:
    by = invitation.made_by
    assert by
    revoke_invitation(invitation=invitation, by=by, now=timezone.now())


def too_old(invitation: Invitation) -> None:
    now = timezone.now()
    Invitation.objects.update(made_at=now - timedelta(days=7), expires_at=now)


def maker_owns_no_longer(invitation: Invitation) -> None:
    Member.objects.filter(user=invitation.made_by).update(role="caregiver")


def maker_left(invitation: Invitation) -> None:
    Member.objects.filter(user=invitation.made_by).delete()


@pytest.mark.parametrize(
    "end",
    [used, taken_back, too_old, maker_owns_no_longer, maker_left],
    ids=lambda end: end.__name__,
)
def test_one_that_ended_is_not_told_from_one_that_never_was(
    invitation: Invitation, end: Callable[[Invitation], None]
) -> None:
    client = opened()
    never = Client().post("/invitation/x/")
    end(invitation)
    members = Member.objects.count()
    for response in (Client().post(LANDING), client.get(INSIDE), client.post(INSIDE, account())):
        assert response.status_code == 404
        assert text_of(response) == text_of(never)
    assert Member.objects.count() == members
    assert not User.objects.filter(email="gran@example.org").exists()


def test_a_form_that_comes_from_elsewhere_is_refused(invitation: Invitation) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(LANDING).status_code == 403
    assert client.post(INSIDE, account()).status_code == 403


@pytest.mark.usefixtures("by_mail")
def test_the_owners_hear_of_who_came_in_as_one(family: Family, ana: Member, ben: Member) -> None:
    make_invitation(family, ana.user, "owner")
    opened().post(INSIDE, account())
    assert sorted(letter.to[0] for letter in mail.outbox) == [
        "ana@example.org",
        "ben@example.org",
        "gran@example.org",
    ]


@pytest.mark.django_db(transaction=True)
def test_of_many_who_come_at_once_one_is_in(invitation: Invitation) -> None:
    crowd = [make_user() for _ in range(4)]
    start = Barrier(len(crowd))

    def come(user: User) -> bool:
        start.wait()
        try:
            accept_invitation(token=INVITATION, user=user, now=timezone.now())
            return True
        except InvitationEnded:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(len(crowd)) as pool:
        assert sorted(pool.map(come, crowd)) == [False, False, False, True]
    assert Member.objects.filter(user__in=crowd).count() == 1


# Whose it is to make


@pytest.mark.parametrize("role", ["caregiver", "viewer"])
def test_who_is_no_owner_makes_none(family: Family, role: str) -> None:
    client = confirmed(client_of(make_member(family, role)))
    address = reverse("invitation_new", args=[family.pk])
    assert client.get(address).status_code == 403
    assert client.post(address, {"for_whom": "Me", "role": "owner"}).status_code == 403
    assert not Invitation.objects.exists()
