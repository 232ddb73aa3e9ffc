"""The differences between two snapshots of a record, as text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.actions.revisions import METADATA_FIELDS, NOT_CHECKED, Snapshot
from tracker.domain import records
from tracker.domain.durations import duration
from tracker.domain.phrases import Phrase
from tracker.domain.rules import CONCERN_RULES, URGENT_RULES
from tracker.domain.sign_answers import ANSWER_LABELS, as_asked, is_none_of_these
from tracker.domain.summary import SIGN_NAMES
from tracker.domain.vocabulary import (
    APPEARANCES,
    ATOPIES,
    CARE_KINDS,
    CONDITIONS,
    EXPOSURE_KINDS,
    GATE,
    ITCHES,
    MAP_TONES,
    MILIA_TYPES,
    NAMERS,
    OUTCOMES,
    SEVERITIES,
    SEXES,
    SITES,
    STATUSES,
    TEMPERATURE_PLACES,
    TRENDS,
)
from tracker.formats import day_text, time_text
from tracker.models.rows import record_of
from tracker.presenters.body_map import spot_text
from tracker.presenters.log import temperature_text
from tracker.rendering import label, render


@dataclass(frozen=True)
class Difference:
    """``before`` and ``after`` are empty where the field had no value."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class DisplayContext:
    """What is needed to show a snapshot: the family's temperature unit, titles of concerns and
    names of children by primary key, and names of countries by ISO 3166 code.
    """

    unit: str
    concerns: Mapping[int, str]
    countries: Mapping[str, str]
    children: Mapping[int, str]


RULE_NAMES = {rule.key: rule.label for rule in (*CONCERN_RULES, *URGENT_RULES)}

_VALUE_LABELS: Mapping[tuple[str, str], Mapping[Any, Phrase]] = {
    ("acknowledgement", "rule"): RULE_NAMES,
    ("care", "kind"): CARE_KINDS,
    ("care", "outcome"): OUTCOMES,
    ("child", "family_atopy"): ATOPIES,
    ("child", "map_tone"): MAP_TONES,
    ("child", "sex"): SEXES,
    ("concern", "condition"): {key: row.label for key, row in CONDITIONS.items()},
    ("concern", "milia_type"): MILIA_TYPES,
    ("concern", "named_by"): NAMERS,
    ("entry", "appearance"): APPEARANCES,
    ("entry", "itch"): ITCHES,
    ("entry", "severity"): SEVERITIES,
    ("entry", "status"): STATUSES,
    ("daynote", "temperature_how"): TEMPERATURE_PLACES,
    ("entry", "temperature_how"): TEMPERATURE_PLACES,
    ("entry", "trend"): TRENDS,
    ("exposure", "kind"): EXPOSURE_KINDS,
    ("photo", "site"): SITES,
    ("visit", "come_back_if"): SIGN_NAMES,
}
"""The labels of the columns that hold keys of the vocabulary."""

_FIELD_LABELS = {
    ("acknowledgement", "rule"): gettext_lazy("What is due"),
    ("care", "ended_on"): gettext_lazy("Ended on"),
    ("care", "outcome"): gettext_lazy("Did it help?"),
    ("care", "started_on"): gettext_lazy("Started on"),
    ("child", "birth_date"): gettext_lazy("Date of birth"),
    ("child", "family_atopy"): gettext_lazy("Family history"),
    ("concern", "condition"): gettext_lazy("What it is called"),
    ("concern", "named_by"): gettext_lazy("Who called it that"),
    ("entry", "severity"): gettext_lazy("How bad is it?"),
    ("entry", "sleep_lost"): gettext_lazy("Lost sleep?"),
    ("exposure", "after_minutes"): gettext_lazy("How long afterwards?"),
    ("exposure", "followed"): gettext_lazy("What happened?"),
    ("photo", "view"): gettext_lazy("Distance"),
    ("question", "asked_on"): gettext_lazy("Added on"),
    ("visit", "do"): gettext_lazy("What to do for now"),
    ("visit", "follow_up_on"): gettext_lazy("Follow-up on"),
}
"""The labels of the forms, where they are not those of the columns."""

_NOT_SHOWN = {"child", "concern", "entry", "family", "uuid"}
"""Ids, and foreign keys to the owner of a record: that it moved is told in words."""


def differences(
    before: Snapshot, after: Snapshot, context: DisplayContext
) -> tuple[Difference, ...]:
    """Return the differing fields in the order of the model, then weights, spots and signs."""
    model = apps.get_model(before[0]["model"])
    return (
        *owner_differences(before, after, context),
        *_fields(model, before[0]["fields"], after[0]["fields"], context),
        *_related_rows(before, after),
    )


