"""The state of reading one diary file: the problems found and the current path."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from pydantic import ValidationError

from tracker.interchange.error_messages import message_of
from tracker.interchange.problems import Issue


class TooManyProblems(Exception):
    """The limit of reported problems is reached."""


class ReadingContext:
    """The context that every validator of ``schema`` gets as ``info.context``.

    Validators report an invalid value here, with its path, and keep it. So at most ``limit``
    problems are in memory, and a record with an invalid value is made all the same, so that its
    other values can be checked.
    """

    def __init__(self, limit: int, *, checks_photos: bool) -> None:
        """``checks_photos``: a photo must have a file and no unknown keys."""
        self.problems: list[Issue] = []
        self.path: list[Any] = []
        self.checks_photos = checks_photos
        self._limit = limit

    def report(self, issues: Iterable[Issue]) -> None:
        """Raises TooManyProblems once the limit is reached."""
        for issue in issues:
            self.problems.append(issue)
            if len(self.problems) >= self._limit:
                raise TooManyProblems

    def report_at(self, sentence: str, *steps: str | int) -> None:
        """Reports a problem at the current path with ``steps`` appended."""
        self.report([Issue((*self.path, *steps), sentence)])

    def validate(self, value: object, inner: Callable[[Any], Any]) -> Any:
        """Returns the validated value; reports an invalid value and returns it unchanged."""
        try:
            return inner(value)
        except ValidationError as error:
            message = message_of(value, error)
            if message:
                self.report_at(message)
            return value

    def validate_within(self, step: Any, value: object, inner: Callable[[Any], Any]) -> Any:
        """Returns the validated value; problems are reported with ``step`` in their path."""
        self.path.append(step)
        try:
            return inner(value)
        finally:
            self.path.pop()


class TrustingContext(ReadingContext):
    """A context that ignores all problems."""

    def __init__(self) -> None:
        super().__init__(1, checks_photos=False)

    def report(self, issues: Iterable[Issue]) -> None:
        pass
