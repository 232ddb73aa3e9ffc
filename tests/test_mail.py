"""Mail is built without a request, so that the daily tasks can send it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.urls import set_script_prefix
from django.utils import translation

from tests.factories import make_child, make_family, make_member, make_user
from tracker.mail import mail_owners_about_new_owner, mail_owners_about_removal, send_invitation
from tracker.models import Family, PendingRemoval, User
from tracker.removals import (
    request_child_deletion,
    request_family_deletion,
    request_ownership_end,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 10, 12, tzinfo=UTC)
HOME = "https://example.org/baby"


@pytest.fixture(autouse=True)
def _sends_mail(settings) -> None:
    settings.SENDS_MAIL = True
    settings.PUBLIC_URL = HOME


@pytest.fixture
def family() -> Family:
    return make_family(name="Limas")


@pytest.fixture
def ana(family: Family) -> User:
    return make_member(family, user=make_user("ana@example.org", name="Ana"))


@pytest.fixture
def ben(family: Family) -> User:
    make_member(family, "caregiver")
    return make_member(family, user=make_user("ben@example.org", name="Ben"))


def sent_body() -> str:
    """Return the body of the mails, which both owners and nobody else got."""
    first, second = mail.outbox
    assert (first.to, second.to) == (["ana@example.org"], ["ben@example.org"])
    assert (first.subject, first.body) == (second.subject, second.body)
    return str(first.body)


def request(kind: str, family: Family, by: User) -> PendingRemoval:
    if kind == "child":
        return request_child_deletion(child=make_child(family), by=by, now=NOW)
    if kind == "family":
        return request_family_deletion(family=family, by=by, now=NOW)
    member = family.members.get(user=by)
    return request_ownership_end(member=member, new_role="", by=by, now=NOW)


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("child", "A child's diary will be deleted."),
        ("family", "The family and all its diaries will be deleted."),
        ("owner", "Someone will stop being an owner."),
    ],
)
def test_owners_are_told_what_waits(
    family: Family, ana: User, ben: User, kind: str, sentence: str
) -> None:
    mail_owners_about_removal(request(kind, family, ana), NOW)
    text = sent_body()
    assert sentence in text
    assert "Ana asked for this. It will happen on 17 May 2026, 12:00" in text
    assert f"{HOME}/family/{family.pk}/people/" in text
    assert "Iris" not in text
    assert "Limas" not in text


def test_owners_are_told_of_a_new_one(family: Family, ana: User, ben: User) -> None:
    mail_owners_about_new_owner(family.members.get(user=ben))
    assert "There is a new owner: Ben." in sent_body()


def test_an_invitation_leads_to_its_door(ana: User) -> None:
    send_invitation(email="gran@example.org", token="J" * 43, by=ana)
    (letter,) = mail.outbox
    assert letter.to == ["gran@example.org"]
    assert f"{HOME}/invitation/{'J' * 43}/" in letter.body
    assert letter.body.startswith("Ana has invited you to a diary in Milkspot")


def test_it_is_in_the_language_of_who_gets_it(family: Family, ana: User, ben: User) -> None:
    removal = request("child", family, ana)
    with translation.override("de"):
        mail_owners_about_removal(removal, NOW)
        assert translation.get_language() == "de"
    assert "17 May 2026" in sent_body()


def test_the_path_of_the_public_address_stands_there_once(
    family: Family, ana: User, ben: User
) -> None:
    set_script_prefix("/baby/")
    try:
        mail_owners_about_new_owner(family.members.get(user=ben))
    finally:
        set_script_prefix("/")
    assert f"{HOME}/family/{family.pk}/people/" in sent_body()


def test_where_no_mail_is_sent_nobody_is_told(
    family: Family, ana: User, ben: User, settings
) -> None:
    settings.SENDS_MAIL = False
    mail_owners_about_new_owner(family.members.get(user=ben))
    assert mail.outbox == []


def test_a_mail_server_that_is_down_stops_nobody(
    family: Family, ana: User, ben: User, monkeypatch, caplog
) -> None:
    def down(_: mail.EmailMessage) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(mail.EmailMessage, "send", down)
    mail_owners_about_new_owner(family.members.get(user=ben))
    assert caplog.messages == ["A mail could not be sent."] * 2
