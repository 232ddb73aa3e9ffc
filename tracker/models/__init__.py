"""The schema. No rules, no signals, nothing derived: those live in domain/ and are computed."""

from tracker.models.child import Acknowledgement, Child, DayNote, Exposure, Question, Visit
from tracker.models.course import Care, Concern, Entry, FormerName, Sign, Spot
from tracker.models.history import Change
from tracker.models.membership import FamilyEvent, Farewell, Invitation, KeptCopy
from tracker.models.people import Family, Member, User
from tracker.models.photo import Photo
from tracker.models.share import MOST_WRONG_CODES, CalendarLink, Share, ShareOpening

__all__ = [
    "MOST_WRONG_CODES",
    "Acknowledgement",
    "CalendarLink",
    "Care",
    "Change",
    "Child",
    "Concern",
    "DayNote",
    "Entry",
    "Exposure",
    "Family",
    "FamilyEvent",
    "Farewell",
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
    "User",
    "Visit",
]
