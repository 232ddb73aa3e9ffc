"""Template tags and filters of the app."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from django import template
from django.conf import settings
from django.template import Context
from django.template.base import Parser, Token
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from tracker import accounts, formats, rendering
from tracker.domain.guide.pages.milk_spots_after_a_rash import MILK_SPOTS_AFTER_A_RASH
from tracker.domain.guide.pages.photos import PHOTOS
from tracker.domain.guide.parts import GuidePage, TipPage
from tracker.domain.phrases import Value
from tracker.forms import errors
from tracker.operator.sign_up import OPEN
from tracker.safety_texts import with_english
from tracker.views.navigation import Navigation, navigation

register = template.Library()

STATIC = Path(__file__).parent.parent / "static"
DRAWINGS = STATIC / "tracker" / "body_map"
PAPER_TONES = {
    "light": ("#f6e9dc", "#6d574a"),
    "brown": ("#b98a67", "#3f2818"),
    "black": ("#7a5138", "#1c0f08"),
}
"""The colours of skin and lines on paper; a line drawing keeps its greys."""
MODULES = "tracker/js/"
IMPORT = re.compile(r'^(?:import|export)\b[^;"]*"(\.[^"]+)";', re.M)


@register.filter
def render(value: Value | None) -> str:
    """Renders a phrase of the domain in the active language."""
    return rendering.render(value)


class WithEnglishNode(template.Node):
    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        return conditional_escape(with_english(lambda: self.nodelist.render(context)))


@register.tag("withenglish")
def with_english_tag(parser: Parser, _token: Token) -> WithEnglishNode:
    """Shows the English of a safety text beside it: ``{% withenglish %}…{% endwithenglish %}``."""
    nodelist = parser.parse(("endwithenglish",))
    parser.delete_first_token()
    return WithEnglishNode(nodelist)


def _filter_of(day_format: Callable[[Any], str]) -> Callable[[object], str]:
    """Returns the filter: empty for what is no day, such as a day of a form typed wrongly."""
    return lambda value: day_format(value) if isinstance(value, date) else ""


for _day_format in (
    formats.day_text,
    formats.day_in_year,
    formats.short_day_with_year,
    formats.full_day,
    formats.full_day_in_year,
    formats.day_and_time_with_zone,
):
    register.filter(_day_format.__name__, _filter_of(_day_format), expects_localtime=True)


@register.simple_tag
def module(name: str) -> SafeString:
    """Returns the script tag of a JavaScript module, with a preload link for each of its imports.

    The browser fetches all of them at once, and the offline copy of a page lists all its files.
    """
    addresses = ((static(imported),) for imported in imports_of(f"{MODULES}{name}"))
    return format_html(
        '{}<script type="module" src="{}"></script>',
        format_html_join("", '<link rel="modulepreload" href="{}">', addresses),
        static(f"{MODULES}{name}"),
    )


@cache
def imports_of(name: str) -> tuple[str, ...]:
    """Returns the static files that a module imports, directly or indirectly, each once."""
    found: dict[str, None] = {}
    for relative in IMPORT.findall((STATIC / name).read_text()):
        imported = posixpath.normpath(posixpath.join(posixpath.dirname(name), relative))
        found |= dict.fromkeys((imported, *imports_of(imported)))
    return tuple(found)


@register.simple_tag
def photo_tips() -> TipPage:
    """Returns the page of the guide about photos, for its tips where a photo is taken."""
    return PHOTOS


@register.simple_tag
def kinds_of_milk_spots() -> GuidePage:
    """Returns the page of the guide with the kinds that a doctor may name."""
    return MILK_SPOTS_AFTER_A_RASH


@register.simple_tag
def fresh_id() -> str:
    """Returns a new UUID as the idempotency key of a form."""
    return str(uuid4())


@register.simple_tag
@cache
def body_art(view: str, tone: str) -> SafeString:
    """Returns the SVG drawing of one view of the body map, without the tappable regions.

    It is coloured for paper; app.css has the colours of the screen.
    """
    (art,) = re.findall(r'<g class="map-art".*?</g>', (DRAWINGS / f"{view}.svg").read_text(), re.S)
    if tone in PAPER_TONES:
        skin, line = PAPER_TONES[tone]
        art = re.sub(r'(class="map-(?:skin|shade|toe|lip)" fill=")#fff', rf"\g<1>{skin}", art)
        art = art.replace("#777", line)
    return mark_safe(art)


@register.simple_tag(takes_context=True, name="navigation")
def navigation_of(context: Context) -> Navigation:
    """Returns the page above the page and its tab; ``concern`` of the context gives its title."""
    child, concern = context.get("current_child"), context.get("concern")
    known = {"child_id": child.pk, "family_id": child.family_id} if child else {}
    if concern:
        known["concern"] = concern.uuid
    return navigation(context["request"], known, concern)


@register.simple_tag(takes_context=True, name="error_lines")
def error_lines_of(context: Context) -> tuple[errors.ErrorLine, ...]:
    """Returns the errors of all forms in the context that were sent and are shown again."""
    sent = context["request"].method == "POST"
    return errors.error_lines(context.flatten().values()) if sent else ()


@register.simple_tag
def sign_up_is_open() -> bool:
    """Whether anybody may start a diary here."""
    return bool(settings.SIGN_UP == OPEN)


@register.simple_tag(takes_context=True)
def passkeys_are_possible(context: Context) -> bool:
    return accounts.passkeys_are_possible(context["request"])
