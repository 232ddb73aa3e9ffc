"""Conversion of every colour mode and profile to sRGB, so that skin looks alike on all screens."""

from io import BytesIO

from PIL import Image, ImageCms

from tracker.photos.rejected import decoder_errors

_GREY = {"1", "L", "LA", "La", "I;16"}
_PROFILE_FOR = {"L": "GRAY", "RGB": "RGB ", "CMYK": "CMYK"}


def flat_mode(mode: str) -> str:
    """Returns the mode that ``flatten`` converts to: L, RGB or CMYK, which Pillow can scale."""
    if mode in _GREY:
        return "L"
    return "CMYK" if mode == "CMYK" else "RGB"


def flatten(image: Image.Image) -> Image.Image:
    """Returns the image with 8 bits a channel, without palette, transparency on white."""
    mode = flat_mode(image.mode)
    if image.mode == "I;16":
        return image.point(lambda value: value * (1 / 256), "L")  # convert() would clip
    if not image.has_transparency_data:
        return image if image.mode == mode else image.convert(mode)
    with decoder_errors():  # palette and transparency come from the file
        upper = image.convert("RGBA")
    ground = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(ground, upper).convert(mode)


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Returns the image in sRGB; ignores a profile that is broken or of another colour space."""
    transform = _transform(image.mode, profile) if profile else None
    if transform:
        return transform.apply(image)
    return image if image.mode == "RGB" else image.convert("RGB")


def _transform(mode: str, profile: bytes | None) -> ImageCms.ImageCmsTransform | None:
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile or b""))
        if source.profile.xcolor_space != _PROFILE_FOR[mode] or _is_srgb(source):
            return None
        return ImageCms.buildTransform(source, ImageCms.createProfile("sRGB"), mode, "RGB")
    except Exception:  # an embedded profile is untrusted input too
        return None


def _is_srgb(profile: ImageCms.ImageCmsProfile) -> bool:
    """Tells by its name: every Android phone embeds it, and converting takes a third longer."""
    return "sRGB" in (profile.profile.profile_description or "")
