"""The collected JavaScript modules, and how a page loads them."""

from __future__ import annotations

import re
from pathlib import Path
from shutil import copytree
from typing import Any

from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.urls import resolve

from diary.static_storage import HashedStaticFiles
from tracker.templatetags.milkspot import IMPORT, MODULES, STATIC, imports_of, module

SOURCES = sorted((STATIC / MODULES).rglob("*.js"))
HASHED = re.compile(r"\.[0-9a-f]{12}\.js$")
RELATIVE = re.compile(r"""["'`](\.\.?/[^"'`]+)["'`]""")
ADDRESS = re.compile(r"\$\{root\}([\w/.]+)")
NO_PAGES = {"static/", "offline/last/", "offline/failed/", "children/"}
"""Paths in the scripts that are not URLs of pages."""


def collect(source: Path, target: Path, settings: Any) -> HashedStaticFiles:
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [source]
    settings.WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["css", "js", "map", "svg", "png"]
    settings.STATIC_ROOT = target
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "diary.static_storage.HashedStaticFiles"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return HashedStaticFiles()


def test_every_import_of_a_collected_module_has_its_hashed_name(
    tmp_path: Path, settings: Any
) -> None:
    storage = collect(STATIC, tmp_path, settings)
    collected = {tmp_path / storage.stored_name(f"{MODULES}{own(path)}") for path in SOURCES}
    assert set(tmp_path.rglob("*.js")) == collected
    for path in collected:
        assert HASHED.search(path.name)
        text = path.read_text()
        imports = RELATIVE.findall(text)
        assert imports == IMPORT.findall(text), path
        for imported in imports:
            assert HASHED.search(imported), path
            assert (path.parent / imported).is_file(), path


def own(path: Path) -> str:
    return path.relative_to(STATIC / MODULES).as_posix()


def test_another_shared_module_renames_all_that_import_it_and_nothing_else(
    tmp_path: Path, settings: Any
) -> None:
    changed = f"{MODULES}offline/outbox_store.js"
    source = copytree(STATIC, tmp_path / "source")
    before = collect(source, tmp_path / "before", settings)
    (source / changed).write_text(f"{(source / changed).read_text()}\nself.isChanged = true;\n")
    after = collect(source, tmp_path / "after", settings)
    names = [f"{MODULES}{own(path)}" for path in SOURCES]
    renamed = {name for name in names if before.stored_name(name) != after.stored_name(name)}
    assert renamed == {name for name in names if changed in (name, *imports_of(name))}
    assert f"{MODULES}diary/entry_form.js" in renamed


def test_no_module_is_loaded_later_than_its_page() -> None:
    """After an update the file of the previous version no longer exists."""
    assert [own(path) for path in SOURCES if "import(" in path.read_text()] == []


def test_a_page_names_all_that_its_module_imports() -> None:
    markup = module("diary/record_form.js")
    named = re.findall(r'(?:src|href)="/static/([^"]+)"', markup)
    assert sorted(named) == sorted(set(named)), "each once"
    assert named[-1] == f"{MODULES}diary/record_form.js"
    assert {"diary/unsent_form.js", "offline/outbox_store.js", "context.js"} <= {
        name.removeprefix(MODULES) for name in named
    }


def test_the_addresses_that_scripts_build_are_answered() -> None:
    found = {address for path in SOURCES for address in ADDRESS.findall(path.read_text())}
    assert {"sw.js", "outbox/ticket/", "worried/"} <= found
    for address in found - NO_PAGES:
        resolve(f"/{address}")


def test_htmx_is_collected_as_it_came(tmp_path: Path, settings: Any) -> None:
    name = "django_htmx/htmx-2.min.js"
    original = finders.find(name)
    assert isinstance(original, str)
    source = tmp_path / "source" / name
    source.parent.mkdir(parents=True)
    source.write_bytes(Path(original).read_bytes())
    storage = collect(tmp_path / "source", tmp_path / "collected", settings)
    collected = tmp_path / "collected" / storage.stored_name(name)
    assert collected.read_bytes() == source.read_bytes()
