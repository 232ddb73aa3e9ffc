"""Forms of an account: those of allauth with our labels, and those that it lacks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa_forms
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
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.domain.lengths import MAX_TEXT_LENGTH
from tracker.forms.fields import form_section
from tracker.models import User
from tracker.models.terms import digest_of

NEW_PASSWORD_HINT = gettext_lazy("Use 12 characters or more. Three or four words work well.")


class NameField(forms.CharField):
    """The name that others in the family see beside entries."""

    default_error_messages = {"required": gettext_lazy("Enter your name.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=gettext_lazy("Your name"),
            max_length=MAX_TEXT_LENGTH,
            help_text=gettext_lazy("Shown next to what you add. For example, Mum, Dad or Ana."),
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
            **kwargs,
        )


APPEARANCES = (
    ("device", gettext_lazy("Same as this device")),
    ("light", gettext_lazy("Light")),
    ("dark", gettext_lazy("Dark")),
)


class AppearanceForm(forms.Form):
    """The colours of the pages in this browser."""

    appearance = forms.ChoiceField(
        label=gettext_lazy("Colours in this browser"),
        choices=APPEARANCES,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("Choose one of the three.")},
    )


class AddressField(forms.EmailField):
    """An e-mail address, cleaned to lower case."""

    default_error_messages = {
        "required": gettext_lazy("Enter an email address."),
        "invalid": gettext_lazy("Enter an email address like ana@example.org."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Email address"))
        widget = forms.EmailInput(attrs={"autocomplete": "username"})
        super().__init__(max_length=254, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        return str(super().clean(value)).lower()


class NewPasswordField(forms.CharField):
    """A new password, asked for once, since a button shows it.

    The form calls ``validate_new_password``, since the validators compare it with the e-mail.
    """

    default_error_messages = {"required": gettext_lazy("Enter a password.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            strip=False,
            label=gettext_lazy("Password"),
            help_text=NEW_PASSWORD_HINT,
            widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
            **kwargs,
        )


def validate_unused_address(email: str, exclude: User | None = None) -> str:
    """Returns ``email``. Raises ValidationError where another account than ``exclude`` has it."""
    others = User.objects.exclude(pk=exclude.pk) if exclude else User.objects.all()
    if others.filter(email__iexact=email).exists():
        raise forms.ValidationError(_("There is already an account with this address."))
    return email


def validate_new_password(password: str, email: str) -> str:
    """Returns ``password``. Raises ValidationError where a validator refuses it."""
    validate_password(password, User(email=email))
    return password


class TermsForm(forms.Form):
    """Agreement to the host's terms, as they were when the form was shown.

    Has no fields without terms.
    """

    terms = forms.BooleanField(
        label=gettext_lazy("I have read the terms of this server and agree to them"),
        error_messages={"required": gettext_lazy("Read the terms and tick this box.")},
    )
    terms_digest = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.terms_text = settings.TERMS
        if not self.terms_text:
            del self.fields["terms"], self.fields["terms_digest"]
            return
        self.fields["terms_digest"].initial = digest_of(self.terms_text)

    def clean(self) -> dict[str, Any]:
        """Refuses a tick for a text that the host has changed since the form was shown."""
        data = super().clean() or self.cleaned_data
        if self.terms_text and data.get("terms_digest") != digest_of(self.terms_text):
            data_again = QueryDict(mutable=True)
            data_again.update(self.data)
            data_again["terms_digest"] = digest_of(self.terms_text)
            self.data = data_again
            text = _("The terms have changed. Read them again, then tick this box.")
            self.add_error("terms", text)
        return data


class NewAccountForm(TermsForm):
    """Name, e-mail and password of a new account, and the host's terms if there are any."""

    name = NameField()
    email = AddressField(help_text=gettext_lazy("You'll log in with this."))
    password = NewPasswordField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["name", "email", "password"])
        if self.terms_text:
            self.fields["terms"].help_text = format_html(
                '<a href="{}" target="_blank">{}</a>', reverse("terms"), _("Read the terms")
            )
        self.helper = form_section(*self.fields)

    def clean_email(self) -> str:
        return validate_unused_address(self.cleaned_data["email"])

    def clean_password(self) -> str:
        return validate_new_password(
            self.cleaned_data["password"], self.cleaned_data.get("email", "")
        )


class NameForm(forms.Form):
    """The user's name and, where there is more than one, the language."""

    name = NameField()
    language = forms.ChoiceField(label=gettext_lazy("Language"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        language.choices = settings.LANGUAGES
        if len(settings.LANGUAGES) == 1:
            del self.fields["language"]


class NewAddressForm(forms.Form):
    email = AddressField(label=gettext_lazy("New email address"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        return validate_unused_address(self.cleaned_data["email"], exclude=self.user)


# Forms of allauth


def _customise(form: forms.Form, **labels: Any) -> None:
    """Sets labels instead of placeholders, and removes the repeated password."""
    form.fields.pop("password2", None)
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.label = labels.get(name, field.label)
        field.help_text = NEW_PASSWORD_HINT if name == "password1" else ""
    for name in ("password", "oldpassword", "password1"):
        if name in form.fields:
            form.fields[name].error_messages["required"] = _("Enter the password.")
    if "code" in form.fields:
        form.fields["code"].widget.attrs |= {"inputmode": "numeric", "autofocus": True}
        form.fields["code"].error_messages["required"] = _("Enter the code.")


class LogInForm(account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = AddressField()
        _customise(self, password=_("Password"))
        self.order_fields(["login", "password"])


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _customise(self, oldpassword=_("Current password"), password1=_("New password"))


class ForgottenPasswordForm(account.ResetPasswordForm):
    email = AddressField()


class NewPasswordForm(account.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _customise(self, password1=_("New password"))


class ConfirmByPasswordForm(account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _customise(self, password=_("Your password"))


class CodeForm(mfa_forms.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _customise(self, code=_("Code from the app, or a recovery code"))


class ConfirmByCodeForm(mfa_forms.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _customise(self, code=_("Code from the app, or a recovery code"))


class FirstCodeForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _customise(self, code=_("6-digit code from the app"))
        del self.fields["code"].widget.attrs["autofocus"]  # the QR code is above it


class AddPasskeyForm(AddWebAuthnForm):
    """Adds a passkey that is kept on its device and verifies the user, so it can log in alone."""

    passwordless = None  # no field: always true

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _set_up_name_field(self)

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["passwordless"] = True
        with _malformed_as_incorrect():
            return dict(super().clean())


class LogInByPasskeyForm(LoginWebAuthnForm):
    def clean_credential(self) -> Authenticator:
        with _malformed_as_incorrect():
            return super().clean_credential()


class PasskeyForm(AuthenticateWebAuthnForm):
    def clean_credential(self) -> Authenticator:
        with _malformed_as_incorrect():
            return super().clean_credential()


class ConfirmByPasskeyForm(ReauthenticateWebAuthnForm):
    def clean_credential(self) -> Authenticator:
        with _malformed_as_incorrect():
            return super().clean_credential()


class RenamePasskeyForm(EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _set_up_name_field(self)


@contextmanager
def _malformed_as_incorrect() -> Iterator[None]:
    """Reports malformed credentials, on which allauth crashes, as an incorrect code."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise get_adapter().validation_error("incorrect_code") from error


def _set_up_name_field(form: forms.Form) -> None:
    field = form.fields["name"]
    assert isinstance(field, forms.CharField)
    field.label = _("Name of this passkey")
    field.help_text = _("So you'll know later which device it's on.")
    field.max_length = MAX_TEXT_LENGTH
    field.widget.attrs["maxlength"] = MAX_TEXT_LENGTH
