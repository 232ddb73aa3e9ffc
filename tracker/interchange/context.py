"""What one reading of a diary file has found so far, and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from pydantic import ValidationError

from tracker.interchange.error_messages import message_of
from tracker.interchange.problems import Issue


class TooManyProblems(Exception):
    """As many problems are found as are told."""


class ReadingContext:
    """The context that every validator of ``schema`` gets as ``info.context``.

    Validators report a wrong value here, with its place, and let it stand. So no more than
    ``limit`` problems are ever in memory, and a record that holds a wrong value is made all the
    same: what is right of it can be checked as well.
    """

    def __init__(self, limit: int, *, checks_photos: bool) -> None:
        """``checks_photos``: a photo has to have its file, and no unknown keys."""
        self.problems: list[Issue] = []
        self.path: list[Any] = []
        self.checks_photos = checks_photos
        self._limit = limit

    def report(self, found: Iterable[Issue]) -> None:
        """Raises TooManyProblems once the limit is reached."""
        for problem in found:
            self.problems.append(problem)
            if len(self.problems) >= self._limit:
                raise TooManyProblems

    def report_here(self, sentence: str, *steps: str | int) -> None:
        self.report([Issue((*self.path, *steps), sentence)])

    def validate(self, value: object, make: Callable[[Any], Any]) -> Any:
        """What the validator makes of the value; the value itself where it is wrong."""
        try:
            return make(value)
        except ValidationError as error:
            message = message_of(value, error)
            if message:
                self.report_here(message)
            return value

    def validate_within(self, step: Any, value: object, make: Callable[[Any], Any]) -> Any:
        """What the validator makes of the value; what it reports has ``step`` in its place."""
        self.path.append(step)
        try:
            return make(value)
        finally:
            self.path.pop()


class TrustingContext(ReadingContext):
    """Reports nothing."""

    def __init__(self) -> None:
        super().__init__(1, checks_photos=False)

    def report(self, found: Iterable[Issue]) -> None:
        pass
