"""Changes to a user's own account: name, address, second factor."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction

from tracker.models import Acceptance, Terms, User
from tracker.models.terms import digest_of


def change_name(*, user: User, name: str) -> None:
    """Saves the name under which others see the user."""
    user.name = name
    user.save(update_fields=["name"])


def change_language(*, user: User, language: str) -> None:
    """Saves the language of the user's pages and mails."""
    user.language = language
    user.save(update_fields=["language"])


@transaction.atomic
def change_address(*, user: User, email: str) -> None:
    """Replaces the address with which the user logs in. The old one no longer works."""
    EmailAddress.objects.filter(user=user).delete()  # allauth's own list, which takes precedence
    user.email = email.lower()
    user.save(update_fields=["email"])


def remove_second_step(*, user: User) -> int:
    """Deletes the authenticator app, passkeys and recovery codes.

    Returns how many rows were deleted.
    """
    removed, _ = Authenticator.objects.filter(user=user).delete()
    return removed


def set_apprise_url(*, user: User, url: str) -> None:
    """Keeps where the user's reminders go too; with an empty ``url``, nowhere else."""
    user.apprise_url = url
    user.save(update_fields=["apprise_url"])


def accept_terms(*, user: User, text: str) -> None:
    """Keeps that the user agreed to this text, once, with the time."""
    terms, _new = Terms.objects.get_or_create(sha256=digest_of(text), defaults={"text": text})
    Acceptance.objects.get_or_create(user=user, terms=terms)
