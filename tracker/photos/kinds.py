"""Detection of the image format by the first bytes of a file; its name is ignored."""

from enum import Enum, auto


class ImageFormat(Enum):
    JPEG = auto()
    PNG = auto()
    WEBP = auto()
    HEIF = auto()


_AVIF = {b"avif", b"avis"}
_HEIF = {b"heic", b"heim", b"heis", b"heix", b"hevc", b"hevm", b"hevs", b"hevx"}
_GENERIC = {b"mif1", b"mif2", b"msf1"}  # the compatible brands decide


def kind_of(data: bytes) -> ImageFormat | None:
    """Returns the format of a file; None for one that is not allowed."""
    if data.startswith(b"\xff\xd8\xff"):
        return ImageFormat.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return ImageFormat.PNG
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return ImageFormat.WEBP
    if data[4:8] == b"ftyp":
        return _kind_by_brands(data)
    return None


def _kind_by_brands(data: bytes) -> ImageFormat | None:
    end = min(int.from_bytes(data[:4], "big"), 256)
    major, *compatible = (data[at : at + 4] for at in (8, *range(16, end, 4)))
    brands = {major, *compatible} if major in _GENERIC else {major}
    if brands & _AVIF:
        return None
    return ImageFormat.HEIF if brands & _HEIF or major in _GENERIC else None
