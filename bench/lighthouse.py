"""Lighthouse scores of Today and the entry form, with its mobile settings.

.venv/bin/python bench/lighthouse.py [path of lighthouse]

Install Lighthouse with npm install --prefix /tmp/lighthouse lighthouse, and run
bench/lighthouse.py /tmp/lighthouse/node_modules/.bin/lighthouse; without a path npx is used.
Exits with 1 if a score is below AT_LEAST.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from product import Product, running  # prepares Django

AT_LEAST = 98
CATEGORIES = ("performance", "accessibility", "best-practices")
PAGES = ("home", "entry_new")


def scores(command: list[str], product: Product, page: str) -> dict[str, int]:
    name, value = product.session
    report = Path(tempfile.mkdtemp(prefix="milkspot-lighthouse-")) / "report.json"
    subprocess.run(
        [
            *command,
            product.address + product.pages[page],
            "--quiet",
            "--output=json",
            f"--output-path={report}",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--extra-headers={json.dumps({'Cookie': f'{name}={value}'})}",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ],
        check=True,
        env=os.environ
        | {"CHROME_PATH": os.environ.get("CHROMIUM") or shutil.which("chromium") or ""},
    )
    result = json.loads(report.read_text())
    for audit in result["audits"].values():
        if (
            audit["score"] is not None
            and audit["score"] < 0.9
            and audit["scoreDisplayMode"] != "informative"
        ):
            print(f"  {page}: {audit['title']} {audit.get('displayValue', '')}")
    return {key: round(100 * result["categories"][key]["score"]) for key in CATEGORIES}


def main() -> None:
    command = sys.argv[1:2] or ["npx", "lighthouse"]
    low = False
    with running() as product:
        for page in PAGES:
            found = scores(command, product, page)
            print(page, *(f"{key} {score}" for key, score in found.items()), sep="  ")
            low |= min(found.values()) < AT_LEAST
    if low:
        sys.exit(f"a score is below {AT_LEAST}")


if __name__ == "__main__":
    main()
