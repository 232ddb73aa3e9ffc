"""Finders of static files: ours, and the one that is used of django-htmx.

Compressing all files of that package takes longer than compressing ours.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.staticfiles.finders import AppDirectoriesFinder, FileSystemFinder
from django.core.files.storage import Storage

SELECTED = {"django_htmx/htmx-2.min.js"}


class SelectedFilesFinder(FileSystemFinder):
    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        for path, storage in super().list(ignore_patterns):
            if path in SELECTED:
                yield path, storage


class TrackerFilesFinder(AppDirectoriesFinder):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(["tracker"], *args, **kwargs)
