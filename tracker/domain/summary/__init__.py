"""All that the doctor reads, as one value."""

from tracker.domain.summary.ages import age
from tracker.domain.summary.build import summarise
from tracker.domain.summary.names import SIGN_NAMES
from tracker.domain.summary.paper import PAPERS, usual_paper
from tracker.domain.summary.photos import MAX_ON_FIRST_PAGE, photos_of
from tracker.domain.summary.spans import everything, last_days, since_last_visit, usual_span
from tracker.domain.summary.values import (
    About,
    Choice,
    ConcernSummary,
    CoursePoint,
    History,
    KeyEntry,
    LogLine,
    NextReminder,
    PastConcern,
    Reminder,
    SignAnswer,
    Signs,
    Span,
    Summary,
    SummaryPhoto,
    Temperature,
    Ticked,
)

__all__ = [
    "MAX_ON_FIRST_PAGE",
    "PAPERS",
    "SIGN_NAMES",
    "About",
    "Choice",
    "ConcernSummary",
    "CoursePoint",
    "History",
    "KeyEntry",
    "LogLine",
    "NextReminder",
    "PastConcern",
    "Reminder",
    "SignAnswer",
    "Signs",
    "Span",
    "Summary",
    "SummaryPhoto",
    "Temperature",
    "Ticked",
    "age",
    "everything",
    "last_days",
    "photos_of",
    "since_last_visit",
    "summarise",
    "usual_paper",
    "usual_span",
]
