"""The urgent signs in rows: seen, not seen, asked in one list, not checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.domain.sign_answers import ANSWER_LABELS, NO_GLASS_TEST
from tracker.domain.summary import SIGN_NAMES, SignAnswer, Signs
from tracker.domain.vocabulary import GATE, GLASS_TEST
from tracker.formats import short_day
from tracker.presenters.summary.texts import days_text
from tracker.rendering import label
from tracker.safety_texts import safety_text


@dataclass(frozen=True)
class SignRow:
    """``state``: seen, not_seen, in_one_list, not_checked or glass_test. ``mark``: its symbol."""

    state: str
    mark: str
    label: str
    text: str


def sign_rows(signs: Signs, today: date) -> tuple[SignRow, ...]:
    return tuple(_rows(signs, today))


def spot_sign_rows(signs: Signs, today: date) -> tuple[SignRow, ...]:
    """Return the rows with one for the glass test, if any sign was checked."""
    rows = sign_rows(signs, today)
    return (*rows, glass_test(signs, today)) if signs.is_answered else rows


def short_sign_rows(
    signs: Signs, today: date, seen_earlier: Sequence[SignAnswer] = ()
) -> tuple[SignRow, ...]:
    """Return what was seen, and one line about the rest; the whole list is elsewhere."""
    rows = []
    if signs.seen:
        rows.append(SignRow("seen", "▲", _("Seen"), seen_signs(signs.seen, today)))
    if seen_earlier:
        rows.append(SignRow("seen", "▲", _("Seen earlier"), seen_signs(seen_earlier, today)))
    return (*rows, SignRow("not_checked", "?", _("Signs"), _looked_for(signs)))


def _looked_for(signs: Signs) -> str:
    """Return, say, ``looked for on 6 of 30 days with an entry; not checked: 9 signs``."""
    return "; ".join(_counts(signs)) if signs.is_answered else _("none looked for")


def _counts(signs: Signs) -> Iterator[str]:
    answers = (*signs.seen, *signs.not_seen)
    looked = {day for row in answers for day in (*row.seen_on, *row.not_seen_on)}
    if looked:
        text = ngettext(
            "looked for on %(looked)s of %(n)s day with an entry",
            "looked for on %(looked)s of %(n)s days with an entry",
            signs.days,
        )
        yield text % {"looked": len(looked), "n": signs.days}
    if in_one_list := len(signs.in_one_list):
        text = ngettext("in one list: %(n)s sign", "in one list: %(n)s signs", in_one_list)
        yield text % {"n": in_one_list}
    if not_checked := len(signs.not_checked):
        text = ngettext("not checked: %(n)s sign", "not checked: %(n)s signs", not_checked)
        yield text % {"n": not_checked}


@safety_text
def seen_signs(rows: Sequence[SignAnswer], today: date) -> str:
    return "; ".join(f"{_name(row)} ({days_text(row.seen_on, today)})" for row in rows)


def glass_test(signs: Signs, today: date) -> SignRow:
    """Return when the glass test (non-blanching dots) was last answered, and how."""
    return SignRow("glass_test", "○", _("Glass test"), _glass_test(signs, today))


@safety_text
def _glass_test(signs: Signs, today: date) -> str:
    answers = (*signs.seen, *signs.not_seen, *signs.not_checked)
    answer = next(answer for answer in answers if answer.key == GLASS_TEST)
    last = answer.last_entry_on
    if last is None:
        return label(ANSWER_LABELS, NO_GLASS_TEST)
    values = {"day": short_day(last, today), "days": days_text(answer.seen_on, today)}
    if last in answer.seen_on:
        return _("last answered on %(day)s: dots that did not fade were seen") % values
    if answer.seen_on:
        return _("last answered on %(day)s: not seen; seen on %(days)s") % values
    return _("last answered on %(day)s: not seen") % values


def _rows(signs: Signs, today: date) -> Iterator[SignRow]:
    if signs.seen:
        yield SignRow("seen", "▲", _("Seen"), seen_signs(signs.seen, today))
    if signs.not_seen:
        yield SignRow("not_seen", "–", _("Not seen"), _not_seen(signs, today))
    if signs.in_one_list:
        text = _in_one_list(signs, today)
        yield SignRow("in_one_list", "?", _("In one list"), text)
    if signs.not_checked:
        yield SignRow("not_checked", "?", _("Not checked"), _not_checked(signs))


@safety_text
def _not_checked(signs: Signs) -> str:
    """Return the names of the signs, or one phrase if none was checked."""
    if signs.is_answered:
        return _names(signs.not_checked, with_counts=False)
    if any(row.key == GLASS_TEST for row in signs.not_checked):
        return _("every sign that the diary asks about, including the glass test")
    return _("every sign that the diary asks about")


@safety_text
def _not_seen(signs: Signs, today: date) -> str:
    """Return the names with one count of days if it is the same for all, else one for each."""
    counts = {row.days_with_entries for row in signs.not_seen}
    last = max(row.not_seen_on[-1] for row in signs.not_seen)
    values = {"day": short_day(last, today), "names": _names(signs.not_seen, len(counts) > 1)}
    if len(counts) > 1:
        text = _(
            "looked for on the number of days in brackets, out of %(n)s with an entry, last"
            " on %(day)s: %(names)s"
        )
        return text % {**values, "n": signs.days}
    text = ngettext(
        "looked for on %(looked)s of %(n)s day with an entry, last on %(day)s: %(names)s",
        "looked for on %(looked)s of %(n)s days with an entry, last on %(day)s: %(names)s",
        signs.days,
    )
    return text % {**values, "n": signs.days, "looked": counts.pop()}


@safety_text
def _in_one_list(signs: Signs, today: date) -> str:
    """Return the names of the signs that were asked together, with their days."""
    days = sorted({day for row in signs.in_one_list for day in row.in_one_list_on})
    values = {"days": days_text(days, today), "names": _names(signs.in_one_list, False)}
    return _("asked about together in one list and not ticked (%(days)s): %(names)s") % values


def _names(rows: Sequence[SignAnswer], with_counts: bool) -> str:
    if with_counts:
        return ", ".join(f"{_name(row)} ({row.days_with_entries})" for row in rows)
    return ", ".join(_name(row) for row in rows)


def _name(row: SignAnswer) -> str:
    return label(GATE if row.is_in_few_words else SIGN_NAMES, row.key)
