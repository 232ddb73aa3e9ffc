"""The doctor's page as rows of words: one value for the screen, for paper and for a link."""

from tracker.presenters.summary.photos import PhotoRow, PhotoSection
from tracker.presenters.summary.sheet import Sheet, sheet

__all__ = ["PhotoRow", "PhotoSection", "Sheet", "sheet"]
