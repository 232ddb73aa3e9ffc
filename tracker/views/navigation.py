"""Where a page stands: the page above it, and its tab.

The page above is the nearest page above in the path, so a new page has one by itself. ``ABOVE``
names it where the path does not say it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, cast

from django.http import (
    HttpRequest,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.urls import Resolver404, ResolverMatch, get_script_prefix, resolve, reverse
from django.utils.translation import gettext_lazy as _

from tracker.models import Concern
from tracker.rendering import title_of
from tracker.views.redirects import next_address

P = ParamSpec("P")

TABS = ("today", "timeline", "add", "summary", "more")
TOP = {
    *TABS,
    "home",
    "start",
    "start_account",
    "worried",
    "invitation",
    "invitation_open",
}
"""Pages without a page above."""

_ADD = ("add", ("child_id",))
_MORE = ("more", ("child_id",))
_PEOPLE = ("people", ("family_id",))
_CONCERN = ("concern", ("child_id", "concern"))

ABOVE: dict[str, tuple[str, tuple[str, ...]]] = {
    **dict.fromkeys(("note_new", "exposure_new", "visit_new", "photo_new"), _ADD),
    **dict.fromkeys(("questions", "calendar", "export", "history", "deleted", "child_edit"), _MORE),
    **dict.fromkeys(("family_edit", "child_new", "start_done", "works_here", "account"), _MORE),
    **dict.fromkeys(("guide", "rules", "keys"), _MORE),
    **dict.fromkeys(("account_reauthenticate", "mfa_reauthenticate"), _MORE),
    "mfa_reauthenticate_webauthn": _MORE,
    "people": _MORE,
    "terms": ("account", ()),
    "reminders": _MORE,
    **dict.fromkeys(("family_history", "family_leave", "family_removal", "child_removal"), _PEOPLE),
    **dict.fromkeys(("member", "member_relation", "member_password", "removal_cancel"), _PEOPLE),
    **dict.fromkeys(("invitation_new", "invitation_show"), _PEOPLE),
    "shares": ("summary", ("child_id",)),
    **dict.fromkeys(("triggers", "search", "month", "child_photos"), ("timeline", ("child_id",))),
    **dict.fromkeys(("photos", "concern_film", "concern_compare"), _CONCERN),
    "mfa_generate_recovery_codes": ("mfa_index", ()),
    "photo_edit": ("photo_view", ("child_id", "photo")),
    "photo_view": ("concern_photos", ("child_id", "concern")),
}
"""The name of the page above, and of the arguments of its address."""

TITLES = {
    "today": _("Today"),
    "timeline": _("Timeline"),
    "add": _("Add"),
    "summary": _("Doctor's page"),
    "more": _("More"),
    "account": _("Your account"),
    "child_photos": _("All photos"),
    "concern_photos": _("All photos"),
    "deleted": _("Recently deleted"),
    "month": _("Month by month"),
    "entry_edit": _("The entry"),
    "exposure_edit": _("Food, soap, vaccine…"),
    "guide": _("Guide"),
    "note_edit": _("The note"),
    "history": _("Change history"),
    "mfa_index": _("Passkeys and second step"),
    "mfa_list_webauthn": _("Your passkeys"),
    "people": _("People and access"),
    "photo_edit": _("The photo"),
    "photo_view": _("The photo"),
    "questions": _("Questions for the doctor"),
    "reminders": _("Reminders"),
    "search": _("Search"),
    "shares": _("Links for the doctor"),
    "visit_edit": _("The visit"),
}
"""What a link to the page says; "Back" for another page."""


@dataclass(frozen=True)
class SitePage:
    """A page of this site by its address; ``path`` is without the prefix of the server."""

    path: str
    match: ResolverMatch

    @property
    def name(self) -> str:
        return str(self.match.view_name)

    @property
    def address(self) -> str:
        return f"{get_script_prefix().rstrip('/')}{self.path}"


@dataclass(frozen=True)
class Link:
    address: str
    title: str


@dataclass(frozen=True)
class Navigation:
    """``above``: where the link at the top and Cancel lead. ``tab``: the page's tab, or empty."""

    above: Link | None
    tab: str
    is_tab: bool


