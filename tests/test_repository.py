"""Rules of the code: layers, sizes, names, dependencies, templates."""

import ast
import os
import re
import socket
import stat
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from django.template import Context, Engine, engines
from playwright.sync_api import Error as PlaywrightError

from tests.conftest import NetworkUsed
from tests.strict_templates import Missing
from tracker.domain.roles import ROLES

ROOT = Path(__file__).parent.parent
TRACKER = ROOT / "tracker"

# A module may import from lower layers, and from its own folder.
LAYERS = {
    "domain": 0,
    "photos": 1,
    "models": 1,
    "utils": 0,
    "formats": 0,
    "safety_texts": 0,
    "reminder_texts": 0,
    "rules_in_force": 1,
    "rendering": 1,
    "interchange": 2,
    "queries": 2,
    "actions": 3,
    "jobs": 2,
    "operator": 4,
    "passwords": 4,
    "sharing": 4,
    "forms": 4,
    "presenters": 4,
    "backup": 4,
    "mail": 5,
    "push": 5,
    "reports": 5,
    "accounts": 6,
    "removals": 6,
    "daily_tasks": 8,
    "due_jobs": 8,
    "reminding": 6,
    "views": 7,
    "templatetags": 8,
    "account_urls": 8,
    "urls": 8,
    "checks": 8,
    "log_ins": 8,
    "management": 9,
    "apps": 10,
}

PYTHON = sorted(
    path
    for folder in (TRACKER, ROOT / "diary")
    for path in folder.rglob("*.py")
    if "migrations" not in path.parts
)
DOMAIN = [path for path in PYTHON if path.is_relative_to(TRACKER / "domain")]
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), name(path))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the line and name of each imported module; an imported name counts as a module."""
    package = list(path.relative_to(ROOT).with_suffix("").parts[:-1])
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*above, *filter(None, [node.module])])
            for alias in node.names:
                yield node.lineno, f"{module}.{alias.name}"


def part(module: str) -> str | None:
    """Return the package of tracker that a module is in: "domain" for tracker.domain.rules."""
    parts = module.split(".")
    return parts[1] if parts[0] == "tracker" and len(parts) > 1 else None


def upward_imports(paths: list[Path]) -> list[str]:
    wrong = []
    for path in paths:
        own = part(".".join(path.relative_to(ROOT).with_suffix("").parts))
        if own in {None, "__init__"}:
            continue
        assert own in LAYERS, f"{name(path)} has no layer; give {own} one in LAYERS"
        for line, module in imports(path):
            other = part(module)
            if other is None or other == own:
                continue
            if LAYERS.get(other, 99) >= LAYERS[own]:
                wrong.append(f"{name(path)}:{line} imports {module}")
    return wrong


def test_a_module_imports_from_lower_layers_only():
    assert upward_imports([path for path in PYTHON if path.is_relative_to(TRACKER)]) == []


def test_tracker_knows_nothing_of_its_frame():
    wrong = [
        f"{name(path)}:{line} imports {module}"
        for path in PYTHON
        if path.is_relative_to(TRACKER)
        for line, module in imports(path)
        if module.split(".")[0] == "diary"
    ]
    assert wrong == []


# The modules that tracker.domain may import: no files, no clock, no random numbers.
DOMAIN_LIBRARY = {
    "__future__",
    "bisect",
    "calendar",
    "collections",
    "dataclasses",
    "datetime",
    "decimal",
    "enum",
    "fractions",
    "functools",
    "hashlib",
    "heapq",
    "itertools",
    "json",
    "math",
    "operator",
    "re",
    "string",
    "tomllib",
    "types",
    "typing",
    "unicodedata",
    "zoneinfo",
}


def test_domain_stands_on_the_standard_library_alone():
    wrong = [
        f"{name(path)}:{line} imports {module}"
        for path in DOMAIN
        for line, module in imports(path)
        if module.split(".")[0] not in DOMAIN_LIBRARY and part(module) != "domain"
    ]
    assert wrong == []


def test_pydantic_reads_and_writes_diary_files_and_nothing_else():
    importing = {
        path.parent
        for path in PYTHON
        for _line, module in imports(path)
        if module.split(".")[0] in {"pydantic", "pydantic_core"}
    }
    assert importing == {TRACKER / "interchange"}


def test_pydantic_is_not_imported_before_a_diary_file_is():
    """Only exports and imports need the time to import it."""
    program = "import django, sys; django.setup(); import diary.urls, tracker.interchange"
    told = f"{program}; print('pydantic' in sys.modules)"
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    run = subprocess.run(
        [sys.executable, "-c", told], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert run.stdout == "False\n", run.stderr


CLOCKS = {
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("time", "time"),
    ("timezone", "localdate"),
    ("timezone", "localtime"),
    ("timezone", "now"),
}
BARE_CLOCKS = {"localdate", "localtime"}
MAY_READ_THE_CLOCK = {"utils", "views", "management", "models"}


def clocks(module: ast.Module) -> Iterator[int]:
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute):
            owner = node.value
            called = getattr(owner, "id", getattr(owner, "attr", None))
            if (called, node.attr) in CLOCKS:
                yield node.lineno
        elif isinstance(node, ast.Name) and node.id in BARE_CLOCKS:
            yield node.lineno


def test_the_clock_is_read_at_the_edge_only():
    wrong = [
        f"{name(path)}:{line}"
        for path in PYTHON
        if path.is_relative_to(TRACKER)
        and path.relative_to(TRACKER).with_suffix("").parts[0] not in MAY_READ_THE_CLOCK
        for line in clocks(tree(path))
    ]
    assert wrong == []


def test_roles_are_told_apart_in_one_module():
    """Other code checks a role's rights, so that a new role is one row in domain/roles.py."""
    keys = ROLES.keys() - {"owner"}  # also a kind of removal
    wrong = [
        f"{name(path)}:{node.lineno} says {node.value}"
        for path in PYTHON
        if path != TRACKER / "domain" / "roles.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and node.value in keys
    ]
    wrong += [
        f"{name(path)} says {key}"
        for path in TEMPLATES
        for key in ROLES
        if re.search(rf"""[!=]= *["']{key}["']""", path.read_text("utf-8"))
    ]
    assert wrong == []


