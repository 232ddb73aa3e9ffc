"""The three views that the form is tapped on, with the places of last time."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.domain.records import Spot
from tracker.domain.vocabulary import VIEWS
from tracker.presenters.body_dots import BodyView, views_with_dots
from tracker.words import label

ORDER = ("face", "front", "back")
"""Most of what families follow is on the face."""


def views_to_tap(last: Sequence[Spot] = ()) -> tuple[BodyView, ...]:
    """All views, also those on which nothing was; what was there last time stands pale."""
    marked = {view.key: view for view in views_with_dots((), last)}
    return tuple(marked.get(key) or BodyView(key, label(VIEWS, key), ()) for key in ORDER)
