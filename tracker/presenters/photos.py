"""Photos with facts from their entry: the day, the day of the spell, the place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tracker.domain import records
from tracker.domain.spells import Spell
from tracker.domain.vocabulary import SITES, STATUSES
from tracker.formats import day_text, short_day
from tracker.models import Photo
from tracker.presenters.log import EntryRow, day_number
from tracker.queries.photos import PhotoOfEntry
from tracker.rendering import label


@dataclass(frozen=True)
class PhotoCard:
    """``count``: the day of the spell ("day 23"), or that it was gone. ``alt``: the text
    alternative of the picture. ``is_removed``: the photo was removed and can be restored.
    """

    id: str
    entry: str
    day: str
    short: str
    count: str
    place: str
    view: str
    caption: str
    alt: str
    width: int
    height: int
    is_private: bool
    is_removed: bool

    @property
    def text(self) -> str:
        """Return, say, ``3 Mar, day 23, chin, close up``."""
        return ", ".join(filter(None, (self.short, self.count, self.place, self.view)))


def photo_card(of_entry: PhotoOfEntry, spells: Sequence[Spell], today: date) -> PhotoCard:
    photo = of_entry.photo
    count = _count(photo, spells)
    day, site = day_text(photo.entry.day), label(SITES, photo.site)
    view = photo.get_view_display() if photo.view else ""
    text = ", ".join(filter(None, (day, count, site, view, photo.caption)))
    return PhotoCard(
        id=str(photo.uuid),
        entry=str(photo.entry.uuid),
        day=day,
        short=short_day(photo.entry.day, today),
        count=count,
        place=site,
        view=view,
        caption=photo.caption,
        alt=_("Photo: %(said)s") % {"said": text},
        width=photo.width,
        height=photo.height,
        is_private=of_entry.is_private,
        is_removed=photo.deleted_at is not None,
    )


def photo_cards(
    photos: Iterable[PhotoOfEntry], spells: Sequence[Spell], today: date
) -> tuple[PhotoCard, ...]:
    return tuple(photo_card(photo, spells, today) for photo in photos)


def rows_with_photos(
    rows: Iterable[EntryRow], cards: Iterable[PhotoCard]
) -> tuple[tuple[EntryRow, tuple[PhotoCard, ...]], ...]:
    """Return each entry row with its photos."""
    of_entry: defaultdict[str, list[PhotoCard]] = defaultdict(list)
    for card in cards:
        of_entry[card.entry].append(card)
    return tuple((row, tuple(of_entry[row.id])) for row in rows)


@dataclass(frozen=True)
class PhotoPosition:
    """The position of a photo among those of its concern. ``number`` counts from 1."""

    card: PhotoCard
    number: int
    total: int
    earlier: PhotoCard | None
    later: PhotoCard | None


def photo_position(cards: Sequence[PhotoCard], photo_id: str) -> PhotoPosition:
    index = next(index for index, card in enumerate(cards) if card.id == photo_id)
    return PhotoPosition(
        card=cards[index],
        number=index + 1,
        total=len(cards),
        earlier=cards[index - 1] if index else None,
        later=cards[index + 1] if index + 1 < len(cards) else None,
    )


@dataclass(frozen=True)
class Pair:
    """Two photos to compare. ``is_private``: at least one of them is."""

    a: PhotoCard
    b: PhotoCard

    @property
    def is_private(self) -> bool:
        return self.a.is_private or self.b.is_private


def photo_pair(cards: Sequence[PhotoCard], a: str, b: str) -> Pair | None:
    """Return the photos with ids ``a`` and ``b``, or None if there are fewer than two photos.

    For an unknown id a photo of the same place and view as the other one is chosen, else any: the
    oldest for ``a``, the newest for ``b``. ``cards`` come oldest first.
    """
    if len(cards) < 2:
        return None
    by_id = {card.id: card for card in cards}
    first, second = by_id.get(a), by_id.get(b)
    newest_first = cards[::-1]
    second = second or _like(first, newest_first)
    return Pair(first or _like(second, cards), second)


def _like(other: PhotoCard | None, cards: Sequence[PhotoCard]) -> PhotoCard:
    """Return the first card with the place and view of the other one, else the first."""
    if other is None:
        return cards[0]
    rest = [card for card in cards if card is not other]
    alike = (card for card in rest if (card.place, card.view) == (other.place, other.view))
    return next(alike, rest[0])


def photo_choices(cards: Iterable[PhotoCard]) -> tuple[tuple[str, str], ...]:
    """Return pairs of id and label for a select; equal labels are numbered."""
    return tuple(_choices(tuple(cards)))


def _choices(cards: tuple[PhotoCard, ...]) -> Iterator[tuple[str, str]]:
    total = Counter(card.text for card in cards)
    seen: Counter[str] = Counter()
    for card in cards:
        seen[card.text] += 1
        number = f" ({seen[card.text]})" if total[card.text] > 1 else ""
        yield card.id, card.text + number


def _count(photo: Photo, spells: Sequence[Spell]) -> str:
    entry = records.Entry(day=photo.entry.day, status=photo.entry.status)
    number = day_number(entry, spells)
    if number is None:
        return label(STATUSES, photo.entry.status) if not entry.is_present else ""
    return _("day %(n)s") % {"n": number}
