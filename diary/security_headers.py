"""Settings that are not configurable: the security headers."""

from typing import Protocol

from csp.constants import NONE, SELF

SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
RESOURCE_POLICY = "same-origin"
PERMISSIONS_POLICY = (
    "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "object-src": [NONE],  # as default-src; named for tools that look for it
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],  # data: the arrow of a select; blob: photo previews
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}


class Headers(Protocol):
    def __setitem__(self, name: str, value: str) -> None: ...


def add_static_headers(headers: Headers, path: str, url: str) -> None:
    """Set the headers of a static file, as few as possible: a first visit requests many files.

    Browsers apply a content security policy only to documents; of the static files only an SVG can
    be opened as one.
    """
    headers["Cross-Origin-Resource-Policy"] = RESOURCE_POLICY
    if url.endswith(".svg"):
        headers["Content-Security-Policy"] = "default-src 'none'"


WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_ADD_HEADERS_FUNCTION = add_static_headers
