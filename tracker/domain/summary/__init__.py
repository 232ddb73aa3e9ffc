"""The summary of a diary for a doctor."""

from tracker.domain.summary.ages import age
from tracker.domain.summary.build import summarise
from tracker.domain.summary.names import SIGN_NAMES
from tracker.domain.summary.paper import PAPERS, default_paper
from tracker.domain.summary.photos import MAX_ON_FIRST_PAGE, photos_of
from tracker.domain.summary.spans import default_span, full_span, last_days, since_last_visit
from tracker.domain.summary.values import (
    ChildDetails,
    Choice,
    ConcernSummary,
    CoursePoint,
    History,
    KeyEntry,
    LogLine,
    NextReminder,
    PastConcern,
    PausedReminder,
    Reminder,
    SignAnswer,
    Signs,
    Span,
    Summary,
    SummaryPhoto,
    Temperature,
    TickCount,
    UrgentRecord,
)
from tracker.domain.summary.week import WEEK_DAYS, last_week, week_before

__all__ = [
    "MAX_ON_FIRST_PAGE",
    "PAPERS",
    "SIGN_NAMES",
    "WEEK_DAYS",
    "ChildDetails",
    "Choice",
    "ConcernSummary",
    "CoursePoint",
    "History",
    "KeyEntry",
    "LogLine",
    "NextReminder",
    "PastConcern",
    "PausedReminder",
    "Reminder",
    "SignAnswer",
    "Signs",
    "Span",
    "Summary",
    "SummaryPhoto",
    "Temperature",
    "TickCount",
    "UrgentRecord",
    "age",
    "default_paper",
    "default_span",
    "full_span",
    "last_days",
    "last_week",
    "photos_of",
    "since_last_visit",
    "summarise",
    "week_before",
]
