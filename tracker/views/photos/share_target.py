"""Entries that start with a photo: from the home screen, or shared from the phone's gallery.

The service worker holds a shared photo on the phone until its entry is saved. Without one, the
photo is posted here, re-encoded, and stored for an hour until the parent chooses its concern.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from tracker.actions.waiting_photos import (
    delete_waiting_photos,
    get_waiting_photos,
    store_waiting_photos,
)
from tracker.domain.spells import Course
from tracker.forms.photos import PhotosForm
from tracker.models import Child, User
from tracker.photos import CleanPhoto
from tracker.queries import children_of, memberships_of, timeline_of
from tracker.rendering import title_of
from tracker.utils.clock import today_in
from tracker.views.access import user_of
from tracker.views.client_headers import is_offline_copy
from tracker.views.one_moment import of_one_moment


@dataclass(frozen=True)
class ConcernChoice:
    """An open concern to choose for the photo, or a new one."""

    child: str
    title: str
    address: str


@csrf_exempt
@login_not_required
@of_one_moment
def new(request: HttpRequest) -> HttpResponse:
    """Asks for the photo's concern; redirects to the form if only one is open, or none and there is
    one child. That form leads on to a new concern.

    Exempt from the CSRF check, since a phone's share menu sends no token. Another site cannot
    post as a parent: its request carries no session cookie (SameSite), and the photo is in the
    diary only once its entry is saved.
    """
    if not request.user.is_authenticated:
        if request.method == "POST":
            return render(
                request, "photos/share_target/not_shared.html", {"form": None}, status=401
            )
        return redirect_to_login(request.get_full_path(), reverse("account_login"))
    shared = shared_key(request)
    if request.method == "POST":
        form = PhotosForm(request.POST, request.FILES)
        if not form.is_valid():
            return render(
                request, "photos/share_target/not_shared.html", {"form": form}, status=422
            )
        shared = store_waiting_photos(user=user_of(request), photos=form.cleaned_data["photos"])
    followed, new_ones = _choices(user_of(request))
    query = f"?shared={shared}#photos-heading" if shared else "#photos-heading"
    likely = followed or new_ones
    if len(likely) == 1 and not is_offline_copy(request):
        return redirect(likely[0].address + query)
    if request.method == "POST":
        return redirect(f"{request.path}?shared={shared}")
    context = {"choices": [*followed, *new_ones], "query": query, "is_shared": bool(shared)}
    return render(request, "photos/share_target/new.html", context)


def shared_photos(request: HttpRequest) -> list[CleanPhoto]:
    """Returns the shared photos of the current form."""
    return get_waiting_photos(user=user_of(request), key=shared_key(request))


def shared_key(request: HttpRequest) -> str:
    return request.POST.get("shared") or request.GET.get("shared") or ""


def discard_shared(request: HttpRequest) -> None:
    if shared_key(request):
        delete_waiting_photos(user_id=user_of(request).pk)


def preview(photo: CleanPhoto) -> str:
    """Returns the small size as a data URL."""
    return f"data:image/jpeg;base64,{b64encode(photo.small).decode()}"


def _choices(user: User) -> tuple[list[ConcernChoice], list[ConcernChoice]]:
    """Returns the open concerns of all children that the user may write about, and a new one of
    each child.
    """
    writing = {row.family_id for row in memberships_of(user) if row.writes}
    children = [child for child in children_of(user) if child.family_id in writing]
    followed = [
        ConcernChoice(child.name, title_of(course.concern), _new_entry(child, course.concern.id))
        for child in children
        for course in _open_courses(child)
    ]
    new_ones = [
        ConcernChoice(
            child.name, _("Something new on the skin"), reverse("concern_new", args=[child.pk])
        )
        for child in children
    ]
    return followed, new_ones


def _open_courses(child: Child) -> list[Course]:
    today = today_in(child.family.time_zone)
    return [course for course in timeline_of(child, today).courses if course.open_spell_on(today)]


def _new_entry(child: Child, concern: str | None) -> str:
    return reverse("entry_new", args=[child.pk, concern])
