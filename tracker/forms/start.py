"""Forms of the first-run pages: the baby with a first concern, and the account."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.domain import records
from tracker.domain.lengths import MAX_TEXT_LENGTH
from tracker.domain.vocabulary import CONDITIONS, SIDES, SITES
from tracker.forms.account import NewAccountForm, TermsForm
from tracker.forms.base import record_from
from tracker.forms.child import BIRTH_DATE_MESSAGES, check_birth_date
from tracker.forms.fields import (
    INVALID_DAY,
    DayInput,
    IdempotencyKeyField,
    choices,
    form_section,
    set_choices,
)
from tracker.forms.places import CountryField, TimeZoneField, known_zone
from tracker.rendering import default_title
from tracker.utils.tokens import start_code

NOTHING = "nothing"
"""The choice of no concern yet."""

SITE_NUMBERS = (1, 2, 3)


class BabyForm(forms.Form):
    """The first page. ``today`` is the latest day allowed.

    Its raw data is stored in the session and validated again once the time zone is known.
    """

    uuid = IdempotencyKeyField()
    time_zone = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    name = forms.CharField(
        label=gettext_lazy("Baby's name"),
        max_length=MAX_TEXT_LENGTH,
        help_text=gettext_lazy("First name or initials."),
        error_messages={"required": gettext_lazy("Enter a name or initials.")},
    )
    birth_date = forms.DateField(
        label=gettext_lazy("Date of birth"), widget=DayInput, error_messages=BIRTH_DATE_MESSAGES
    )
    condition = forms.ChoiceField(
        label=gettext_lazy("What do you see on the skin?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what comes closest.")},
    )
    first_noticed_on = forms.DateField(
        label=gettext_lazy("First noticed on"),
        widget=DayInput,
        required=False,
        error_messages=INVALID_DAY,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        options = choices({key: row.label for key, row in CONDITIONS.items()})
        set_choices(self, "condition", [*options, (NOTHING, "")])
        if not self.is_bound and "name" not in self.initial:
            self.fields["first_noticed_on"].widget.attrs["data-today"] = ""
        for number in SITE_NUMBERS:
            self.fields[f"site_{number}"] = forms.ChoiceField(
                label=_("Where"), choices=choices(SITES, _("Choose…")), required=False
            )
            self.fields[f"side_{number}"] = forms.ChoiceField(
                label=_("Side"), choices=choices(SIDES, "–"), required=False
            )
        self.helper = form_section(
            "uuid", "time_zone", Div("name", "birth_date", css_class="two-fields")
        )

    def site_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"site_{number}"], self[f"side_{number}"]) for number in SITE_NUMBERS]

    def has_more_sites(self) -> bool:
        return any(self[f"site_{number}"].value() for number in SITE_NUMBERS[1:])

    def clean_birth_date(self) -> date:
        return check_birth_date(self.cleaned_data["birth_date"], self.today)

    def clean_first_noticed_on(self) -> date | None:
        noticed: date | None = self.cleaned_data.get("first_noticed_on")
        if self.cleaned_data.get("condition") in (None, NOTHING):
            return noticed
        if noticed is None:
            raise forms.ValidationError(_("Enter when you first noticed it. A rough date is fine."))
        if noticed > self.today:
            raise forms.ValidationError(_("Enter a date that is not in the future."))
        birth = self.cleaned_data.get("birth_date")
        if birth and noticed < birth:
            raise forms.ValidationError(_("Enter a date on or after the date of birth."))
        return noticed

    def clean_time_zone(self) -> str:
        return known_zone(self.cleaned_data["time_zone"])

    def session_data(self) -> dict[str, str]:
        """Returns the raw values to store in the session."""
        return {name: str(self[name].value() or "") for name in self.fields}

    def child(self) -> records.Child:
        return record_from(records.Child, self.cleaned_data)

    def first_concern(self, now: datetime) -> records.Concern | None:
        data = self.cleaned_data
        if data["condition"] == NOTHING:
            return None
        sites = [(data[f"site_{number}"], data[f"side_{number}"]) for number in SITE_NUMBERS]
        spots = tuple(
            records.Spot(site, side or None) for site, side in dict.fromkeys(sites) if site
        )
        entry = records.Entry(
            day=now.date(),
            at=now.time().replace(second=0, microsecond=0),
            status="present",
            trend="new" if data["first_noticed_on"] == now.date() else None,
            spots=spots,
        )
        title = default_title(data["condition"], spots)
        return record_from(
            records.Concern, data, id=str(data["uuid"]), title=title, entries=(entry,)
        )


class StartCodeField(forms.CharField):
    """The code that the server prints; typed with or without capitals and hyphens."""

    default_error_messages = {
        "required": gettext_lazy("Enter the start code."),
        "incorrect": gettext_lazy("That start code isn't right. Check it and try again."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=gettext_lazy("Start code"),
            help_text=gettext_lazy(
                "The server printed it when it started. Ask the person who hosts the diary."
            ),
            widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
            **kwargs,
        )

    def validate(self, value: str) -> None:
        super().validate(value)
        if not constant_time_compare(_letters(value), _letters(start_code())):
            raise forms.ValidationError(self.error_messages["incorrect"], code="incorrect")


def _letters(code: str) -> str:
    return "".join(filter(str.isalnum, code)).lower()


class AccountForm(NewAccountForm):
    """The second page: a new account unless there is one, time zone and country."""

    code = StartCodeField()
    time_zone = TimeZoneField()
    country = CountryField()

    def __init__(
        self, *args: Any, has_account: bool, needs_code: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if has_account:
            self.terms_text = ""
        account = () if has_account else ("name", "email", "password")
        terms = tuple(TermsForm.base_fields) if self.terms_text else ()
        code = ("code",) if needs_code and not has_account else ()
        names = (*code, *account, "time_zone", "country", *terms)
        self.fields = {name: self.fields[name] for name in names}
        self.helper = form_section(
            *code, *account, Div("time_zone", "country", css_class="two-fields"), *terms
        )
