"""The web app manifest, the service worker, and the offline page."""

from __future__ import annotations

import json

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page, require_safe

from tracker.forms.photos import ACCEPT
from tracker.views.offline.offline_pages import compressed
from tracker.views.offline.worker_script import worker_script

LIGHT_PAPER = "#fbf6ef"
"""The value of --ms-paper in app.css. A manifest has one colour; the pages set the dark one."""


@require_safe
@login_not_required
def manifest(request: HttpRequest) -> HttpResponse:
    home, photo = reverse("home"), reverse("photo_new")
    icons = [
        _icon("icon-192.png", "192x192"),
        _icon("icon-512.png", "512x512"),
        _icon("maskable-512.png", "512x512", "maskable"),
        _icon("monochrome-512.png", "512x512", "monochrome"),
    ]
    data = {
        "id": home,
        "name": _("Milkspot, a skin diary for babies"),
        "short_name": "Milkspot",
        "description": _("A diary, not a diagnosis."),
        "lang": get_language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "start_url": home,
        "scope": home,
        "display": "standalone",
        "background_color": LIGHT_PAPER,
        "theme_color": LIGHT_PAPER,
        "categories": ["health", "lifestyle"],
        "icons": icons,
        "shortcuts": [
            {"name": _("Today's entry"), "url": home, "icons": [_icon("log-96.png", "96x96")]},
            {"name": _("Take a photo"), "url": photo, "icons": [_icon("photo-96.png", "96x96")]},
        ],
        "share_target": {
            "action": photo,
            "method": "POST",
            "enctype": "multipart/form-data",
            "params": {"files": [{"name": "photos", "accept": ACCEPT.split(",")}]},
        },
    }
    return JsonResponse(data, content_type="application/manifest+json")


def _icon(file: str, sizes: str, purpose: str = "any") -> dict[str, str]:
    address = static(f"tracker/icons/{file}")
    return {"src": address, "sizes": sizes, "type": "image/png", "purpose": purpose}


@require_safe
@login_not_required
@gzip_page
@conditional_page
def worker(request: HttpRequest) -> HttpResponse:
    """Returns the service worker's script, at the root because its scope is the path it is under.

    Browsers ask for it with every page; while it is the same they get 304.
    """
    no_picture = json.dumps(static("tracker/no_photo.svg"))
    response = HttpResponse(
        f"{worker_script()}\nworker.startWorker({no_picture});\n",
        content_type="text/javascript; charset=utf-8",
        headers={"Cache-Control": "private, no-cache"},
    )
    return compressed(request, response)


@require_safe
@login_not_required
def offline(request: HttpRequest) -> HttpResponse:
    """Returns the page that the service worker stores, and shows for pages that it has not."""
    return render(request, "offline/offline.html")
