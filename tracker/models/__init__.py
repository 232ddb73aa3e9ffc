"""The schema. No rules, no signals, nothing derived: those live in domain/ and are computed."""

from tracker.models.child import Acknowledgement, Child, DayNote, Exposure, Question, Visit
from tracker.models.course import Care, Concern, Entry, FormerName, Sign, Spot
from tracker.models.history import KINDS, Change, kind_of
from tracker.models.membership import FamilyEvent, Farewell, Invitation, KeptCopy
from tracker.models.people import Family, Member, User
from tracker.models.photo import Photo
from tracker.models.share import (
    MOST_WRONG_CODES,
    CalendarLink,
    Share,
    ShareOpening,
    SummaryChoice,
)
from tracker.models.upkeep import DailyWork, FileToRemove

__all__ = [
    "KINDS",
    "MOST_WRONG_CODES",
    "Acknowledgement",
    "CalendarLink",
    "Care",
    "Change",
    "Child",
    "Concern",
    "DailyWork",
    "DayNote",
    "Entry",
    "Exposure",
    "Family",
    "FamilyEvent",
    "Farewell",
    "FileToRemove",
    "FormerName",
    "Invitation",
    "KeptCopy",
    "Member",
    "Photo",
    "Question",
    "Share",
    "ShareOpening",
    "Sign",
    "Spot",
    "SummaryChoice",
    "User",
    "Visit",
    "kind_of",
]
