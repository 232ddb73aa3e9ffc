"""A photo first: taken from the home screen, or shared out of the phone's gallery.

With the service worker a shared photo stays on the phone until its look is saved. Without it, it
comes here, is drawn anew and waits for an hour for its parent to say what it is of.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from tracker.actions.waiting_photos import (
    delete_waiting_photos,
    get_waiting_photos,
    store_waiting_photos,
)
from tracker.forms.photos import PhotosForm
from tracker.models import Child, User
from tracker.photos import CleanPhoto
from tracker.queries import children_of, memberships_of, timeline_of
from tracker.rendering import title_of
from tracker.utils.clock import today_in
from tracker.views.access import user_of
from tracker.views.client_headers import is_for_keeping


@dataclass(frozen=True)
class ConcernChoice:
    """A concern that the photo may be of."""

    child: str
    title: str
    address: str


@csrf_exempt
@login_not_required
def new(request: HttpRequest) -> HttpResponse:
    """Asks what the photo is of, unless there is one answer only.

    A phone's share menu knows no token; no other site can send here in a parent's name, since the
    session's cookie does not come along, and what is sent is in the diary only after its look is
    saved.
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
    choices = _choices(user_of(request))
    query = f"?shared={shared}#photos-heading" if shared else "#photos-heading"
    if len(choices) == 1 and not is_for_keeping(request):
        return redirect(choices[0].address + query)
    if request.method == "POST":
        return redirect(f"{request.path}?shared={shared}")
    context = {"tab": "add", "choices": choices, "query": query, "is_shared": bool(shared)}
    return render(request, "photos/share_target/new.html", context)


def shared_photos(request: HttpRequest) -> list[CleanPhoto]:
    """The photos that came this way for the form at hand."""
    return get_waiting_photos(user=user_of(request), key=shared_key(request))


def shared_key(request: HttpRequest) -> str:
    return request.POST.get("shared") or request.GET.get("shared") or ""


def forget_shared(request: HttpRequest) -> None:
    if shared_key(request):
        delete_waiting_photos(user_id=user_of(request).pk)


def preview(photo: CleanPhoto) -> str:
    """As the source of a picture."""
    return f"data:image/jpeg;base64,{b64encode(photo.small).decode()}"


def _choices(user: User) -> list[ConcernChoice]:
    """The concerns that are open today, of all children about whom the user may write."""
    writing = {row.family_id for row in memberships_of(user) if row.writes}
    return [
        ConcernChoice(child.name, title_of(course.concern), _new_entry(child, course.concern.id))
        for child in children_of(user)
        if child.family_id in writing
        for course in timeline_of(child).courses
        if (spell := course.last_spell_on(today_in(child.family.time_zone))) and spell.is_going_on
    ]


def _new_entry(child: Child, concern: str | None) -> str:
    return reverse("entry_new", args=[child.pk, concern])
