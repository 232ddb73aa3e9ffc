"""What the doctor's page costs as a PDF, from the sheet to the bytes.

    python bench/pdf.py

Eczema over eight months with its log and twelve photos of a phone, on A4. Prints the time of the
first and the median of the following, how much this process grows by them, and the peak of the
process in which typst runs. Fails where the median is above 250 ms or both memories together above
150 MB.
"""

import os
import resource
import statistics
import sys
import time
from dataclasses import replace
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django  # noqa: E402

django.setup()

from bench.photo import drawn  # noqa: E402
from tests.cases import AS_OF, eczema_diary  # noqa: E402
from tracker.domain.pictures import small_file  # noqa: E402
from tracker.domain.rules import STANDARD_RULES  # noqa: E402
from tracker.domain.summary import Choice, summarise, usual_span  # noqa: E402
from tracker.photos import take_in  # noqa: E402
from tracker.presenters.summary import Sheet, sheet  # noqa: E402
from tracker.reports.summary_pdf import summary_pdf  # noqa: E402

ROUNDS = 15
PHOTOS = 12
MOST_MS = 250
MOST_MB = 150


def eczema() -> Sheet:
    diary = eczema_diary()
    choice = Choice(usual_span(diary, AS_OF), with_other_photos=True)
    page = sheet(summarise(diary, AS_OF, choice, STANDARD_RULES))
    on_first = sum(len(block.photos) for block in page.blocks)
    others = page.other_photos[0]
    kept = replace(others, photos=others.photos[: PHOTOS - on_first])
    return replace(page, other_photos=(kept,))


def files(page: Sheet) -> list[str]:
    groups = (*page.blocks, *page.other_photos)
    return [photo.file for group in groups for photo in group.photos]


def peak_mb(whose: int) -> float:
    return resource.getrusage(whose).ru_maxrss / 1024


def main() -> int:
    page, photo = eczema(), take_in(BytesIO(drawn()))
    # Each another one by what stands behind its end: the same one twice is stored once.
    photos = {file: photo.large + file.encode() for file in files(page)}
    photos |= {small_file(file): photo.small + file.encode() for file in files(page)}
    # A process remembers its highest peak: what drew the photo must not hide what comes now.
    Path("/proc/self/clear_refs").write_text("5")
    before, times, made = peak_mb(resource.RUSAGE_SELF), [], b""
    for _ in range(1 + ROUNDS):
        start = time.perf_counter()
        made = summary_pdf(page, paper="a4", photo_bytes=photos.get, language="en")
        times.append((time.perf_counter() - start) * 1000)
    growth = peak_mb(resource.RUSAGE_SELF) - before
    child = peak_mb(resource.RUSAGE_CHILDREN)
    median = statistics.median(times[1:])
    pages = made.count(b"/Type/Page/")
    print(
        f"{pages} pages, {PHOTOS} photos of {len(photo.large) / 1e3:.0f} kB,"
        f" small {len(photo.small) / 1e3:.0f} kB, PDF {len(made) / 1e6:.1f} MB"
    )
    print(f"first {times[0]:.0f} ms, median of {ROUNDS}: {median:.0f} ms (at most {MOST_MS})")
    print(
        f"this process grew by {growth:.0f} MB, typst's peaked at {child:.0f} MB,"
        f" together {growth + child:.0f} MB (at most {MOST_MB})"
    )
    return pages < 4 or median > MOST_MS or growth + child > MOST_MB


if __name__ == "__main__":
    sys.exit(main())