ENVIRONMENT = {"environ", "environb", "getenv", "putenv"}


def test_only_the_settings_read_the_environment():
    wrong = [
        f"{name(path)}:{node.lineno}"
        for path in PYTHON
        if path not in {ROOT / "diary" / "settings.py", ROOT / "diary" / "wsgi.py"}
        for node in ast.walk(tree(path))
        if getattr(node, "attr", getattr(node, "id", None)) in ENVIRONMENT
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("source", "finds"),
    [
        ("date.today()", 1),
        ("datetime.now(tz)", 1),
        ("datetime.datetime.now(tz)", 1),
        ("timezone.now()", 1),
        ("default=timezone.now", 1),
        ("localdate()", 1),
        ("today.isoformat()", 0),
    ],
)
def test_clocks_are_found(source, finds):
    assert len(list(clocks(ast.parse(source)))) == finds


# Sizes and names

MAX_MODULES = 25
MAX_LINES = 400

KNOWN_TOO_LARGE: set[str] = set()
"""Folders that still have to be split."""

MAY_BE_SHARED = {"Command", "Config", "Meta", "Migration"}

KNOWN_DUPLICATES: set[str] = set()
"""Class names that are still used in two modules."""


def modules_by_folder() -> dict[str, int]:
    """Count the modules in each folder of the project and its tests, without subfolders."""
    return Counter(
        str(path.parent.relative_to(ROOT))
        for path in (*PYTHON, *(ROOT / "tests").rglob("*.py"))
        if path.name != "__init__.py"
    )


def modules_by_class_name() -> dict[str, list[Path]]:
    """Return the modules by the names of the classes defined in them, also nested ones."""
    found: dict[str, list[Path]] = {}
    for path in PYTHON:
        names = {node.name for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef)}
        for class_name in names - MAY_BE_SHARED:
            found.setdefault(class_name, []).append(path)
    return found


def are_record_and_model(paths: list[Path]) -> bool:
    records, *models = sorted(paths)
    return records == TRACKER / "domain" / "records.py" and [
        path.is_relative_to(TRACKER / "models") for path in models
    ] == [True]


