"""Compares photos that were taken in with how Chromium shows their files.

    .venv/bin/python bench/samples.py FOLDER...

FOLDER holds pictures, for example checkouts of the public repositories
recurser/exif-orientation-examples, ianare/exif-samples and drewnoakes/metadata-extractor-images.
Each picture is taken in as an upload would be. Chromium draws the file and the JPEG made of it on
white, at the same size; both are averaged over 8 by 8 fields. The distance is the greatest
difference of a channel in any field, of 255. Not compared are pictures with a side below 64 pixels
(a JPEG halves the resolution of colours), those of the ImageTestSuite, which are broken on purpose,
and WebP with an orientation, which Chromium ignores. Exits with 1 if an intake raised anything but
a refusal, or a distance is above 30, or the sides do not agree.
"""

from __future__ import annotations

import base64
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PIL import ExifTags, Image
from playwright.sync_api import Page, sync_playwright

from tests.conftest import launch
from tracker.photos import CleanPhoto, Rejected, process_photo

ENDINGS = {".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".hif"}
TYPES = {".png": "image/png", ".webp": "image/webp", ".heic": "image/heic", ".heif": "image/heif"}
AT_MOST = 30
SMALLEST = 64  # pixels

DISTANCE = """async ([original, stored]) => {
  async function load(url) {
    const image = new Image();
    image.src = url;
    await image.decode();
    return image;
  }
  let images;
  try {
    images = [await load(original), await load(stored)];
  } catch {
    return null;
  }
  const [{ naturalWidth: width, naturalHeight: height }, { naturalWidth, naturalHeight }] = images;
  const scale = Math.min(1, 2000 / Math.max(width, height));
  const sides = [[width, naturalWidth], [height, naturalHeight]];
  if (sides.some(([side, other]) => Math.abs(side * scale - other) > 1)) return -1;
  const fields = images.map((image) => {
    const canvas = document.createElement("canvas");
    canvas.width = naturalWidth;
    canvas.height = naturalHeight;
    const context = canvas.getContext("2d", { colorSpace: "srgb", willReadFrequently: true });
    context.imageSmoothingQuality = "high";
    context.fillStyle = "white";
    context.fillRect(0, 0, naturalWidth, naturalHeight);
    context.drawImage(image, 0, 0, naturalWidth, naturalHeight);
    const { data } = context.getImageData(0, 0, naturalWidth, naturalHeight);
    const sums = new Float64Array(8 * 8 * 4);
    for (let at = 0, y = 0; y < naturalHeight; y++) {
      const row = Math.floor((8 * y) / naturalHeight);
      for (let x = 0; x < naturalWidth; x++, at += 4) {
        const field = 4 * (8 * row + Math.floor((8 * x) / naturalWidth));
        for (let channel = 0; channel < 3; channel++) sums[field + channel] += data[at + channel];
        sums[field + 3]++;
      }
    }
    return sums;
  });
  let distance = 0;
  for (let field = 0; field < 256; field += 4) {
    for (let channel = 0; channel < 3 && fields[0][field + 3]; channel++) {
      const [one, other] = fields.map((sums) => sums[field + channel] / sums[field + 3]);
      distance = Math.max(distance, Math.abs(one - other));
    }
  }
  return distance;
}"""


def url_of(content: bytes, kind: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def distance(page: Page, file: Path, stored: bytes) -> float | None:
    """Returns None where Chromium cannot show the file, and -1 if the sides do not agree."""
    original = url_of(file.read_bytes(), TYPES.get(file.suffix.lower(), "image/jpeg"))
    answer: float | None = page.evaluate(DISTANCE, [original, url_of(stored, "image/jpeg")])
    return answer


def exemption(file: Path, stored: CleanPhoto) -> str:
    """Returns why the picture is not compared, or an empty text."""
    if "ImageTestSuite" in file.parts:
        return "broken on purpose"
    if min(stored.width, stored.height) < SMALLEST:
        return "a side below 64 pixels"
    if file.suffix.lower() != ".webp":
        return ""
    with Image.open(file) as image:
        is_turned = image.getexif().get(ExifTags.Base.Orientation, 1) != 1
    return "WebP with an orientation" if is_turned else ""


def pictures(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.suffix.lower() in ENDINGS)


def compare(page: Page, folder: Path) -> bool:
    outcomes, distances, is_well = Counter[str](), list[tuple[float, Path]](), True
    for file in pictures(folder):
        try:
            with file.open("rb") as source:
                stored = process_photo(source)
        except Rejected as rejected:
            outcomes[f"refused: {rejected}"] += 1
            continue
        except Exception as error:
            print(f"{file}: {error!r}")
            outcomes["raised"] += 1
            is_well = False
            continue
        if why := exemption(file, stored):
            outcomes[f"taken, not compared: {why}"] += 1
            continue
        found = distance(page, file, stored.large)
        outcomes["taken, not shown by Chromium" if found is None else "taken and compared"] += 1
        if found is not None:
            distances.append((found, file))
    print(f"{folder}: {sum(outcomes.values())} pictures")
    for outcome, count in outcomes.most_common():
        print(f"{count:6} {outcome}")
    distances.sort(reverse=True)
    if distances:
        print(f"       distance: {distances[len(distances) // 2][0]:.1f} median")
    bad = [(found, file) for found, file in distances if not 0 <= found <= AT_MOST]
    for found, file in [*distances[:5], *(each for each in bad if each not in distances[:5])]:
        print(f"{found:6.1f} {file.relative_to(folder)}")
    return is_well and not bad


def main() -> None:
    with sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        page = browser.new_page()
        agree = [compare(page, Path(folder)) for folder in sys.argv[1:]]
        browser.close()
    if not agree or not all(agree):
        sys.exit(1)


if __name__ == "__main__":
    main()
