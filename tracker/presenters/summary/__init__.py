"""The doctor's page as rows of words: one value for the screen, for paper and for a link."""

from tracker.presenters.summary.photos import PhotoAddress, PhotoRow, PhotoSection, photo_sections
from tracker.presenters.summary.sheet import Sheet, sheet

__all__ = ["PhotoAddress", "PhotoRow", "PhotoSection", "Sheet", "photo_sections", "sheet"]