def test_no_folder_has_too_many_modules() -> None:
    too_large = {folder for folder, n in modules_by_folder().items() if n > MAX_MODULES}
    assert too_large == KNOWN_TOO_LARGE


def test_no_module_is_too_long() -> None:
    lengths = {name(path): len(path.read_text("utf-8").splitlines()) for path in PYTHON}
    assert {path: n for path, n in lengths.items() if n > MAX_LINES} == {}


def test_a_class_name_is_unique_but_for_a_record_and_its_model() -> None:
    duplicates = {
        class_name
        for class_name, paths in modules_by_class_name().items()
        if len(paths) > 1 and not are_record_and_model(paths)
    }
    assert duplicates == KNOWN_DUPLICATES


# Dependencies

DEPENDENCIES = ROOT / "docs" / "dependencies.md"


def requirements(file: str) -> list[str]:
    return list(hashed_requirements(file))


def hashed_requirements(file: str) -> dict[str, list[str]]:
    """Each pin, and the hashes of the files that it may be installed from."""
    lines = (ROOT / file).read_text().replace("\\\n", "").splitlines()
    pins = [line.split() for line in lines if line and not line.startswith(("#", "-r"))]
    return {pin: hashes for pin, *hashes in pins}


REQUIREMENTS = (
    "requirements.txt",
    "requirements-apprise.txt",
    "requirements-cjk.txt",
    "requirements-s3.txt",
    "requirements-dev.txt",
)


@pytest.mark.parametrize("file", REQUIREMENTS)
def test_each_dependency_is_pinned_and_has_its_reason(file):
    reasons = set(re.findall(r"^\| ([A-Za-z0-9_.-]+)", DEPENDENCIES.read_text(), re.M))
    wanted = requirements(file)
    unpinned = [line for line in wanted if not re.fullmatch(r"[\w.-]+(\[[\w,]+\])?==[\w.]+", line)]
    assert unpinned == []
    assert [line for line in wanted if re.split(r"[\[=]", line)[0] not in reasons] == []


@pytest.mark.parametrize("file", REQUIREMENTS)
def test_each_pinned_package_has_the_hashes_of_its_files(file):
    form = re.compile(r"--hash=sha256:[0-9a-f]{64}")
    pins = hashed_requirements(file)
    bare = [
        pin for pin, hashes in pins.items() if not hashes or not all(map(form.fullmatch, hashes))
    ]
    assert bare == []


def test_no_package_index_is_named_in_the_requirements():
    """Each machine has its own; the hashes hold whichever it is."""
    for file in REQUIREMENTS:
        assert "://" not in (ROOT / file).read_text(), file


def test_no_reason_outlives_its_dependency():
    pinned = {re.split(r"[\[=]", line)[0] for file in REQUIREMENTS for line in requirements(file)}
    named = re.findall(r"^\| ([A-Za-z0-9_.-]+)", DEPENDENCIES.read_text(), re.M)
    assert [entry for entry in named if entry not in pinned | {"package", "---"}] == []


# Documents

MAX_FILES = {
    "a condition with a window": 2,
    "an urgent sign": 3,
    "a yes/no field on an entry": 6,
    "the text of a flag": 2,  # one of the two
    "a language": 3,
    "a reminder by mail": 4,
    "an export format": 4,
    "a one-tap button": 3,
    "a body site": 4,
    "a role": 3,
}
"""How many files each of the ten common changes may touch."""


def test_the_files_of_the_ten_common_changes_are_there():
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    table = text.partition("## Where a change goes")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([^|]+) \| (.+) \|$", table, re.M)[2:]
    files = {change: re.findall(r"`([\w<>./-]+/[\w<>./-]+\.\w+)`", cell) for change, cell in rows}
    assert files.keys() == MAX_FILES.keys()
    assert {
        change: found for change, found in files.items() if len(found) > MAX_FILES[change]
    } == {}
    assert all(files.values())
    named = [path for found in files.values() for path in found if "<" not in path]
    assert [path for path in named if not (ROOT / path).is_file()] == []
    new = [Path(path) for found in files.values() for path in found if "<" in path]
    folders = [str(path).partition("<")[0].rpartition("/")[0] for path in new]
    assert [
        folder for folder in folders if folder != "locale" and not (ROOT / folder).is_dir()
    ] == []


