"""Which static files are served: ours, and the one we use of another package.

Compressing all that the package brings takes longer than compressing the rest.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.staticfiles.finders import AppDirectoriesFinder, FileSystemFinder
from django.core.files.storage import Storage

PICKED = {"django_htmx/htmx-2.min.js"}


class PickedFiles(FileSystemFinder):
    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        for path, storage in super().list(ignore_patterns):
            if path in PICKED:
                yield path, storage


class OwnFiles(AppDirectoriesFinder):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(["tracker"], *args, **kwargs)
