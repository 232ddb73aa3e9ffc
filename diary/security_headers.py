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


STATIC_FILE_POLICY = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"


class Headers(Protocol):
    def __setitem__(self, name: str, value: str) -> None: ...


def add_static_headers(headers: Headers, path: str, url: str) -> None:
    """Set the headers of a static file, as few as possible: a first visit requests many files.

    The policy is for a file that is opened by itself, as an SVG can be: nothing runs in it, and no
    page frames it. It does not apply to a page that uses the file.
    """
    headers["Cross-Origin-Resource-Policy"] = RESOURCE_POLICY
    headers["Content-Security-Policy"] = STATIC_FILE_POLICY


WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_ADD_HEADERS_FUNCTION = add_static_headers
