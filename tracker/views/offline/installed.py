"""Milkspot on the home screen: what a phone is told about it, and its service worker."""

from __future__ import annotations

import json

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.forms.photos import ACCEPT

LIGHT_PAPER = "#fbf6ef"
"""As --ms-paper in app.css; a browser takes one colour here, the pages name the dark one."""


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
    told = {
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
            {"name": _("Log today"), "url": home, "icons": [_icon("log-96.png", "96x96")]},
            {"name": _("Take a photo"), "url": photo, "icons": [_icon("photo-96.png", "96x96")]},
        ],
        "share_target": {
            "action": photo,
            "method": "POST",
            "enctype": "multipart/form-data",
            "params": {"files": [{"name": "photos", "accept": ACCEPT.split(",")}]},
        },
    }
    return JsonResponse(told, content_type="application/manifest+json")


def _icon(file: str, sizes: str, purpose: str = "any") -> dict[str, str]:
    address = static(f"tracker/icons/{file}")
    return {"src": address, "sizes": sizes, "type": "image/png", "purpose": purpose}


@require_safe
@login_not_required
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker. It stands at the root, since it rules only what lies below it; its
    modules have the names of their content, so it is another one after each change.
    """
    module = json.dumps(static("tracker/js/offline/worker.js"))
    no_picture = json.dumps(static("tracker/no_photo.svg"))
    return HttpResponse(
        f"import {{ startWorker }} from {module};\n\nstartWorker({no_picture});\n",
        content_type="text/javascript",
        headers={"Cache-Control": "private, no-cache"},
    )


@require_safe
@login_not_required
def offline(request: HttpRequest) -> HttpResponse:
    """Kept on the phone, and shown there in the place of a page that is not."""
    return render(request, "offline/offline.html")
