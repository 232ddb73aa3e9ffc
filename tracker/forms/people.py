"""Forms to invite people, to change their role, and to delete for good."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Field
from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.domain.lengths import MAX_TEXT_LENGTH
from tracker.domain.roles import ROLES
from tracker.forms.account import AddressField
from tracker.forms.fields import INVALID_CHOICE, form_section, set_choices
from tracker.models import Member
from tracker.rendering import role_description, role_name

REMOVE = "out"
"""The choice that removes a member from the family."""


class InvitationForm(forms.Form):
    """``sealed`` holds the token of the link, so that sending the form twice makes one link."""

    sealed = forms.CharField(widget=forms.HiddenInput, required=False)
    for_whom = forms.CharField(
        label=gettext_lazy("Who are you inviting?"),
        max_length=MAX_TEXT_LENGTH,
        help_text=gettext_lazy(
            "A name your family will know. For example, Gran, Dad or the nanny."
        ),
        error_messages={"required": gettext_lazy("Enter who you're inviting.")},
    )
    role = forms.ChoiceField(
        label=gettext_lazy("What can they do?"),
        widget=forms.RadioSelect,
        error_messages={
            **INVALID_CHOICE,
            "required": gettext_lazy("Choose what they can do."),
        },
    )
    email = AddressField(
        label=gettext_lazy("Their email address, to send the link to"),
        required=False,
        help_text=gettext_lazy("Optional. It's used for this one email and isn't kept."),
    )

    def __init__(self, *args: Any, sends_mail: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "role", [_role(role) for role in ROLES])
        self.fields["email"].widget.attrs["autocomplete"] = "off"
        if not sends_mail:
            del self.fields["email"]
        email = ["email"] if sends_mail else []
        self.helper = form_section("sealed", "for_whom", _stacked("role"), *email)


class MemberForm(forms.Form):
    """Changes the role of a member; ``is_self``: the member is the reader, an owner."""

    role = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={
            **INVALID_CHOICE,
            "required": gettext_lazy("Choose what to change."),
        },
    )

    def __init__(self, *args: Any, member: Member, is_self: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = member.user.shown_name
        self.fields["role"].label = _("%(name)s will be") % {"name": name}
        choices = [_role(role) for role in ROLES if role != member.role]
        if not is_self:
            choices.append((REMOVE, _("Removed from the family. Can't read anything any more.")))
        set_choices(self, "role", choices)
        self.helper = form_section(_stacked("role"))


class RelationForm(forms.Form):
    """What a member is to the child."""

    relation = forms.CharField(
        label=gettext_lazy("Who are they to the child?"),
        max_length=MAX_TEXT_LENGTH,
        required=False,
        help_text=gettext_lazy(
            "For example, Mum, Dad, Gran or nanny. The doctor sees it next to the name."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = form_section("relation")


class DeleteForm(forms.Form):
    """Confirms a deletion by typing ``name``; ``alone`` offers to keep a copy."""

    typed = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )
    with_copy = forms.BooleanField(
        label=gettext_lazy("Keep a copy for me for 30 days, with the photos"),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, name: str, alone: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name = name
        self.fields["typed"].label = _("Type “%(name)s” to confirm") % {"name": name}
        if not alone:
            del self.fields["with_copy"]
        self.helper = form_section(*self.fields)

    def clean_typed(self) -> str:
        typed: str = self.cleaned_data["typed"]
        if _normalized(typed) != _normalized(self.name):
            text = _("Type “%(name)s”. Nothing was deleted.")
            raise forms.ValidationError(text % {"name": self.name})
        return typed


def _stacked(name: str) -> Field:
    """Returns a field whose choices have labels too long for chips."""
    return Field(name, wrapper_class="rows")


def _role(role: str) -> tuple[str, str]:
    return role, f"{capfirst(role_name(role))}. {role_description(role)}"


def _normalized(text: str) -> str:
    return " ".join(text.split()).casefold()
