"""A child's links for a doctor."""

from __future__ import annotations

from tracker.models import Child, Share


def shares_of(child: Child) -> list[Share]:
    """Returns the child's links, newest first, with maker and openings.

    Two queries, or one if there are none. The frozen diary is deferred.
    """
    rows = Share.objects.filter(child=child).defer("diary")
    return list(rows.select_related("made_by").prefetch_related("openings"))
