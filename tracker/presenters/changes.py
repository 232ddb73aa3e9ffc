"""What is different between two states of a record, in plain words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tracker.actions.revisions import NOT_CHECKED, NOT_SAID, Snapshot
from tracker.domain import records
from tracker.domain.phrases import Phrase
from tracker.domain.rules import CONCERN_RULES, URGENT_RULES
from tracker.domain.summary import SIGN_NAMES
from tracker.domain.vocabulary import (
    APPEARANCES,
    ATOPIES,
    CARE_KINDS,
    CONDITIONS,
    EXPOSURE_KINDS,
    ITCHES,
    MILIA_TYPES,
    NAMERS,
    OUTCOMES,
    SEVERITIES,
    SEXES,
    SIGN_ANSWERS,
    SITES,
    STATUSES,
    TRENDS,
)
from tracker.models import Photo
from tracker.models.rows import record_of
from tracker.presenters.body_map import spot_text
from tracker.presenters.log import temperature_text
from tracker.rendering import label, render


@dataclass(frozen=True)
class Difference:
    """``before`` and ``after`` are empty where nothing stood there."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Known:
    """What a state refers to: the family's unit, its concerns' titles by their keys, and
    countries by their two letters.
    """

    unit: str
    concerns: Mapping[int, str]
    countries: Mapping[str, str]


RULE_NAMES = {rule.key: rule.label for rule in (*CONCERN_RULES, *URGENT_RULES)}

_WORDS: Mapping[tuple[str, str], Mapping[Any, Phrase]] = {
    ("acknowledgement", "rule"): RULE_NAMES,
    ("care", "kind"): CARE_KINDS,
    ("care", "outcome"): OUTCOMES,
    ("child", "family_atopy"): ATOPIES,
    ("child", "sex"): SEXES,
    ("concern", "condition"): {key: row.label for key, row in CONDITIONS.items()},
    ("concern", "milia_type"): MILIA_TYPES,
    ("concern", "named_by"): NAMERS,
    ("entry", "appearance"): APPEARANCES,
    ("entry", "itch"): ITCHES,
    ("entry", "severity"): SEVERITIES,
    ("entry", "status"): STATUSES,
    ("entry", "trend"): TRENDS,
    ("exposure", "kind"): EXPOSURE_KINDS,
    ("photo", "site"): SITES,
}
"""The columns that hold keys of the vocabulary."""

_OWNERS = {"child", "concern", "entry", "family"}
"""What a record belongs to never changes."""


def differences(before: Snapshot, after: Snapshot, known: Known) -> tuple[Difference, ...]:
    """Field by field in the order of the record, then its places and its signs."""
    model = apps.get_model(before[0]["model"])
    return (*_fields(model, before[0]["fields"], after[0]["fields"], known), *_parts(before, after))


def _fields(
    model: type[models.Model], before: Mapping[str, Any], after: Mapping[str, Any], known: Known
) -> Iterator[Difference]:
    for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
        old, new = before.get(field.name), after.get(field.name)
        if old == new or field.name in NOT_SAID | _OWNERS:
            continue
        name = capfirst(str(field.verbose_name))
        yield Difference(name, _text(field, old, known), _text(field, new, known))


def _text(field: Any, value: Any, known: Known) -> str:
    """``value`` as it is serialised."""
    place = (field.model._meta.model_name, field.name)
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, list):
        return ", ".join(_one(field, place, part, known) for part in value)
    return _one(field, place, value, known)


def _one(field: Any, place: tuple[str, str], value: Any, known: Known) -> str:
    words = _WORDS.get(place)
    if words is not None:
        return render(words[value]) if value in words else str(value)
    if place == ("visit", "concerns"):
        return known.concerns.get(value) or _("something that is gone")
    if place == ("family", "country"):
        return known.countries.get(value, value)
    if place == ("family", "temperature_unit"):
        return f"°{value}"
    if place == ("photo", "view"):
        return str(dict(Photo.View.choices).get(value, value))
    if field.name == "temperature_c":
        return temperature_text(value, known.unit)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, models.DateField):
        return date_format(field.to_python(value), "j F Y")
    if isinstance(field, models.TimeField):
        return time_format(field.to_python(value), "H:i")
    return str(value)


def _parts(before: Snapshot, after: Snapshot) -> Iterator[Difference]:
    yield from _places(_of(before, "tracker.spot"), _of(after, "tracker.spot"))
    yield from _signs(_of(before, "tracker.sign"), _of(after, "tracker.sign"))


def _of(rows: Snapshot, model: str) -> list[dict[str, Any]]:
    return [row["fields"] for row in rows[1:] if row["model"] == model]


def _places(
    before: Sequence[dict[str, Any]], after: Sequence[dict[str, Any]]
) -> Iterator[Difference]:
    old, new = ([_spot(row) for row in rows] for rows in (before, after))
    if old == new:
        return
    told = ["; ".join(map(spot_text, spots)) for spots in (old, new)]
    if told[0] == told[1]:
        told[1] = _("%(places)s, marked elsewhere on the map") % {"places": told[1]}
    yield Difference(_("Where"), *told)


def _spot(row: Mapping[str, Any]) -> records.Spot:
    """Without its track, which is no word of anybody's."""
    return replace(record_of(records.Spot, SimpleNamespace(**row)), track=None)


def _signs(
    before: Sequence[dict[str, Any]], after: Sequence[dict[str, Any]]
) -> Iterator[Difference]:
    """Signs whose answers changed alike stand together: one "None" answers a whole list."""
    old, new = ({row["key"]: row["answer"] for row in rows} for rows in (before, after))
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key in sorted(old.keys() | new.keys(), key=_place_in_list):
        answers = (old.get(key, NOT_CHECKED), new.get(key, NOT_CHECKED))
        if answers[0] != answers[1]:
            alike[answers].append(label(SIGN_NAMES, key))
    for answers, names in alike.items():
        texts = (label(SIGN_ANSWERS, answer) for answer in answers)
        yield Difference(capfirst(", ".join(names)), *texts)


def _place_in_list(key: str) -> tuple[int, str]:
    known = list(SIGN_NAMES)
    return (known.index(key) if key in known else len(known), key)
