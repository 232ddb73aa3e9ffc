"""Short ways to write a diary down in a test. Days are "MM-DD" of 2026 unless a year is given."""

from datetime import date
from typing import Any

from .engine import flags, resting

Record = dict[str, Any]


def full(day: str) -> str:
    """The ISO day of "MM-DD" or of a whole one."""
    return day if len(day) > len("MM-DD") else f"2026-{day}"


def child_of(birth: str, due: str | None = None) -> Record:
    """A child for `document`."""
    return {"name": "Iris", "birth_date": full(birth), "due_date": full(due) if due else None}


IRIS = child_of("01-10")
MARCH = child_of("03-01")


def document(*concerns: Record, child: Record = IRIS, **lists: list[Record]) -> Record:
    """A diary file; `notes`, `visits`, `exposures` and `acks` go to their lists."""
    return {
        "format": "milkspot-diary",
        "version": 1,
        "child": child,
        "concerns": list(concerns),
        "day_notes": lists.get("notes", []),
        "exposures": lists.get("exposures", []),
        "visits": lists.get("visits", []),
        "acknowledgements": lists.get("acks", []),
    }


def concern(
    condition: str, first: str, *entries: Record, name: str = "c1", doctor: bool = False
) -> Record:
    """One concern."""
    return {
        "id": name,
        "condition": condition,
        "named_by": "doctor" if doctor else "parent",
        "first_noticed_on": full(first),
        "entries": list(entries),
    }


def present(day: str, *signs: str, **more: Any) -> Record:
    """A present entry with those signs answered yes."""
    return {**note(day, *signs, **more), "status": "present"}


def clear(day: str, **more: Any) -> Record:
    """A clear entry."""
    return {**note(day, **more), "status": "clear"}


def note(day: str, *signs: str, t: float | None = None, **more: Any) -> Record:
    """A day note with those signs answered yes."""
    found: Record = {"date": full(day), "signs": dict.fromkeys(signs, "yes"), **more}
    return found if t is None else {**found, "temperature_c": t}


def visit(day: str, *concerns: str, again: str | None = None, time: str | None = None) -> Record:
    """A visit; without concerns it is about the child."""
    return {
        "date": full(day),
        "time": time,
        "concerns": list(concerns),
        "follow_up_on": full(again) if again else None,
    }


def vaccine(day: str) -> Record:
    """A vaccine."""
    return {"date": full(day), "kind": "vaccine", "name": "MenB"}


def ack(day: str, rule: str, concern: str | None = None, entry: str | None = None) -> Record:
    """An acknowledgement."""
    return {"date": full(day), "rule": rule, "concern": concern, "entry": entry}


def said(diary: Record, day: str) -> list[str]:
    """The flags on that day as "rule level concern since/due_on", years of 2026 left out."""
    return [_line(flag) for flag in flags(diary, date.fromisoformat(full(day)))]


def rules(diary: Record, day: str) -> list[str]:
    """The rules flagged on that day."""
    return [flag["rule"] for flag in flags(diary, date.fromisoformat(full(day)))]


def confirmed(diary: Record, day: str) -> list[bool]:
    """Whether each flag on that day is confirmed."""
    return [flag["confirmed"] for flag in flags(diary, date.fromisoformat(full(day)))]


def rests(diary: Record, day: str) -> list[Record]:
    """What rests on that day."""
    return resting(diary, date.fromisoformat(full(day)))


def _line(flag: Record) -> str:
    since, due_on = (flag[key].removeprefix("2026-") for key in ("since", "due_on"))
    return f"{flag['rule']} {flag['level']} {flag['concern'] or '-'} {since}/{due_on}"
