"""The database schema. It has no rules, signals or derived data; those are computed in domain/."""

from tracker.models.child import (
    Acknowledgement,
    Author,
    Child,
    DayNote,
    Exposure,
    Question,
    Visit,
    Weight,
)
from tracker.models.course import Care, Concern, Entry, FormerName, Sign, Spot
from tracker.models.history import KINDS, Change, kind_of
from tracker.models.job import Job
from tracker.models.membership import FamilyEvent, Invitation, KeptCopy, PendingRemoval
from tracker.models.people import Family, Member, User
from tracker.models.photo import Photo
from tracker.models.push import PushKey, PushSubscription
from tracker.models.share import (
    MAX_WRONG_CODES,
    CalendarLink,
    Share,
    ShareOpening,
    SummaryChoice,
)
from tracker.models.upkeep import DailyRun, FileToRemove, ServerKey

__all__ = [
    "KINDS",
    "MAX_WRONG_CODES",
    "Acknowledgement",
    "Author",
    "CalendarLink",
    "Care",
    "Change",
    "Child",
    "Concern",
    "DailyRun",
    "DayNote",
    "Entry",
    "Exposure",
    "Family",
    "FamilyEvent",
    "FileToRemove",
    "FormerName",
    "Invitation",
    "Job",
    "KeptCopy",
    "Member",
    "PendingRemoval",
    "Photo",
    "PushKey",
    "PushSubscription",
    "Question",
    "ServerKey",
    "Share",
    "ShareOpening",
    "Sign",
    "Spot",
    "SummaryChoice",
    "User",
    "Visit",
    "Weight",
    "kind_of",
]
