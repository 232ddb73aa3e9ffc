"""The sample diary."""

from tracker.domain.sample.diary import SAMPLE_DAYS, sample_diary

__all__ = ["SAMPLE_DAYS", "sample_diary"]