def navigation(
    request: HttpRequest, known: Mapping[str, Any], concern: Concern | None
) -> Navigation:
    """Returns where the page of a request stands.

    ``known``: arguments that the page's own address may lack, such as the child of an account page.
    ``concern`` gives its title. A page that was opened with ``?next=`` leads back there.
    """
    match, user = request.resolver_match, getattr(request, "user", None)
    if match is None or not (user and user.is_authenticated) or _is_of_another(match, known):
        return Navigation(None, "", False)
    if match.view_name == "home" and "child_id" in known:  # Today, without a redirect
        return Navigation(None, "today", True)
    here = SitePage(request.path_info, match)
    return Navigation(
        above=_link_above(here, next_address(request), known, concern),
        tab=next((place.name for place in _places(here, known) if place.name in TABS), ""),
        is_tab=here.name in TABS,
    )


def place_above(place: SitePage, known: Mapping[str, Any]) -> SitePage | None:
    if place.name in TOP:
        return None
    if place.name not in ABOVE:
        return nearest_above(place.path)
    name, arguments = ABOVE[place.name]
    values = {**known, **place.match.kwargs}
    if any(argument not in values for argument in arguments):
        return None
    return place_at(reverse(name, kwargs={argument: values[argument] for argument in arguments}))


def nearest_above(path: str) -> SitePage | None:
    """Returns the nearest page above in the path, other than the first page."""
    while path := path.rstrip("/").rpartition("/")[0]:
        if found := _place_of(f"{path}/"):
            return found
    return None


def place_at(address: str) -> SitePage | None:
    """Returns the page at an address of this server, or None if there is none to be opened."""
    return _place_of(f"/{address.partition('?')[0].removeprefix(get_script_prefix())}")


def post_only(view: Callable[P, HttpResponseBase]) -> Callable[P, HttpResponseBase]:
    """Allows POST. A GET, of an old tab or a typed address, goes to the page above, changing
    nothing. Apply it below the access check, so that a stranger still gets 404.
    """

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        request = cast(HttpRequest, args[0])
        if request.method == "POST":
            return view(*args, **kwargs)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["POST"])
        assert request.resolver_match
        above = place_above(SitePage(request.path_info, request.resolver_match), {})
        return HttpResponseRedirect(above.address if above else reverse("home"))

    guarded.is_post_only = True  # type: ignore[attr-defined]
    return guarded


def _is_of_another(match: ResolverMatch, known: Mapping[str, Any]) -> bool:
    """Returns whether the address names a child whom the user cannot read."""
    return match.kwargs.get("child_id", known.get("child_id")) != known.get("child_id")


def _place_of(path: str) -> SitePage | None:
    try:
        match = resolve(path)
    except Resolver404:
        return None
    return None if getattr(match.func, "is_post_only", False) else SitePage(path, match)


def _places(place: SitePage, known: Mapping[str, Any]) -> Iterator[SitePage]:
    """Yields the page and those above it."""
    here: SitePage | None = place
    while here:
        yield here
        here = place_above(here, known)


def _link_above(
    here: SitePage, came_from: str, known: Mapping[str, Any], concern: Concern | None
) -> Link | None:
    if came_from and (place := place_at(came_from)):
        return Link(came_from, _title(place, concern))
    above = place_above(here, known)
    return Link(above.address, _title(above, concern)) if above else None


def _title(place: SitePage, concern: Concern | None) -> str:
    if concern and place.name == "concern" and place.match.kwargs["concern"] == concern.uuid:
        return title_of(concern)
    return str(TITLES.get(place.name, _("Back")))
