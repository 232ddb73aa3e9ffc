"""A flag as the engine carries it, and as it is handed out."""

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Flag:
    """A rule that holds; concern and condition are None where it is about the child."""

    rule: str
    level: str
    concern: str | None
    condition: str | None
    since: date
    due_on: date
    limit: str | None
    confirmed: bool
    entry: str | None

    def as_dict(self) -> dict[str, Any]:
        """The flag with its days as ISO strings."""
        return {
            "rule": self.rule,
            "level": self.level,
            "concern": self.concern,
            "condition": self.condition,
            "since": self.since.isoformat(),
            "due_on": self.due_on.isoformat(),
            "limit": self.limit,
            "confirmed": self.confirmed,
            "entry": self.entry,
        }


@dataclass(frozen=True)
class Held:
    """A flag before acknowledgements, with the first day on which one counts for it."""

    flag: Flag
    answerable_from: date


@dataclass(frozen=True)
class Silence:
    """An acknowledgement that silences flags of its level and lower ones from its day on."""

    day: date
    level: str
