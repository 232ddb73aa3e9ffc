"""The host's terms: read by everybody, agreed to with a new account, kept with the account."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from tests.factories import client_of, make_family, make_invitation, make_member, make_user
from tests.views.family.test_start import account, begun
from tests.views.pages import text_of
from tracker import removals
from tracker.actions.account import accept_terms
from tracker.models import Acceptance, Family, Terms, User
from tracker.models.terms import digest_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
ACCOUNT = {"name": "Gran", "email": "gran@example.org", "password": "four words of mine"}


TERMS = "Be <kind>.\n\nNo warranty."


@pytest.fixture
def terms(settings) -> str:
    settings.TERMS = TERMS
    return TERMS


@pytest.fixture
def invited() -> Client:
    family = make_family()
    owner = make_member(family)
    make_invitation(family, owner, token="K" * 43)
    client = Client()
    client.post(reverse("invitation_open", args=["K" * 43]))
    return client


def test_everybody_reads_them_escaped(terms: str, client: Client) -> None:
    html = client.get(reverse("terms")).content.decode()
    assert "<p>Be &lt;kind&gt;.</p>" in html
    assert "No warranty." in html


def test_a_new_account_needs_a_tick(terms: str, invited: Client) -> None:
    digest = {"terms_digest": digest_of(terms)}
    response = invited.post(reverse("invitation"), {**ACCOUNT, **digest})
    assert response.context["form"].errors == {"terms": ["Read the terms and tick this box."]}
    invited.post(reverse("invitation"), {**ACCOUNT, **digest, "terms": "on"})
    kept = Acceptance.objects.get()
    assert (kept.user.email, kept.terms.text) == ("gran@example.org", terms)


def test_what_changed_meanwhile_is_read_again(terms: str, invited: Client) -> None:
    data = {**ACCOUNT, "terms": "on", "terms_digest": digest_of("Old.")}
    response = invited.post(reverse("invitation"), data)
    form = response.context["form"]
    assert list(form.errors) == ["terms"]
    assert form["terms_digest"].value() == digest_of(terms)
    assert form["email"].value() == "gran@example.org"
    assert not Acceptance.objects.exists()


def test_the_first_account_of_a_family_needs_a_tick(terms: str, client: Client) -> None:
    data = account(terms_digest=digest_of(terms))
    response = begun(client).post(reverse("start_account"), data)
    assert response.context["form"].errors == {"terms": ["Read the terms and tick this box."]}
    client.post(reverse("start_account"), {**data, "terms": "on"})
    assert Acceptance.objects.get().user == User.objects.get()


def test_who_has_an_account_is_not_asked_when_a_diary_is_started(terms: str, settings) -> None:
    settings.SIGN_UP = "open"
    client = client_of(make_user())
    page = begun(client).get(reverse("start_account"))
    assert "terms" not in page.context["form"].fields
    client.post(reverse("start_account"), {"time_zone": "Europe/London", "country": "GB"})
    assert (Family.objects.count(), Acceptance.objects.count()) == (1, 0)


def test_without_terms_nothing_is_asked(invited: Client) -> None:
    assert "terms" not in invited.get(reverse("invitation")).context["form"].fields
    assert invited.post(reverse("invitation"), ACCOUNT).status_code == 302
    assert not Terms.objects.exists()


def test_changed_terms_are_offered_and_block_nobody(terms: str, settings) -> None:
    member = make_member(make_family())
    client = client_of(member)
    accept_terms(user=member, text=terms)
    assert "new: read and agree" not in client.get(reverse("account")).content.decode()
    settings.TERMS = "Be kinder."
    assert "new: read and agree" in client.get(reverse("account")).content.decode()
    data = {"terms": "on", "terms_digest": digest_of("Be kinder.")}
    assert client.post(reverse("terms"), data).status_code == 302
    assert [row.terms.text for row in member.acceptances.order_by("pk")][-1] == "Be kinder."
    assert client.get(reverse("terms")).context["form"] is None


def test_the_day_of_the_agreement_is_that_of_the_family(terms: str, time_machine) -> None:
    time_machine.move_to(datetime(2026, 3, 10, 12, tzinfo=UTC), tick=False)
    member = make_member(make_family(time_zone="Pacific/Auckland"))
    accept_terms(user=member, text=terms)
    page = client_of(member).get(reverse("terms"))
    assert "You agreed to these terms on 11 March 2026." in text_of(page)


def test_an_agreement_is_kept_once() -> None:
    user = make_user()
    for _ in range(2):
        accept_terms(user=user, text="Be kind.")
    with pytest.raises(IntegrityError):
        Acceptance.objects.create(user=user, terms=Terms.objects.get())


def test_a_deleted_account_leaves_no_agreement() -> None:
    user = make_user()
    accept_terms(user=user, text="Be kind.")
    removals.delete_account(user=user)
    assert (User.objects.count(), Acceptance.objects.count()) == (0, 0)
