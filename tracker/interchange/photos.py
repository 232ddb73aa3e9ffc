"""Checks of the photos in a diary file that is imported, and of the names of their pictures."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _

from tracker.domain.photos.pictures import is_large_picture, small_file
from tracker.domain.records import Concern, Diary, Entry, Photo
from tracker.interchange.problems import Issue, Path, quoted
from tracker.interchange.validation import items

MAX_PHOTOS = 100
"""Photos of one entry: more than the pages allow, since families may be merged."""


def problems(diary: Diary, pictures: Collection[str] | None) -> Iterator[Issue]:
    """Yields the problems. ``pictures``: the names in the zip; None for a JSON file alone."""
    named: set[str] = set()
    for path, concern in items(diary.concerns, Concern, ("concerns",)):
        for place, entry in items(concern.entries, Entry, (*path, "entries")):
            if isinstance(entry.photos, tuple) and entry.photos:
                yield from _photos(entry, (*place, "photos"), pictures, named)
    for name in pictures or ():
        if name not in named:
            yield Issue((name,), _("no entry names this photo"))


def _photos(
    entry: Entry, path: Path, pictures: Collection[str] | None, named: set[str]
) -> Iterator[Issue]:
    if pictures is None:
        yield Issue(path, _("photos can only be imported from a .zip file that has their files"))
        return
    if len(entry.photos) > MAX_PHOTOS:
        values = {"n": len(entry.photos), "most": MAX_PHOTOS}
        yield Issue(path, _("%(n)s photos; the limit is %(most)s") % values)
    for place, photo in items(entry.photos, Photo, path):
        yield from _file(photo.file, (*place, "file"), pictures, named)


def _file(file: object, path: Path, pictures: Collection[str], named: set[str]) -> Iterator[Issue]:
    if not isinstance(file, str):
        return
    if not is_large_picture(file):
        sentence = _("%(file)s is not the file name of a photo; use photos/NAME.jpg")
        yield Issue(path, sentence % {"file": quoted(file)})
        return
    if file in named:
        yield Issue(path, _("%(file)s is named twice") % {"file": file})
    for name in (file, small_file(file)):
        named.add(name)
        if name not in pictures:
            yield Issue(path, _("%(file)s is not in the .zip file") % {"file": name})
