"""Every page of the project with the sample diary, and checks of pages.

The pages come from the URL configuration, so that new ones are included; an unknown URL argument
fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RoutePattern
from django.utils import timezone
from playwright.sync_api import Page

from tests.factories import SECRETS, make_day_note, make_entry, make_photo, make_share
from tracker.models import Child, DayNote, Entry, Photo, Question, Share

TALL = {"width": 390, "height": 12_000}
"""Tall enough that the bars at the lower edge cover nothing that axe measures."""

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

OPEN_ALL = """() => {
  for (const part of document.querySelectorAll("details")) part.open = true;
  for (const yes of document.querySelectorAll("[name^=signs-][type=radio][value=yes]")) yes.click();
}"""

CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary"

TOO_SMALL = (
    """() => {
  const edges = (element) => {
    const box = element.getBoundingClientRect();
    const label = element.labels && element.labels[0];
    if (!label || !element.matches("[type=radio], [type=checkbox], [type=file]")) {
      return [box.width, box.height];
    }
    const other = label.getBoundingClientRect();
    return [
      Math.max(box.right, other.right) - Math.min(box.left, other.left),
      Math.max(box.bottom, other.bottom) - Math.min(box.top, other.top),
    ];
  };
  return [...document.querySelectorAll('"""
    + CONTROLS
    + """')]
    .filter((element) => element.checkVisibility() && !element.matches(".skip-link"))
    .filter((element) => getComputedStyle(element).display !== "inline")
    .map((element) => [...edges(element), element.outerHTML.slice(0, 120)])
    .filter(([width, height]) => width && height && Math.min(width, height) < 43.9);
}"""
)


OPENS_BY_A_SECRET = {"calendar_feed", "share_pdf", "shared", "shared_pdf", "shared_photo"}
OPENS_BY_A_SECRET |= {"invitation", "reminders_stop"}
"""Pages behind links, which tests of their own check."""

NEEDS_A_SETTING = {"security_contact"}

TERMS = "Be kind to one another.\n\nThe diary comes without a warranty."
"""For the setting TERMS, without which its page is not found."""


def named_addresses(
    patterns: list[URLPattern | URLResolver], above: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the name of each URL and of its arguments."""
    for found in patterns:
        pattern = found.pattern
        own = pattern.converters if isinstance(pattern, RoutePattern) else pattern.regex.groupindex
        if isinstance(found, URLResolver):
            yield from named_addresses(found.url_patterns, (*above, *own))
        else:
            assert found.name
            yield found.name, (*above, *own)


def fill(child: Child) -> None:
    """Add what the sample diary lacks: photos, a question, a day note, a link."""
    today = timezone.now().date()
    cared_for = Entry.objects.filter(concern__child=child, concern__care__isnull=False)
    record = cared_for.filter(status="present").newest_first().first()
    earlier = record.concern.entries.exclude(pk=record.pk).newest_first().first()
    for entry, colour in ((record, "#d9a58b"), (record, "#e0b49c"), (earlier, "#c98f76")):
        make_photo(entry, (400, 300), colour, site="chin", caption="in the morning")
    make_day_note(child, today - timedelta(days=1), temperature_c=37.2, notes="slept well")
    Question.objects.create(child=child, text="Can it stay?")
    make_entry(record.concern, today - timedelta(days=2), deleted_at=timezone.now())
    make_photo(record, (400, 300), deleted_at=timezone.now())
    make_share(child, by=child.family.members.first().user)


def values(child: Child) -> dict[str, dict[str, Any]]:
    """Return URL arguments: for all URLs (""), or by the first word of the URL name."""
    photo = Photo.objects.latest("pk")
    entry = photo.entry
    visit = child.visits.filter(follow_up_on__isnull=False).first()
    return {
        "": {
            "child_id": child.pk,
            "family_id": child.family_id,
            "concern": entry.concern.uuid,
            "entry": entry.uuid,
            "photo": photo.uuid,
            "slug": "milk-spots",
            "size": "small",
            "share": Share.objects.get().uuid,
            "day": visit.follow_up_on,
            "change_set": entry.uuid,
            "token": SECRETS.token,
            "signed": "signed",
            "key": "a-key",
            "uidb36": "a",
            "pk": 1,
            "member_id": child.family.members.earliest("pk").pk,
        },
        "note": {"uuid": DayNote.objects.latest("pk").uuid},
        "care": {"pk": entry.concern.care.first().pk},
        "exposure": {"pk": child.exposures.first().pk},
        "visit": {"pk": visit.pk},
        "question": {"pk": child.questions.first().pk},
        "history": {"kind": "entry", "pk": entry.pk},
        "deleted": {
            "kind": "entry",
            "pk": Entry.all_objects.exclude(deleted_at=None).get().pk,
            "photo": Photo.all_objects.exclude(deleted_at=None).get().uuid,
        },
    }


def addresses(child: Child) -> dict[str, str]:
    """Return the path of every URL by name."""
    known = values(child)
    found = {}
    for name, arguments in named_addresses(get_resolver().url_patterns):
        kwargs = known[""] | known.get(name.partition("_")[0], {})
        found[name] = reverse(name, kwargs={argument: kwargs[argument] for argument in arguments})
    return found


def screens(visitors: Iterable[Page], base: str, child: Child) -> dict[str, tuple[Page, str]]:
    """Return by URL name each page: the visitor who can see it, and its address."""
    found = {}
    for name, path in addresses(child).items():
        address = base + path
        answers = {page: page.context.request.get(address, max_redirects=0) for page in visitors}
        is_found = any(answer.status != 404 for answer in answers.values())
        assert is_found or name in OPENS_BY_A_SECRET | NEEDS_A_SETTING, (
            f"{name}: nothing at {address}"
        )
        for page, answer in answers.items():
            if answer.ok and answer.headers["content-type"].startswith("text/html"):
                found[name] = (page, address)
    return found


def violations(page: Page, only: dict[str, object]) -> list[tuple[str, str]]:
    found = Axe().run(page, options={"runOnly": only}).response["violations"]
    return [(row["id"], node["html"]) for row in found for node in row["nodes"]]