# Templates


def test_every_template_compiles():
    for path in TEMPLATES:
        if path.suffix in {".html", ".txt", ".svg", ".xml"}:
            engines["django"].get_template(str(path.relative_to(ROOT / "templates")))


FORBIDDEN_MARKUP = {
    "a script in the page": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=[\"']application/(?:ld\+)?json)", re.I
    ),
    "a style element": re.compile(r"<style\b", re.I),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "an address elsewhere": re.compile(
        r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=[\"'](?:https?:)?//", re.I
    ),
}
TEMPLATE_COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}", re.S)


def markup(text: str) -> list[str]:
    text = TEMPLATE_COMMENT.sub("", text)
    return [what for what, pattern in FORBIDDEN_MARKUP.items() if pattern.search(text)]


def test_templates_hold_nothing_that_the_security_policy_forbids():
    wrong = {name(path): found for path in TEMPLATES if (found := markup(path.read_text("utf-8")))}
    assert wrong == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<script>go()</script>", ["a script in the page"]),
        ("<script type='module'>go()</script>", ["a script in the page"]),
        ('<script src="{% static "a.js" %}" defer></script>', []),
        ('<script type="application/json" id="a">{}</script>', []),
        ('<p style="color: red">', ["a style attribute"]),
        ('<p class="a"\n  onclick="go()">', ["an event attribute"]),
        ('<p data-style="a" data-on="b">', []),
        ('<script src="https://example.org/a.js"></script>', ["an address elsewhere"]),
        ('<a href="https://example.org/">', []),
        ("{# style= is forbidden: <p style='a'> #}", []),
    ],
)
def test_forbidden_markup_is_found(text, found):
    assert markup(text) == found


# Files


def test_scripts_can_be_run():
    scripts = ("icons", "manage", "server", "test", "test-postgres")
    for script in (*(f"script/{name}" for name in scripts), ".ci/run", "manage.py"):
        assert (ROOT / script).stat().st_mode & stat.S_IXUSR, script


# The test environment


def test_a_variable_that_nobody_handed_in_fails_the_test(settings, tmp_path):
    (tmp_path / "ours.html").write_text("{{ child.nmae }}{% include 'theirs.html' %}")
    (tmp_path / "quiet.html").write_text("{% if missing %}a{% endif %}{% include 'theirs.html' %}")
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "theirs.html").write_text("[{{ left_open }}]")
    missing = Missing(tmp_path)
    engine = Engine(dirs=[tmp_path, tmp_path / "lib"], string_if_invalid=missing)

    with pytest.raises(pytest.fail.Exception, match=r"ours\.html writes out child\.nmae"):
        engine.get_template("ours.html").render(Context({"child": object()}))

    missing.ours = tmp_path / "elsewhere"
    assert engine.get_template("quiet.html").render(Context()) == "[]"


def test_the_network_is_out_of_reach():
    with socket.socket() as plug, pytest.raises(NetworkUsed, match=r"192\.0\.2\.1"):
        plug.connect(("192.0.2.1", 80))


@pytest.mark.logs_errors
def test_an_error_of_the_live_server_is_seen(live_server, monkeypatch):
    def broken(_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("tracker.views.info.rules.rules_page", broken)
    assert requests.get(f"{live_server.url}/rules/").status_code == 500


@pytest.mark.browser
def test_the_browser_shows_the_live_server(live_server, page):
    response = page.goto(f"{live_server.url}/account/login/")
    assert response.status == 200
    assert page.viewport_size == {"width": 390, "height": 844}
    with pytest.raises(PlaywrightError, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://example.org/")


def test_no_part_of_a_style_sheet_stands_twice():
    """A merge once pasted two thousand lines again."""
    for path in (TRACKER / "static").rglob("*.css"):
        lines = [line for line in path.read_text().splitlines() if line.strip()]
        runs = ["\n".join(lines[start : start + 12]) for start in range(len(lines) - 11)]
        assert len(runs) == len(set(runs)), path.name
