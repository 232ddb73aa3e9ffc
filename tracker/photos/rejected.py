"""Reasons to refuse a photo, as sentences for the parent."""

from collections.abc import Iterator
from contextlib import contextmanager

from PIL.Image import DecompressionBombError

from tracker.domain.phrases import Phrase
from tracker.domain.phrases import phrase as _

MAX_PIXELS = 60_000_000


class Rejected(Exception):
    """A photo is refused; ``reason`` is the sentence to show."""

    def __init__(self, reason: Phrase) -> None:
        super().__init__(str(reason))
        self.reason = reason


EMPTY = _("This file is empty. Choose the photo again.")
OTHER_KIND = _(
    "This file isn't a photo that Milkspot can use. Choose a JPEG, PNG, WebP or HEIC photo."
)
DAMAGED = _(
    "This photo is damaged, or only part of it arrived. Choose it again, or choose another one."
)


def too_many_bytes(limit: int) -> Phrase:
    return _(
        "This file is larger than %(limit)s MB. Choose a smaller one.",
        limit=limit // 2**20,
    )


def too_many_pixels(limit: int) -> Phrase:
    return _(
        "This photo has more than %(limit)s million pixels. Choose a smaller one.",
        limit=limit // 1_000_000,
    )


@contextmanager
def decoder_errors() -> Iterator[None]:
    """Turns every error of a decoder, which may raise anything on a hostile file, into Rejected.

    Wrap calls of the decoder only.
    """
    try:
        yield
    except DecompressionBombError as error:
        raise Rejected(too_many_pixels(MAX_PIXELS)) from error
    except Exception as error:
        raise Rejected(DAMAGED) from error
