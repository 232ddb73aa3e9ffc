"""What must hold of the photos in a diary file that is to be kept, and of their pictures' names."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.utils.translation import gettext as _

from tracker.domain.lengths import MAX_TEXT_LENGTH
from tracker.domain.pictures import is_large_picture, small_file
from tracker.domain.vocabulary import SITES
from tracker.interchange.coerce import as_object, as_text, objects
from tracker.interchange.problems import Found, Path, quoted

MAX_PHOTOS = 100
"""Photos of one entry: more than the pages let one have, since families may be merged."""

_KEYS = {"file", "site", "view", "caption"}


def problems(document: object, pictures: Collection[str] | None) -> Iterator[Found]:
    """``pictures``: the names of those that came with the diary; None where it came alone."""
    named: set[str] = set()
    for path, concern in objects(as_object(document), "concerns"):
        for entry_path, entry in objects(concern, "entries", path):
            yield from _entry(entry, entry_path, pictures, named)
    for name in pictures or ():
        if name not in named:
            yield Found((name,), _("no entry names this picture"))


def _entry(
    entry: dict[str, Any], path: Path, pictures: Collection[str] | None, named: set[str]
) -> Iterator[Found]:
    photos = entry.get("photos")
    if not isinstance(photos, list) or not photos:
        return
    if pictures is None:
        sentence = _("photos can be imported with their pictures only, from a .zip file")
        yield Found((*path, "photos"), sentence)
        return
    if len(photos) > MAX_PHOTOS:
        values = {"n": len(photos), "most": MAX_PHOTOS}
        yield Found((*path, "photos"), _("%(n)s photos; there is room for %(most)s") % values)
    for photo_path, photo in objects(entry, "photos", path):
        yield from _photo(photo, photo_path)
        yield from _file(photo, photo_path, pictures, named)


def _photo(photo: dict[str, Any], path: Path) -> Iterator[Found]:
    for key in photo.keys() - _KEYS:
        yield Found((*path, key), _("unknown key"))
    site = as_text(photo.get("site"))
    if site and site not in SITES:
        yield Found((*path, "site"), _("unknown site %(key)s") % {"key": quoted(site)})
    length = len(as_text(photo.get("caption")) or "")
    if length > MAX_TEXT_LENGTH:
        values = {"length": length, "longest": MAX_TEXT_LENGTH}
        sentence = _("%(length)s characters; there is room for %(longest)s") % values
        yield Found((*path, "caption"), sentence)


def _file(
    photo: dict[str, Any], path: Path, pictures: Collection[str], named: set[str]
) -> Iterator[Found]:
    path = (*path, "file")
    file = as_text(photo.get("file"))
    if file is None:
        if "file" not in photo:
            yield Found(path, _("missing"))
        return
    if not is_large_picture(file):
        sentence = _("%(file)s is no name of a picture; write photos/NAME.jpg")
        yield Found(path, sentence % {"file": quoted(file)})
        return
    if file in named:
        yield Found(path, _("%(file)s is named twice") % {"file": file})
    for name in (file, small_file(file)):
        named.add(name)
        if name not in pictures:
            yield Found(path, _("%(file)s is not in the .zip file") % {"file": name})
