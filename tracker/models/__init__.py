"""The database schema. It has no rules and no signals; what follows from the records is computed in
domain/, and only the day to look again is stored.
"""

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
from tracker.models.membership import (
    FamilyEvent,
    Invitation,
    KeptCopy,
    PendingRemoval,
    SignUpInvitation,
)
from tracker.models.people import Family, Member, User
from tracker.models.photo import Photo
from tracker.models.push import PushKey, PushSubscription
from tracker.models.reminder import ReminderChoice
from tracker.models.share import (
    MAX_WRONG_CODES,
    CalendarLink,
    Share,
    ShareOpening,
    SummaryChoice,
)
from tracker.models.terms import Acceptance, Terms
from tracker.models.upkeep import LOOK_NOW, DailyRun, FileToRemove, LookAgain, ServerKey

__all__ = [
    "KINDS",
    "LOOK_NOW",
    "MAX_WRONG_CODES",
    "Acceptance",
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
    "LookAgain",
    "Member",
    "PendingRemoval",
    "Photo",
    "PushKey",
    "PushSubscription",
    "Question",
    "ReminderChoice",
    "ServerKey",
    "Share",
    "ShareOpening",
    "Sign",
    "SignUpInvitation",
    "Spot",
    "SummaryChoice",
    "Terms",
    "User",
    "Visit",
    "Weight",
    "kind_of",
]
