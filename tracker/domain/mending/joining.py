"""Joins two concerns of a diary that are the same one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.domain.due import SILENCE_DAYS
from tracker.domain.mending.silencing import SilencedFlag, silenced_flag
from tracker.domain.records import Acknowledgement, Concern, Entry, FormerName, Visit
from tracker.domain.rules import CONCERN_RULES
from tracker.domain.spells import Course, sorted_entries
from tracker.domain.timeline import Flag, Timeline

_PAUSING_RULES = {rule.key for rule in CONCERN_RULES}


@dataclass(frozen=True)
class Joining:
    """What joining ``source`` into ``target`` does on ``today``.

    ``ended``: pauses of either that are in effect, since each was about one of the two only.
    ``reopened``: acknowledgements of either that would also answer open urgent signs of the other.
    ``noticed_again``: the later day first noticed, where the joined course would lose a sighting
    without it; else None.
    """

    before: Timeline
    source: Concern
    target: Concern
    today: date
    ended: tuple[Acknowledgement, ...]
    reopened: tuple[Acknowledgement, ...]
    noticed_again: date | None

    @classmethod
    def of(cls, before: Timeline, *, source: str, target: str, today: date) -> Joining:
        """``source`` and ``target`` are ids of concerns. Raises KeyError for any other id."""
        one, other = before.course(source).concern, before.course(target).concern
        own = [ack for ack in before.diary.acknowledgements if ack.concern in (source, target)]
        return cls(
            before,
            one,
            other,
            today,
            ended=tuple(ack for ack in own if is_pause_on(ack, today)),
            reopened=tuple(
                ack for ack in own if _answers_the_other(ack, before, one, other, today)
            ),
            noticed_again=_noticed_again(one, other, today),
        )

    @property
    def first_noticed_on(self) -> date:
        return min(self.source.first_noticed_on, self.target.first_noticed_on)

    def after(self) -> Timeline:
        """Return the timeline of the joined diary.

        Of two entries with the same day and time, that of ``target`` counts as written first.
        """
        diary, dropped = self.before.diary, {*self.ended, *self.reopened}
        kept = (ack for ack in diary.acknowledgements if ack not in dropped)
        joined = replace(
            diary,
            concerns=tuple(
                self._joined() if concern is self.target else concern
                for concern in diary.concerns
                if concern is not self.source
            ),
            exposures=tuple(
                replace(row, concerns=self._renamed(row.concerns)) for row in diary.exposures
            ),
            visits=self._visits(),
            acknowledgements=tuple(
                replace(ack, concern=self.target.id) if ack.concern == self.source.id else ack
                for ack in kept
            ),
        )
        return Timeline.of(joined, self.before.rules)

    def flags_after(self) -> tuple[Flag, ...]:
        """Return what is due for the joined concern."""
        flags = self.after().flags_on(self.today)
        return tuple(flag for flag in flags if flag.concern == self.target.id)

    def silenced(self, after: Timeline) -> SilencedFlag | None:
        """Return a flag of today that ``after``, the timeline of the joined diary, lacks.

        Where a visit about only one of the two answers a reminder of the other, it is named.
        """
        pairs = ((self.source, self.target), (self.target, self.source))
        for concern, other in pairs:
            only = [visit for visit in self.before.diary.visits if _is_about(visit, other, concern)]
            without = replace(after.diary, visits=self._visits(leaving_out=only))
            found = silenced_flag(
                self.before, after, Timeline.of(without, after.rules), concern.id, self.target.id,
                self.today,
            )  # fmt: skip
            if found is not None:
                return replace(found, noted_for=other, visit=only[-1] if found.by_visit else None)
        return None

    def _visits(self, leaving_out: Iterable[Visit] = ()) -> tuple[Visit, ...]:
        left_out = [id(visit) for visit in leaving_out]
        return tuple(
            replace(visit, concerns=self._renamed(visit.concerns))
            for visit in self.before.diary.visits
            if id(visit) not in left_out
        )

    def _renamed(self, concerns: Iterable[str]) -> tuple[str, ...]:
        names = (self.target.id if id == self.source.id else id for id in concerns)
        return tuple(dict.fromkeys(names))

    def former_names(
        self, of_target: Iterable[FormerName], of_source: Iterable[FormerName]
    ) -> tuple[FormerName, ...]:
        """Return the former names of both, oldest first, and the name of the one that is joined."""
        names = sorted((*of_target, *of_source), key=lambda name: name.until)
        last = FormerName(self.source.condition, self.source.named_by, self.today)
        if (last.condition, last.named_by) != (self.target.condition, self.target.named_by):
            names.append(last)
        return tuple(names)

    def _joined(self) -> Concern:
        entries = [*self.target.entries, *self.source.entries]
        if self.noticed_again is not None:
            entries.append(Entry(self.noticed_again, "present"))
        return replace(
            self.target,
            first_noticed_on=self.first_noticed_on,
            entries=tuple(sorted_entries(entries)),
            care=(*self.target.care, *self.source.care),
        )


def is_pause_on(ack: Acknowledgement, today: date) -> bool:
    """Return whether it pauses reminders of its concern on that day."""
    return ack.rule in _PAUSING_RULES and ack.day > today - timedelta(days=SILENCE_DAYS)


def _answers_the_other(
    ack: Acknowledgement, before: Timeline, one: Concern, other: Concern, today: date
) -> bool:
    """Return whether an answer that names no entry would close an open finding of the other."""
    if ack.entry is not None:
        return False
    return any(
        finding.is_open_on(today)
        and finding.concern in (one, other)
        and finding.concern.id != ack.concern
        and finding.rule.key == ack.rule
        and finding.day < ack.day
        for finding in before.findings
    )


def _noticed_again(one: Concern, other: Concern, today: date) -> date | None:
    """Return the later day first noticed where the joined spells differ without that sighting."""
    first, later = sorted((one.first_noticed_on, other.first_noticed_on))
    entries = (*one.entries, *other.entries)
    joined = replace(other, first_noticed_on=first, entries=entries)
    with_it = replace(joined, entries=(*entries, Entry(later, "present")))
    if any(entry.day == later for entry in entries):
        return None
    same = Course.of(joined).spells_on(today) == Course.of(with_it).spells_on(today)
    return None if same else later


def _is_about(visit: Visit, concern: Concern, not_about: Concern) -> bool:
    return concern.id in visit.concerns and not_about.id not in visit.concerns
