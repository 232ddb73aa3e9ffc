"""All that the doctor reads, as one value."""

from tracker.domain.summary.ages import age
from tracker.domain.summary.build import summarise
from tracker.domain.summary.names import SIGN_NAMES
from tracker.domain.summary.spans import everything, last_days, since_last_visit, usual_span
from tracker.domain.summary.values import (
    About,
    ConcernSummary,
    CoursePoint,
    History,
    KeyLook,
    LogLine,
    NextReminder,
    PastConcern,
    Reminder,
    SignAnswer,
    Signs,
    Span,
    Summary,
    Temperature,
    Ticked,
)

__all__ = [
    "SIGN_NAMES",
    "About",
    "ConcernSummary",
    "CoursePoint",
    "History",
    "KeyLook",
    "LogLine",
    "NextReminder",
    "PastConcern",
    "Reminder",
    "SignAnswer",
    "Signs",
    "Span",
    "Summary",
    "Temperature",
    "Ticked",
    "age",
    "everything",
    "last_days",
    "since_last_visit",
    "summarise",
    "usual_span",
]
