"""A second rule engine, written from the texts alone, to compare another engine with."""

from .engine import flags, resting
from .generator import days, diary

__all__ = ["days", "diary", "flags", "resting"]