def owner_differences(
    before: Snapshot, after: Snapshot, context: DisplayContext
) -> tuple[Difference, ...]:
    """Return from and to which child and concern the record moved."""
    names = {
        "child": (_("Child"), context.children),
        "concern": (_("Skin problem"), context.concerns),
    }
    found = []
    for name, (owner_label, texts) in names.items():
        old, new = (rows[0]["fields"].get(name) for rows in (before, after))
        if old != new:
            shown = (texts.get(key) or _("something deleted") for key in (old, new))
            found.append(Difference(owner_label, *shown))
    return tuple(found)


def _fields(
    model: type[models.Model],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    context: DisplayContext,
) -> Iterator[Difference]:
    for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
        old, new = before.get(field.name), after.get(field.name)
        if old == new or field.name in METADATA_FIELDS | _NOT_SHOWN:
            continue
        texts = (_text(field, old, context), _text(field, new, context))
        if any(texts):  # a snapshot from before the field existed lacks it
            yield Difference(_field_label(field), *texts)


def _field_label(field: Any) -> str:
    place = (field.model._meta.model_name, field.name)
    return str(_FIELD_LABELS.get(place) or capfirst(field.verbose_name))


def _text(field: Any, value: Any, context: DisplayContext) -> str:
    """Return a serialised value as text."""
    place = (field.model._meta.model_name, field.name)
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, list):
        return ", ".join(_value_text(field, place, item, context) for item in value)
    return _value_text(field, place, value, context)


def _value_text(field: Any, place: tuple[str, str], value: Any, context: DisplayContext) -> str:
    labels = _VALUE_LABELS.get(place)
    if labels is not None:
        return render(labels[value]) if value in labels else str(value)
    if field.name in ("concerns", "joined_into"):
        return context.concerns.get(value) or _("something deleted")
    if place == ("family", "country"):
        return context.countries.get(value, value)
    if place == ("family", "temperature_unit"):
        return f"°{value}"
    if place in (("photo", "turned"), ("photo", "view")):
        return str(dict(field.flatchoices).get(value, value))
    if field.name == "come_back":
        return _("a visit")
    if field.name == "after_minutes":
        return render(duration(value))
    if field.name == "temperature_c":
        return temperature_text(value, context.unit)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, models.DateField):
        return day_text(field.to_python(value))
    if isinstance(field, models.TimeField):
        return time_text(field.to_python(value))
    return str(value)


def _related_rows(before: Snapshot, after: Snapshot) -> Iterator[Difference]:
    old, new = (_weights(_fields_of(rows, "tracker.weight")) for rows in (before, after))
    if old != new:
        yield Difference(_("Weight"), old, new)
    yield from _spot_differences(
        _fields_of(before, "tracker.spot"), _fields_of(after, "tracker.spot")
    )
    yield from _sign_differences(
        _fields_of(before, "tracker.sign"), _fields_of(after, "tracker.sign")
    )


def _fields_of(rows: Snapshot, model: str) -> list[dict[str, Any]]:
    return [row["fields"] for row in rows[1:] if row["model"] == model]


def _weights(rows: Iterable[dict[str, Any]]) -> str:
    weights = [records.Weight(date.fromisoformat(row["day"]), row["kg"]) for row in rows]
    return ", ".join(f"{row.kg:g} kg ({day_text(row.day)})" for row in weights)


def _spot_differences(
    before: Sequence[dict[str, Any]], after: Sequence[dict[str, Any]]
) -> Iterator[Difference]:
    old, new = ([_spot(row) for row in rows] for rows in (before, after))
    if old == new:
        return
    texts = ["; ".join(map(spot_text, spots)) for spots in (old, new)]
    if texts[0] == texts[1]:
        texts[1] = _("%(places)s, marked elsewhere on the map") % {"places": texts[1]}
    yield Difference(_("Where"), *texts)


def _spot(row: Mapping[str, Any]) -> records.Spot:
    """Return the spot without its track, which the family does not enter."""
    return replace(record_of(records.Spot, SimpleNamespace(**row)), track=None)


def _sign_differences(
    before: Sequence[dict[str, Any]], after: Sequence[dict[str, Any]]
) -> Iterator[Difference]:
    """Signs whose answers changed alike share a difference, as one "None" answers many of them."""
    stored = [{row["key"]: row["answer"] for row in rows} for rows in (before, after)]
    old, new = map(as_asked, stored)
    in_few_words = any(map(is_none_of_these, stored))
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key in sorted(old.keys() | new.keys(), key=_sign_order):
        answers = (old.get(key, NOT_CHECKED), new.get(key, NOT_CHECKED))
        if answers[0] != answers[1]:
            words = GATE if in_few_words and key in GATE and "yes" not in answers else SIGN_NAMES
            alike[answers].append(label(words, key))
    for answers, names in alike.items():
        texts = (label(ANSWER_LABELS, answer) for answer in answers)
        yield Difference(capfirst(", ".join(names)), *texts)


def _sign_order(key: str) -> tuple[int, str]:
    known = list(SIGN_NAMES)
    return (known.index(key) if key in known else len(known), key)
