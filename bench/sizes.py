"""Counts lines of Python by folder, without migrations.

.venv/bin/python bench/sizes.py
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
PARTS = {"all but tests": ("diary", "tracker", "bench", "script"), "tests": ("tests",)}


def main() -> None:
    for part, folders in PARTS.items():
        modules: Counter[str] = Counter()
        lines: Counter[str] = Counter()
        for path in (path for folder in folders for path in modules_of(ROOT / folder)):
            modules[folder_of(path)] += 1
            lines[folder_of(path)] += len(path.read_text("utf-8").splitlines())
        print(f"{part:28}{'modules':>8}{'lines':>8}")
        for name in sorted(lines):
            print(f"  {name:26}{modules[name]:8,}{lines[name]:8,}")
        print(f"  {'together':26}{modules.total():8,}{lines.total():8,}\n")


def modules_of(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*.py") if "migrations" not in path.parts]


def folder_of(path: Path) -> str:
    """Return at most two levels: tracker/views for tracker/views/people/edit.py."""
    return "/".join(path.relative_to(ROOT).parts[:-1][:2])


if __name__ == "__main__":
    main()
