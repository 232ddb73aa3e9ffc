"""Charts of a diary: turns domain values into plain numbers for SVG templates."""

from tracker.presenters.charts.course import CourseChart, course_chart
from tracker.presenters.charts.drawing import NARROW, WIDE
from tracker.presenters.charts.exposures import MarkedThing
from tracker.presenters.charts.facts import CourseFacts

__all__ = ["NARROW", "WIDE", "CourseChart", "CourseFacts", "MarkedThing", "course_chart"]
