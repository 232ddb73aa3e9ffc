"""Random diaries in the database, and what can be compared before and after mending them."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from tests.factories import make_concern, make_family, make_member
from tests.reference.generator import days, diary
from tracker.actions.importing import import_diary
from tracker.domain.spells import Spell
from tracker.domain.timeline import Flag
from tracker.interchange import diary_parts, read_diary
from tracker.models import Acknowledgement, Care, Child, Concern, Entry, User, Visit
from tracker.queries import timeline_of
from tracker.queries.stored import StoredDiary

TODAY = date(2027, 12, 31)
"""After every day of the random diaries, so that no pause is in effect."""


@dataclass
class StoredRandomDiary:
    """``asked``: days around which something falls due."""

    child: Child
    parent: User
    random: Random
    asked: list[date]

    @classmethod
    def of(cls, seed: int, today: date = TODAY) -> StoredRandomDiary:
        random = Random(seed)
        document = diary(random)
        family = make_family()
        parent = make_member(family)
        written = read_diary(json.dumps(document).encode(), TODAY)
        child = import_diary(diary=written, family=family, by=parent).child
        asked = [day for day in days(document) if day <= today]
        made = cls(child, parent, random, asked)
        for concern in made.concerns():
            made._add_care(concern)
            made._add_visits(concern)
        return made

    def concerns(self) -> list[Concern]:
        return list(Concern.objects.filter(child=self.child).order_by("pk"))

    def check(self) -> tuple[list[tuple[Flag, ...]], dict[str, tuple[Spell, ...]]]:
        """What is due on each of the days asked for, and all spells."""
        return check(self.child, self.asked)

    def export(self) -> bytes:
        return export(self.child)

    def part(self, concern: Concern) -> Concern:
        """Move some of what was written about a concern to a new one, behind the app's back."""
        noticed = [concern.first_noticed_on, *concern.entries.values_list("day", flat=True)]
        later = [day for day in noticed if day >= concern.first_noticed_on]
        part = make_concern(
            self.child,
            condition=concern.condition,
            named_by=concern.named_by,
            title=concern.title,
            milia_type=concern.milia_type,
            first_noticed_on=self.random.choice(later),
        )
        for model in (Entry, Care):
            for row in model.objects.filter(concern=concern):
                if self.random.random() < 0.4:
                    model.objects.filter(pk=row.pk).update(concern=part)
        for entry in Entry.objects.filter(concern=part):
            acks = Acknowledgement.objects.filter(entry=entry, concern=concern)
            acks.update(concern=part)
        for ack in Acknowledgement.objects.filter(concern=concern, entry=None):
            if self.random.random() < 0.4:
                Acknowledgement.objects.filter(pk=ack.pk).update(concern=part)
        for visit in Visit.objects.filter(concerns=concern):
            about = self.random.choice(([concern], [part], [part], [concern, part]))
            visit.concerns.remove(concern)
            visit.concerns.add(*about)
        return part

    def _add_care(self, concern: Concern) -> None:
        for _ in range(self.random.randint(0, 3)):
            day = concern.first_noticed_on + timedelta(days=self.random.randint(0, 20))
            Care.objects.create(concern=concern, kind="bath", started_on=day)

    def _add_visits(self, concern: Concern) -> None:
        for entry in concern.entries.all()[:20:6]:
            visit = Visit.objects.create(child=self.child, day=entry.day)
            visit.concerns.set([concern])


def check(
    child: Child, asked: list[date]
) -> tuple[list[tuple[Flag, ...]], dict[str, tuple[Spell, ...]]]:
    timeline = timeline_of(child)
    nameless = [tuple(replace(flag, child="") for flag in timeline.flags_on(day)) for day in asked]
    return nameless, timeline.spells_on(TODAY)


def export(child: Child) -> bytes:
    return b"".join(diary_parts(StoredDiary(child)))
