"""The sentence that says how often a spell was interrupted by clear days."""

from __future__ import annotations

from collections import Counter

from tracker.domain.phrases import Phrase, Sentences, Value
from tracker.domain.phrases import phrase as _
from tracker.domain.phrases import plural as ngettext
from tracker.domain.spells import CLEAR_DAYS_TO_END_SPELL, Spell


def gone_and_back(spell: Spell) -> list[Phrase]:
    """Return the sentence that explains why clear days are within the spell, if any are."""
    if not spell.gaps:
        return []
    times = Counter(gap.days for gap in spell.gaps)
    gone = Sentences(
        tuple(_gone(days, n, is_only=len(times) == 1) for days, n in times.items()), separator=", "
    )
    values: dict[str, Value] = {"gone": gone, "limit": CLEAR_DAYS_TO_END_SPELL}
    if spell.is_going_on:
        return [
            _(
                "It was gone %(gone)s. It came back within %(limit)s days, so the count goes on.",
                **values,
            )
        ]
    return [
        _(
            "Before that, it was gone %(gone)s. It came back within %(limit)s days, so the count"
            " went on.",
            **values,
        )
    ]


def _gone(days: int, times: int, *, is_only: bool) -> Phrase:
    if times == 1 and is_only:
        return ngettext("for %(n)s day", "for %(n)s days", days)
    if times == 1:
        return ngettext("for %(n)s day once", "for %(n)s days once", days)
    if times == 2:
        return ngettext("for %(n)s day twice", "for %(n)s days twice", days)
    return ngettext(
        "for %(n)s day %(times)s times", "for %(n)s days %(times)s times", days, times=times
    )
