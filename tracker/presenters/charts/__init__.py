"""The pictures of a diary: domain values in, plain numbers for SVG templates out."""

from tracker.presenters.charts.course import CourseChart, course_chart
from tracker.presenters.charts.drawing import NARROW, WIDE

__all__ = ["NARROW", "WIDE", "CourseChart", "course_chart"]
