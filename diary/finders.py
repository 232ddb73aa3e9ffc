"""Which static files are served: ours, and the few we use of other packages.

Compressing all that those packages bring takes five times as long.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.staticfiles.finders import AppDirectoriesFinder, FileSystemFinder
from django.core.files.storage import Storage

# With the source maps: the manifest storage resolves the references to them.
PICKED = {
    "css/bootstrap-reboot.min.css",
    "css/bootstrap-reboot.min.css.map",
    "django_htmx/htmx-2.min.js",
}


class PickedFiles(FileSystemFinder):
    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        for path, storage in super().list(ignore_patterns):
            if path in PICKED:
                yield path, storage


class OwnFiles(AppDirectoriesFinder):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(["tracker"], *args, **kwargs)
