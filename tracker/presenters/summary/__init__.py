"""The doctor's page as texts: the same value for the screen, the PDF and a link."""

from tracker.presenters.summary.blocks import Block
from tracker.presenters.summary.photos import PhotoAddress, PhotoRow, PhotoSection, photo_sections
from tracker.presenters.summary.sheet import Sheet, sheet
from tracker.presenters.summary.week import WeekRow, week_rows

__all__ = [
    "Block",
    "PhotoAddress",
    "PhotoRow",
    "PhotoSection",
    "Sheet",
    "WeekRow",
    "photo_sections",
    "sheet",
    "week_rows",
]
