"""Export of all diaries of an account, stored copies, and deletion of the account."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker import removals
from tracker.forms.people import DeleteForm
from tracker.models import KeptCopy, User
from tracker.presenters.account import agreed_terms
from tracker.presenters.people import copy_row
from tracker.queries import children_of
from tracker.queries.account import acceptances_of, time_zone_of
from tracker.queries.membership import account_deletion_effects
from tracker.reports.pictures import StorageFailed, require_storage
from tracker.utils.clock import now_in
from tracker.views.access import confirmed_to_post, freshly_authenticated, user_of
from tracker.views.client_headers import account_key
from tracker.views.drafts import forget_drafts
from tracker.views.navigation import post_only


@require_safe
def copies(request: HttpRequest) -> HttpResponse:
    """Lists the stored copies of diaries that the user left or that were deleted."""
    user = user_of(request)
    now = now_in(time_zone_of(user))
    stored = KeptCopy.objects.filter(user=user, expires_at__gt=now)
    context = {"copies": [copy_row(row, now) for row in stored]}
    return render(request, "account/copies.html", context)


@require_safe
def copy(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Returns the file of an unexpired copy to its user."""
    row = get_object_or_404(KeptCopy, user=user_of(request), pk=pk, expires_at__gt=timezone.now())
    try:
        file = row.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    name = f"milkspot-{row.made_at.astimezone().date().isoformat()}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


@post_only
def copy_remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(KeptCopy, user=user_of(request), pk=pk)
    removals.remove_copies(KeptCopy.objects.filter(pk=row.pk))
    messages.success(request, _("Copy deleted."))
    return redirect("copies")


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    context = {"children": _own_children(user), "agreed": acceptances_of(user).exists()}
    return render(request, "account/everything.html", context)


@freshly_authenticated
@require_safe
def everything_zip(request: HttpRequest) -> HttpResponseBase:
    """Streams all diaries as one zip.

    Redirects with an error message if the photo storage does not answer.
    """
    user = user_of(request)
    now, children = now_in(time_zone_of(user)), _own_children(user)
    try:
        require_storage(children)
    except StorageFailed:
        text = _("The photos can't be read at the moment, so there is no file. Try again later.")
        messages.error(request, text)
        return redirect("everything")
    name = f"milkspot-{now.date().isoformat()}.zip"
    return StreamingHttpResponse(
        removals.account_export_blocks(children, agreed_terms(acceptances_of(user), now)),
        content_type="application/zip",
        headers={"Content-Disposition": content_disposition_header(True, name)},
    )


@confirmed_to_post
def delete_account(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    form = DeleteForm(request.POST or None, name=user.email, alone=False)
    if form.is_valid():
        account = account_key(user)
        removals.delete_account(user=user)
        logout(request)
        forget_drafts(request, account)
        messages.success(
            request, _("Your account is deleted, and so is everything that only you could see.")
        )
        return redirect("home")
    context = {"form": form, "families": account_deletion_effects(user)}
    return render(request, "account/delete.html", context)


def _own_children(user: User) -> list:
    """Returns the children that the user can read, without the sample's."""
    return list(children_of(user).filter(family__is_sample=False))
