"""Fails a test that renders an undefined variable in a template of ours."""

import inspect
from pathlib import Path

import pytest


class Missing(str):
    """Django's string_if_invalid. Templates of other packages may use undefined variables."""

    __slots__ = ("ours",)
    ours: Path

    def __new__(cls, ours: Path) -> "Missing":
        missing = super().__new__(cls)
        missing.ours = ours
        return missing

    def __contains__(self, text: str) -> bool:  # Django checks for "%s"
        return True

    def __mod__(self, variable: object) -> str:
        template = _current_template()
        if template and Path(template).is_relative_to(self.ours):
            pytest.fail(f"{template} writes out {variable}, which nobody handed in", pytrace=False)
        return ""

    def __bool__(self) -> bool:
        return True


def _current_template() -> str | None:
    """Return the file of the template node that is being rendered."""
    frame = inspect.currentframe()
    while frame:
        if frame.f_code.co_name == "render_annotated":
            origin = getattr(frame.f_locals["self"], "origin", None)
            return getattr(origin, "name", None)
        frame = frame.f_back
    return None
