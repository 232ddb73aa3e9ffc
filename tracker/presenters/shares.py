"""Rows for links to the summary: state, openings, contents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracker.formats import day_and_time, day_text
from tracker.models import Share
from tracker.presenters.summary import Sheet
from tracker.presenters.summary.texts import Fact

LOCKED_LINK = gettext_lazy(
    "A link for the doctor about %(about)s was closed after five wrong codes."
    " Anyone who had already opened it can still read it."
)

MAX_LISTED = 20
"""How many openings of a link are listed, latest first."""


@dataclass(frozen=True)
class ShareRow:
    """``openings``: the latest ``MAX_LISTED`` times, latest first."""

    id: str
    is_open: bool
    is_locked: bool
    state: str
    made: str
    shows: str
    protection: str
    opened: str
    openings: tuple[str, ...]


def share_row(share: Share, now: datetime) -> ShareRow:
    """``share`` has its maker and openings prefetched; ``now`` is in the family's time zone."""
    times = [moment_text(opening.at, now) for opening in share.openings.all()][::-1]
    return ShareRow(
        id=str(share.uuid),
        is_open=share.is_open(now),
        is_locked=share.is_locked,
        state=_state(share, now),
        made=_made(share, now),
        shows=_shows(share),
        protection=_("with a 6-digit code") if share.code_hash else _("without a code"),
        opened=_opened(times),
        openings=tuple(times[:MAX_LISTED]),
    )


def share_facts(sheet: Sheet) -> tuple[Fact, ...]:
    """Return what a link to this sheet would show: days, concerns, number of photos."""
    photos = sum(len(block.photos) for block in sheet.blocks)
    photos += sum(len(section.photos) for section in sheet.other_photos)
    about = ", ".join(block.title for block in sheet.blocks) or _("no skin problem")
    return (
        Fact(_("Days"), sheet.span),
        Fact(_("About"), about),
        Fact(_("Photos"), str(photos) if photos else _("none")),
    )


def moment_text(at: datetime, now: datetime) -> str:
    """Return ``10 March 2026, 14:05`` in the time zone of ``now``."""
    return day_and_time(at.astimezone(now.tzinfo))


def _state(share: Share, now: datetime) -> str:
    if share.revoked_at is not None:
        return _("Ended by the family on %(at)s") % {"at": moment_text(share.revoked_at, now)}
    if share.expires_at <= now:
        return _("Ended on %(at)s") % {"at": moment_text(share.expires_at, now)}
    if share.is_locked:
        text = _("Closed after five wrong codes. Anyone who had opened it can read it until %(at)s")
        return text % {"at": moment_text(share.expires_at, now)}
    return _("Open until %(at)s") % {"at": moment_text(share.expires_at, now)}


def _made(share: Share, now: datetime) -> str:
    at = moment_text(share.made_at, now)
    if share.made_by is None:
        return _("Made on %(at)s") % {"at": at}
    return _("Made by %(who)s on %(at)s") % {"who": share.made_by.shown_name, "at": at}


def _shows(share: Share) -> str:
    if share.as_of is None:
        return _("The diary, including new entries")
    return _("The diary as it was on %(day)s") % {"day": day_text(share.as_of)}


def _opened(times: list[str]) -> str:
    if not times:
        return _("Not opened yet")
    if len(times) == 1:
        return _("Opened once, on %(at)s") % {"at": times[0]}
    text = ngettext(
        "Opened %(n)s time, last on %(at)s", "Opened %(n)s times, last on %(at)s", len(times)
    )
    return text % {"n": len(times), "at": times[0]}
