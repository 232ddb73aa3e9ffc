"""How people get in: nobody signs up by themselves; the family's owner lets them in."""

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tracker.actions.sample import is_guest
from tracker.models import User


class ClosedSignupAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def clean_email(self, email: str) -> str:
        _refuse_guest(self.request.user)
        return str(super().clean_email(email))

    def clean_password(self, password: str, user: AbstractBaseUser | None = None) -> str:
        _refuse_guest(user)
        return str(super().clean_password(password, user))


def _refuse_guest(user: object) -> None:
    """With an address or a password of their own they would stay when the diary is opened."""
    if isinstance(user, User) and is_guest(user):
        raise forms.ValidationError(
            _("The sample diary has no account. Start a diary of your own to have one.")
        )
