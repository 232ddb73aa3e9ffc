"""How much the photos of a family may take up on this server. Text never counts."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.conf import settings
from django.db.models import Sum
from django.utils.translation import gettext as _

from tracker.formats import size_text
from tracker.models import Photo
from tracker.photos import CleanPhoto


class QuotaExceeded(Exception):
    """The photos do not fit the family's quota; the text says so to the parent."""


def stored_bytes(family_id: int) -> int:
    """Returns the size of the family's photos, with those that can still be restored. One query."""
    photos = Photo.all_objects.filter(entry__concern__child__family=family_id)
    return photos.aggregate(total=Sum("stored_bytes"))["total"] or 0


def check_quota(family_id: int, added: int) -> None:
    """Raises QuotaExceeded if the family has no room for so many bytes more.

    No query without a quota. Two requests at the same moment may each find room for theirs; the
    next one is refused.
    """
    if not settings.FAMILY_QUOTA or not added:
        return
    used = stored_bytes(family_id)
    if used + added > settings.FAMILY_QUOTA:
        raise QuotaExceeded(_sentence(used))


def check_quota_for(family_id: int, sent: Mapping[UUID, CleanPhoto]) -> None:
    """Checks the quota for those photos that the family does not have yet.

    A form that is sent again after its photos were stored is therefore not refused.
    """
    if not settings.FAMILY_QUOTA or not sent:
        return
    rows = Photo.all_objects.filter(entry__concern__child__family=family_id, uuid__in=sent)
    known = set(rows.values_list("uuid", flat=True))
    new = [photo for uuid, photo in sent.items() if uuid not in known]
    check_quota(family_id, sum(len(photo.large) + len(photo.small) for photo in new))


def _sentence(used: int) -> str:
    values = {"used": size_text(used), "allowed": size_text(settings.FAMILY_QUOTA)}
    full = _("There isn't enough room: your family's photos use %(used)s of %(allowed)s.")
    ask = _("Ask the person who hosts the diary for more room.")
    if settings.OPERATOR:
        ask = _("Ask the person who hosts the diary for more room: %(operator)s")
        ask %= {"operator": settings.OPERATOR}
    return f"{full % values} {ask}"
