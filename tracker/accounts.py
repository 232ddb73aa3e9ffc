"""Adapters for django-allauth: who may log in, by which means, and its messages."""

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
from django.utils import translation
from django.utils.http import int_to_base36
from django.utils.translation import gettext_lazy as _

from tracker import mail
from tracker.models import Member, User
from tracker.utils import qr
from tracker.utils.user_agents import device_name

CHANGE_MESSAGES = {
    "account/email/email_changed": _("You now log in with a different email address."),
    "account/email/password_changed": _("Your password was changed."),
    "account/email/password_reset": _("Your password was changed with a link."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made."),
    "mfa/email/totp_activated": _("An authenticator app was switched on."),
    "mfa/email/totp_deactivated": _("The authenticator app was switched off."),
    "mfa/email/webauthn_added": _("A passkey was added."),
    "mfa/email/webauthn_removed": _("A passkey was removed."),
}


class AccountAdapter(DefaultAccountAdapter):
    """Closes sign-up: a family's owner invites people."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("That email address or password isn't right."),
        "enter_current_password": _("That isn't your current password."),
        "incorrect_code": _("That code isn't right. Try again."),
        "incorrect_password": _("That password isn't right."),
        "too_many_login_attempts": _("Too many attempts. Wait 5 minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def get_reset_password_from_key_url(self, key: str) -> str:
        return password_link(key, settings.PUBLIC_URL)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Sends by ``tracker.mail``: a failing mail server raises no error, nor reveals who has an
        account.

        allauth's own method would put the unchecked Host header into the mail.
        """
        user = context.get("user")
        language = user.language_code if isinstance(user, User) else settings.LANGUAGE_CODE
        with translation.override(language):
            mail.send(template_prefix, email, context)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Sends one mail for all changes to how a user logs in, if mail is configured."""
        what = {"what": CHANGE_MESSAGES[template_prefix]}
        super().send_notification_mail("account/email/changed", user, what, email)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Counts wrong passwords by the e-mail address that was tried.

        allauth adds the Host header, in which a client may send another port each time.
        """
        return str(credentials.get("email", "")).lower()


class MFAAdapter(DefaultMFAAdapter):
    """Authenticator app, passkeys and recovery codes."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That isn't right. Try again."),
    }

    def build_totp_svg(self, url: str) -> str:
        return qr.svg(url)

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        return device_name(context.request.headers.get("User-Agent", ""))

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": _host(context.request), "name": "Milkspot"}


class PasswordTokenGenerator(PasswordResetTokenGenerator):
    """Tokens of links to a new password, valid once and for a day (PASSWORD_RESET_TIMEOUT).

    Nothing is stored: a token depends on the password, the last log-in, the address and the
    families, so an owner's link becomes invalid once the person joins another family.
    """

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        families = Member.objects.filter(user_id=user.pk, family__is_sample=False).order_by("pk")
        roles = list(families.values_list("family", "role"))
        return f"{super()._make_hash_value(user, timestamp)}{roles}"


def password_key(user: User) -> str:
    """Returns the user's id and a new token, as they appear in a password link."""
    return f"{int_to_base36(user.pk)}-{PasswordTokenGenerator().make_token(user)}"


def password_link(key: str, home: str) -> str:
    """Returns the address of a password link, under PUBLIC_URL if set, else under ``home``.

    With PUBLIC_URL, without which no mail is sent, the Host header has no influence.
    """
    path = reverse("account_reset_password_from_key", args=key.split("-", 1))
    return urljoin(settings.PUBLIC_URL or home, path)


def passkeys_are_possible(request: HttpRequest) -> bool:
    """Whether browsers allow passkeys here.

    They do over https with a host name, and on "localhost"; never with an IP address.
    """
    host = _host(request)
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return request.is_secure() or host == "localhost"
    return False


def _host(request: HttpRequest) -> str:
    return split_domain_port(request.get_host())[0]
