"""Measures the PDF of the doctor's page, from sheet to bytes.

    python bench/pdf.py

The case is eczema over eight months with its log and twelve photos of a phone, on A4. Prints the
time of the first PDF, the median of the following, the growth of this process, and the peak memory
of the typst process. Exits with 1 if the median is above 250 ms or both memories are above 150 MB.
"""

import os
import re
import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from threading import Thread

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django  # noqa: E402

django.setup()

from bench.photo import drawn  # noqa: E402
from tests.cases import AS_OF, eczema_diary  # noqa: E402
from tracker.domain.photos.pictures import small_file  # noqa: E402
from tracker.domain.rules import STANDARD_RULES  # noqa: E402
from tracker.domain.summary import Choice, default_span, summarise  # noqa: E402
from tracker.photos import process_photo  # noqa: E402
from tracker.presenters.summary import Sheet, sheet  # noqa: E402
from tracker.reports.summary_pdf import summary_pdf  # noqa: E402

ROUNDS = 15
PHOTOS = 12
MAX_MS = 250
MAX_MB = 150


def eczema() -> Sheet:
    diary = eczema_diary()
    choice = Choice(default_span(diary, AS_OF), with_other_photos=True)
    page = sheet(summarise(diary, AS_OF, choice, STANDARD_RULES))
    on_first = sum(len(block.photos) for block in page.blocks)
    others = page.other_photos[0]
    kept = replace(others, photos=others.photos[: PHOTOS - on_first])
    return replace(page, other_photos=(kept,))


def files(page: Sheet) -> list[str]:
    groups = (*page.blocks, *page.other_photos)
    return [photo.file for group in groups for photo in group.photos]


def peak_mb(process: str = "self") -> float:
    """Return the peak memory of a process. (The kernel's rusage includes its parent's.)"""
    status = Path(f"/proc/{process}/status").read_text()
    return int(re.search(r"VmHWM:\s*(\d+) kB", status)[1]) / 1024


class TypstWatcher(Thread):
    """Records the peak memory of typst processes while they run."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak_mb = 0.0

    def run(self) -> None:
        children = Path(f"/proc/self/task/{os.getpid()}/children")
        while True:
            for child in children.read_text().split():
                with suppress(OSError, TypeError):  # the process has ended
                    if "typst_process" in Path(f"/proc/{child}/cmdline").read_text():
                        self.peak_mb = max(self.peak_mb, peak_mb(child))
            time.sleep(0.005)


@dataclass(frozen=True)
class Measured:
    pages: int
    size: int
    times: list[float]
    cpu_ms: float
    growth_mb: float
    typst_mb: float


def measured(large: bytes, small: bytes) -> Measured:
    """Run in a new process, so that no memory of earlier work is reused."""
    page = eczema()
    # Made different by trailing bytes: identical photos are stored once.
    photos = {file: large + file.encode() for file in files(page)}
    photos |= {small_file(file): small + file.encode() for file in files(page)}
    typst = TypstWatcher()
    typst.start()
    Path("/proc/self/clear_refs").write_text("5")  # resets the peak to the current size
    before, times, made = peak_mb(), [], b""
    cpu = sum(os.times()[:4])
    for _ in range(1 + ROUNDS):
        start = time.perf_counter()
        made = summary_pdf(page, paper="a4", photo_bytes=photos.get, language="en")
        times.append((time.perf_counter() - start) * 1000)
    return Measured(
        pages=made.count(b"/Type/Page/"),
        size=len(made),
        times=times,
        cpu_ms=(sum(os.times()[:4]) - cpu) * 1000 / len(times),
        growth_mb=peak_mb() - before,
        typst_mb=typst.peak_mb,
    )


def main() -> int:
    photo = process_photo(BytesIO(drawn()))
    with ProcessPoolExecutor(1, get_context("spawn")) as another:
        got = another.submit(measured, photo.large, photo.small).result()
    first, *others = got.times
    median = statistics.median(others)
    memory = got.growth_mb + got.typst_mb
    print(
        f"{got.pages} pages, {PHOTOS} photos of {len(photo.large) / 1e3:.0f} kB,"
        f" small {len(photo.small) / 1e3:.0f} kB, PDF {got.size / 1e6:.1f} MB"
    )
    print(
        f"first {first:.0f} ms, median of {ROUNDS}: {median:.0f} ms (at most {MAX_MS});"
        f" {got.cpu_ms:.0f} ms of them at work, with the measuring"
    )
    print(
        f"the process grew by {got.growth_mb:.0f} MB, typst's own peaked at {got.typst_mb:.0f} MB,"
        f" together {memory:.0f} MB (at most {MAX_MB})"
    )
    return got.pages < 4 or median > MAX_MS or memory > MAX_MB


if __name__ == "__main__":
    sys.exit(main())
