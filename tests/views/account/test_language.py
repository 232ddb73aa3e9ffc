"""The language of a person is kept with the account."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.factories import client_of, make_child, make_family, make_member
from tracker.accounts import AccountAdapter
from tracker.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _two_languages(settings) -> Iterator[None]:
    settings.LANGUAGES = [("en", "English"), ("ar", "العربية")]
    yield
    translation.activate("en")


@pytest.fixture
def parent() -> User:
    family = make_family()
    make_child(family)
    return make_member(family)


@pytest.fixture
def browser(parent: User) -> Client:
    return client_of(parent)


def frame(client: Client) -> str:
    page = client.get(reverse("account")).content.decode()
    return page[page.index("<html") : page.index(" data-root")]


def test_it_is_chosen_on_the_account_page(browser: Client, parent: User) -> None:
    assert frame(browser) == '<html lang="en" dir="ltr"'
    response = browser.post(reverse("account"), {"name": "Ana", "language": "ar"})
    assert response.status_code == 302
    assert frame(browser) == '<html lang="ar" dir="rtl"'
    parent.refresh_from_db()
    assert (parent.name, parent.language) == ("Ana", "ar")


def test_one_that_is_not_installed_is_refused(browser: Client, parent: User) -> None:
    response = browser.post(reverse("account"), {"name": "Ana", "language": "xx"})
    assert response.status_code == 200
    parent.refresh_from_db()
    assert parent.language == ""


def test_where_there_is_one_language_nobody_is_asked(
    browser: Client, parent: User, settings
) -> None:
    settings.LANGUAGES = [("en", "English")]
    assert "language" not in browser.get(reverse("account")).context["form"].fields
    parent.language = "ar"  # was installed once
    parent.save()
    assert frame(browser) == '<html lang="en" dir="ltr"'


def test_it_is_nobody_elses(browser: Client, parent: User) -> None:
    parent.language = "ar"
    parent.save()
    other = client_of(make_member(make_family()))
    assert frame(browser) == '<html lang="ar" dir="rtl"'
    assert frame(other) == '<html lang="en" dir="ltr"'
    assert 'lang="en"' in Client().get(reverse("account_login")).content.decode()


def test_a_mail_is_in_the_language_of_who_gets_it(parent: User, monkeypatch) -> None:
    languages = []
    monkeypatch.setattr(
        "tracker.mail.send", lambda *_: languages.append(translation.get_language())
    )
    parent.language = "ar"
    for context in ({"user": parent}, {}):
        AccountAdapter().send_mail("account/email/password_reset_key", parent.email, context)
    assert languages == ["ar", "en"]
    assert mail.outbox == []
