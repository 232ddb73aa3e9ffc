"""Bringing every way of storing colour into sRGB, so that skin looks the same on every screen."""

from io import BytesIO

from PIL import Image, ImageCms

from tracker.photos.rejected import decoding

_GREY = {"1", "L", "LA", "La", "I;16"}
_PROFILE_FOR = {"L": "GRAY", "RGB": "RGB ", "CMYK": "CMYK"}


def flat_mode(mode: str) -> str:
    """The mode after ``flattened``: one that can be scaled, and that a profile can be for."""
    if mode in _GREY:
        return "L"
    return "CMYK" if mode == "CMYK" else "RGB"


def flattened(image: Image.Image) -> Image.Image:
    """Eight bits, no palette, and on white where it could be seen through."""
    mode = flat_mode(image.mode)
    if image.mode == "I;16":
        return image.point(lambda value: value * (1 / 256), "L")  # convert() would cut off
    if not image.has_transparency_data:
        return image if image.mode == mode else image.convert(mode)
    with decoding():  # the palette and what is transparent are as they were sent
        upper = image.convert("RGBA")
    ground = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(ground, upper).convert(mode)


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """A profile that cannot be read, or is for another kind of image, is as good as none."""
    transform = _transform(image.mode, profile) if profile else None
    if transform:
        return transform.apply(image)
    return image if image.mode == "RGB" else image.convert("RGB")


def _transform(mode: str, profile: bytes | None) -> ImageCms.ImageCmsTransform | None:
    try:
        theirs = ImageCms.ImageCmsProfile(BytesIO(profile or b""))
        if theirs.profile.xcolor_space != _PROFILE_FOR[mode] or _is_srgb(theirs):
            return None
        return ImageCms.buildTransform(theirs, ImageCms.createProfile("sRGB"), mode, "RGB")
    except Exception:  # a file in the file, and as hostile
        return None


def _is_srgb(profile: ImageCms.ImageCmsProfile) -> bool:
    """By its name: every Android phone writes it, and the way to itself takes a third longer."""
    return "sRGB" in (profile.profile.profile_description or "")
