"""The few words templates need beyond Django's own."""

from __future__ import annotations

import posixpath
import re
from functools import cache
from pathlib import Path
from uuid import uuid4

from django import template
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from tracker import accounts, rendering
from tracker.domain.phrases import Value

register = template.Library()

STATIC = Path(__file__).parent.parent / "static"
DRAWINGS = STATIC / "tracker" / "body_map"
MODULES = "tracker/js/"
IMPORT = re.compile(r'^(?:import|export)\b[^;"]*"(\.[^"]+)";', re.M)


@register.filter
def render(value: Value | None) -> str:
    """A phrase of the domain in the reader's language."""
    return rendering.render(value)


@register.simple_tag
def module(name: str) -> SafeString:
    """Loads a JavaScript module, and names to the browser all that it imports.

    So all are asked for at once, and the copy of a page that a phone stores has all its files.
    """
    addresses = ((static(imported),) for imported in imported_by(f"{MODULES}{name}"))
    return format_html(
        '{}<script type="module" src="{}"></script>',
        format_html_join("", '<link rel="modulepreload" href="{}">', addresses),
        static(f"{MODULES}{name}"),
    )


@cache
def imported_by(name: str) -> tuple[str, ...]:
    """The static files that a module imports, and those import in turn, each once."""
    found: dict[str, None] = {}
    for relative in IMPORT.findall((STATIC / name).read_text()):
        imported = posixpath.normpath(posixpath.join(posixpath.dirname(name), relative))
        found |= dict.fromkeys((imported, *imported_by(imported)))
    return tuple(found)


@register.simple_tag
def fresh_id() -> str:
    """An id for a form, so that sending it twice writes once."""
    return str(uuid4())


@register.simple_tag
@cache
def body_art(view: str) -> SafeString:
    """The baby as that view of the body map shows it, without the regions to tap."""
    (art,) = re.findall(r'<g class="map-art".*?</g>', (DRAWINGS / f"{view}.svg").read_text(), re.S)
    return mark_safe(art)


@register.simple_tag(takes_context=True)
def passkeys_are_possible(context: Context) -> bool:
    return accounts.passkeys_are_possible(context["request"])
