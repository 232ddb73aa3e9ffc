"""What the library of accounts is told about ours: who gets in, by what, and what it says."""

from __future__ import annotations

import ipaddress
from typing import Any, ClassVar
from urllib.parse import urljoin

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.urls import reverse
from django.utils.http import int_to_base36
from django.utils.translation import gettext_lazy as _

from tracker import mail
from tracker.models import Member, User
from tracker.utils import qr
from tracker.utils.user_agents import device_name

CHANGES = {
    "account/email/email_changed": _("You now log in with another e-mail address."),
    "account/email/password_changed": _("Your password was changed."),
    "account/email/password_reset": _("A new password was chosen with a link."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made."),
    "mfa/email/totp_activated": _("An authenticator app was switched on."),
    "mfa/email/totp_deactivated": _("The authenticator app was switched off."),
    "mfa/email/webauthn_added": _("A passkey was added."),
    "mfa/email/webauthn_removed": _("A passkey was removed."),
}


class Accounts(DefaultAccountAdapter):
    """Nobody signs up by themselves; the family's owner lets them in."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address or the password does not fit."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": _("This code does not fit. Please try again."),
        "incorrect_password": _("This password does not fit."),
        "too_many_login_attempts": _("Too many tries. Please wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def get_reset_password_from_key_url(self, key: str) -> str:
        return password_link(key, settings.PUBLIC_URL)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is out of order stops nobody; nor does it tell who has an account.

        The library's own would put the Host header into it, as it came.
        """
        mail.send(template_prefix, email, context)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Where mail is sent, tells what changed about how one logs in; one letter for all."""
        what = {"what": CHANGES[template_prefix]}
        super().send_notification_mail("account/email/changed", user, what, email)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """What wrong passwords are counted by: the address that was tried.

        The library adds the Host header, in which anybody may write another port each time.
        """
        return str(credentials.get("email", "")).lower()


class SecondStep(DefaultMFAAdapter):
    """An authenticator app, passkeys and recovery codes."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That did not fit. Please try again."),
    }

    def build_totp_svg(self, url: str) -> str:
        return qr.svg(url)

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        return device_name(context.request.headers.get("User-Agent", ""))

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": _host(context.request), "name": "Milkspot"}


class PasswordLinks(PasswordResetTokenGenerator):
    """Links to a new password, good once and for a day (PASSWORD_RESET_TIMEOUT).

    Nothing is stored: the token hangs on the password, the last log-in, the address, and on the
    families. An owner's link is worth nothing once the person belongs to another family as well.
    """

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        families = Member.objects.filter(user_id=user.pk, family__is_sample=False).order_by("pk")
        places = list(families.values_list("family", "role"))
        return f"{super()._make_hash_value(user, timestamp)}{places}"


def password_key(user: User) -> str:
    """The user and a new token, as they stand in a link to a new password."""
    return f"{int_to_base36(user.pk)}-{PasswordLinks().make_token(user)}"


def password_link(key: str, home: str) -> str:
    """The whole address of a link to a new password: under PUBLIC_URL, or else under ``home``.

    So where there is a PUBLIC_URL, as with every mail, the Host header has no say in it.
    """
    path = reverse("account_reset_password_from_key", args=key.split("-", 1))
    return urljoin(settings.PUBLIC_URL or home, path)


def passkeys_are_possible(request: HttpRequest) -> bool:
    """Browsers make them under https for a name, or for "localhost"; never for an IP address."""
    host = _host(request)
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return request.is_secure() or host == "localhost"
    return False


def _host(request: HttpRequest) -> str:
    return split_domain_port(request.get_host())[0]
