"""Reviews of single rows of the rule table by a doctor or nurse."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Review:
    """A clinician read a row and stands by it.

    ``register``: the professional register and number. ``fingerprint``: the hash of the row that
    was read; the review holds no longer once the row has another.
    """

    name: str
    register: str
    day: date
    fingerprint: str
