"""The account pages in the product's look."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from tests.factories import PASSWORD, client_of, make_child, make_family, make_member
from tracker.models import User

pytestmark = pytest.mark.django_db

OPEN = ["account_login", "account_reset_password", "account_signup", "account_inactive"]
OPEN += ["account_email_verification_sent", "account_reset_password_done"]
OWN = ["account_logout", "account_change_password", "account_email", "account_reauthenticate"]


@pytest.fixture
def parent() -> User:
    child = make_child(make_family())
    return make_member(child.family)


def in_our_look(response) -> bool:
    page = response.content.decode()
    return 'class="brand"' in page and "tracker/account.css" in page


@pytest.mark.parametrize("name", OPEN)
def test_an_open_page_is_in_our_look(client, name):
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert in_our_look(response)


@pytest.mark.parametrize("name", OWN)
def test_an_own_page_is_in_our_look(parent, name):
    response = client_of(parent).get(reverse(name))
    assert response.status_code == 200
    assert in_our_look(response)


def test_the_log_in_offers_no_sign_up(client):
    page = client.get(reverse("account_login")).content.decode()
    assert reverse("account_signup") not in page
    assert reverse("account_reset_password") in page


def test_nobody_signs_up(client):
    client.post(
        reverse("account_signup"), {"email": "new@example.org", "password1": "milk and honey moon"}
    )
    assert User.objects.count() == 0


def test_logging_in_leads_home_without_a_fuss(client, parent):
    response = client.post(
        reverse("account_login"), {"login": parent.email.upper(), "password": PASSWORD}, follow=True
    )
    assert response.redirect_chain[0][0] == reverse("home")
    assert "signed in" not in response.content.decode()


def test_a_wrong_password_is_told(client, parent):
    response = client.post(reverse("account_login"), {"login": parent.email, "password": "wrong"})
    assert response.status_code == 200
    assert response.context["form"].errors


def test_the_way_back_without_mail(client):
    page = client.get(reverse("account_reset_password")).content.decode()
    assert "script/manage changepassword" in page
    assert "<form" not in page.partition("<main")[2]


def test_logging_out(parent):
    browser = client_of(parent)
    assert browser.post(reverse("account_logout"))["Location"] == "/"
    assert reverse("account_login") in browser.get("/")["Location"]


def test_changing_the_password(parent):
    browser = client_of(parent)
    browser.post(
        reverse("account_change_password"),
        {
            "oldpassword": PASSWORD,
            "password1": "another moon of milk",
            "password2": "another moon of milk",
        },
    )
    parent.refresh_from_db()
    assert parent.check_password("another moon of milk")


def test_a_notice_not_yet_read_is_not_read_by_the_next_one_to_log_in(client, parent):
    """One phone, two families: the notice names a child, and would stay in a cookie."""
    child = parent.families.get().children.get()
    client.force_login(parent)
    address = reverse("note_new", args=[child.pk])
    client.post(address, {"day": child.birth_date, "notes": "warm"})
    client.post(reverse("account_logout"))
    other = make_child(make_family(), name="Rose")
    client.force_login(make_member(other.family))
    page = client.get(reverse("today", args=[other.pk])).content.decode()
    assert child.name not in page


def test_nobody_takes_the_address_of_another(parent):
    other = make_member(make_family())
    browser = client_of(parent)
    for action in ("action_add", "action_primary", "action_send"):
        browser.post(reverse("account_email"), {action: "", "email": other.email})
    parent.refresh_from_db()
    assert parent.email != other.email
    assert not EmailAddress.objects.filter(email=other.email).exists()
