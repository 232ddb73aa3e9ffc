"""No picture, taken or refused, needs 400 MB."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.photos.drawn import jpeg_claiming, picture, png, saved, webp_claiming
from tests.photos.heic import heic
from tests.photos.test_refused import CLAIM, squeezed

ROOT = Path(__file__).parent.parent.parent
MOST = 400 * 1000

# The peak of the process itself; what getrusage() says begins with the one that started it
TAKE_IN = """
import sys
from tracker.photos import Rejected, process_photo
try:
    with open(sys.argv[1], "rb") as file:
        photo = process_photo(file)
    outcome = f"{photo.width} x {photo.height}"
except Rejected:
    outcome = "refused"
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(peak.split()[1], outcome)
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads the peak from /proc")


def moving(size: tuple[int, int]) -> bytes:
    frames = (b"acTL", bytes((0, 0, 0, 2, 0, 0, 0, 0)))
    frame = b"".join(side.to_bytes(4, "big") for side in (0, *size, 0, 0))
    return png(
        size,
        [bytes(4 * size[0])] * size[1],
        colour=6,
        more=[frames, (b"fcTL", frame + bytes((0, 1, 0, 10, 1, 0)))],
    )


@pytest.mark.parametrize(
    ("draw", "outcome"),
    [
        pytest.param(lambda: saved(picture((8944, 6708)), "JPEG"), "2000 x 1500", id="jpeg"),
        pytest.param(
            lambda: saved(picture((12_000, 9_000)), "JPEG"), "2000 x 1500", id="jpeg of 108 million"
        ),
        pytest.param(
            lambda: saved(picture((8160, 6120)), "JPEG", progressive=True, subsampling=0),
            "2000 x 1500",
            id="jpeg in scans",
        ),
        pytest.param(
            lambda: png((8944, 6708), [bytes(4 * 8944)] * 6708, colour=6), "2000 x 1500", id="png"
        ),
        pytest.param(lambda: png((60_000_000, 1), [bytes(180_000_000)]), "refused", id="one line"),
        pytest.param(lambda: moving((5000, 4999)), "2000 x 2000", id="moving png"),
        pytest.param(lambda: moving((8944, 6708)), "refused", id="large moving png"),
        pytest.param(
            lambda: saved(picture((4864, 3648)), "WEBP", method=0), "2000 x 1500", id="webp"
        ),
        pytest.param(lambda: heic(picture((512, 512)), tiles=(16, 14)), "2000 x 1750", id="heic"),
        pytest.param(lambda: jpeg_claiming(CLAIM), "refused", id="claim: jpeg"),
        pytest.param(lambda: png(CLAIM, [bytes(60_000)] * 20_000), "refused", id="claim: png"),
        pytest.param(lambda: webp_claiming(CLAIM), "refused", id="claim: webp"),
        pytest.param(lambda: heic(picture(), claimed=CLAIM), "refused", id="claim: heic"),
        pytest.param(
            lambda: png((8, 8), [bytes(24)] * 8, more=[(b"zTXt", b"a\0\0" + squeezed(500))]),
            "refused",
            id="bomb: text",
        ),
        pytest.param(
            lambda: png((8, 8), [bytes(24)] * 8, more=[(b"zTXt", b"a\0\0" + squeezed(1))] * 999),
            "refused",
            id="bomb: many texts",
        ),
    ],
)
def test_memory(draw, outcome, tmp_path):
    file = tmp_path / "photo"
    file.write_bytes(draw())

    command = [sys.executable, "-c", TAKE_IN, str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    peak, result = done.stdout.strip().split(" ", 1)
    assert result == outcome
    assert int(peak) < MOST
