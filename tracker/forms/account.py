"""An account: the library's forms in our words, and what it has none for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as codes
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.domain.lengths import MAX_TEXT_LENGTH
from tracker.forms.fields import form_section
from tracker.models import User

NEW_PASSWORD_HINT = gettext_lazy("12 characters or more; three or four words make a good one.")


class NameField(forms.CharField):
    """How others in the family see who wrote something."""

    default_error_messages = {"required": gettext_lazy("Please write a name.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=gettext_lazy("Your name"),
            max_length=MAX_TEXT_LENGTH,
            help_text=gettext_lazy("As it stands beside what you write: Mum, Papa, Ana."),
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
            **kwargs,
        )


class AddressField(forms.EmailField):
    """The e-mail address that somebody logs in with; in small letters."""

    default_error_messages = {
        "required": gettext_lazy("Please write an e-mail address."),
        "invalid": gettext_lazy("This is no e-mail address. It looks like ana@example.org."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("E-mail address"))
        widget = forms.EmailInput(attrs={"autocomplete": "username"})
        super().__init__(max_length=254, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        return str(super().clean(value)).lower()


class NewPasswordField(forms.CharField):
    """A password that is being chosen. Beside it stands a button to see it, so once is enough.

    Whether it is a good one depends on whose it is: the form asks, by ``good_password``.
    """

    default_error_messages = {"required": gettext_lazy("Please choose a password.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            strip=False,
            label=gettext_lazy("Password"),
            help_text=NEW_PASSWORD_HINT,
            widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
            **kwargs,
        )


def free_address(email: str, besides: User | None = None) -> str:
    """Refuses the address of an account that is there already, other than this user's own."""
    others = User.objects.exclude(pk=besides.pk) if besides else User.objects.all()
    if others.filter(email__iexact=email).exists():
        raise forms.ValidationError(_("There is an account with this address already."))
    return email


def good_password(password: str, email: str) -> str:
    validate_password(password, User(email=email))
    return password


class NewAccountForm(forms.Form):
    """Who somebody is that has no account yet."""

    name = NameField()
    email = AddressField(help_text=gettext_lazy("To log in with."))
    password = NewPasswordField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = form_section("name", "email", "password")

    def clean_email(self) -> str:
        return free_address(self.cleaned_data["email"])

    def clean_password(self) -> str:
        return good_password(self.cleaned_data["password"], self.cleaned_data.get("email", ""))


class NameForm(forms.Form):
    name = NameField()


class NewAddressForm(forms.Form):
    email = AddressField(label=gettext_lazy("New e-mail address"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        return free_address(self.cleaned_data["email"], besides=self.user)


# The library's


def _in_our_words(form: forms.Form, **labels: Any) -> None:
    """Labels instead of placeholders, one new password, which can be seen, instead of two."""
    form.fields.pop("password2", None)
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.label = labels.get(name, field.label)
        field.help_text = NEW_PASSWORD_HINT if name == "password1" else ""
    for name in ("password", "oldpassword", "password1"):
        if name in form.fields:
            form.fields[name].error_messages["required"] = _("Please write the password.")
    if "code" in form.fields:
        form.fields["code"].widget.attrs |= {"inputmode": "numeric", "autofocus": True}
        form.fields["code"].error_messages["required"] = _("Please write the code.")


class LogInForm(account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = AddressField()
        _in_our_words(self, password=_("Password"))
        self.order_fields(["login", "password"])


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self, oldpassword=_("Present password"), password1=_("New password"))


class ForgottenPasswordForm(account.ResetPasswordForm):
    email = AddressField()


class NewPasswordForm(account.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self, password1=_("New password"))


class ConfirmByPasswordForm(account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self, password=_("Your password"))


class CodeForm(codes.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self, code=_("Code from the app, or a recovery code"))


class ConfirmByCodeForm(codes.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self, code=_("Code from the app, or a recovery code"))


class FirstCodeForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self, code=_("The six digits that the app shows now"))
        del self.fields["code"].widget.attrs["autofocus"]  # the QR code stands above it


class AddPasskeyForm(AddWebAuthnForm):
    """Every passkey is kept on its device and asks for finger, face or PIN: it can log in alone."""

    passwordless = None  # no field: there is nothing to choose

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_the_passkey(self)

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["passwordless"] = True
        with _whatever_was_sent():
            return dict(super().clean())


class LogInByPasskeyForm(LoginWebAuthnForm):
    def clean_credential(self) -> Authenticator:
        with _whatever_was_sent():
            return super().clean_credential()


class PasskeyForm(AuthenticateWebAuthnForm):
    def clean_credential(self) -> Authenticator:
        with _whatever_was_sent():
            return super().clean_credential()


class ConfirmByPasskeyForm(ReauthenticateWebAuthnForm):
    def clean_credential(self) -> Authenticator:
        with _whatever_was_sent():
            return super().clean_credential()


class RenamePasskeyForm(EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_the_passkey(self)


@contextmanager
def _whatever_was_sent() -> Iterator[None]:
    """What is no passkey at all is refused like one that does not fit; the library stumbles."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise get_adapter().validation_error("incorrect_code") from error


def _name_the_passkey(form: forms.Form) -> None:
    field = form.fields["name"]
    assert isinstance(field, forms.CharField)
    field.label = _("Name of this passkey")
    field.help_text = _("So that you know later which device it is on.")
    field.max_length = MAX_TEXT_LENGTH
    field.widget.attrs["maxlength"] = MAX_TEXT_LENGTH
