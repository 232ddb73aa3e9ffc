"""The pages of a share link: one summary, for whoever has the link and its code.

They need no account and use no session.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from tracker.mail import mail_owners_about_locked_link
from tracker.models import Share
from tracker.presenters.shares import moment_text
from tracker.queries.photos import photos_of_child
from tracker.reports.typesetting import TypesettingError, TypesettingTimeoutError
from tracker.sharing import open_share, share_of
from tracker.utils.clock import now_in, today_in
from tracker.views.access import PlainView
from tracker.views.doctor.pdf import boxes_in_pdf
from tracker.views.doctor.share_sheet import pdf_of, sheet_of
from tracker.views.link_cookies import has_access_cookie, set_access_cookie
from tracker.views.one_moment import of_one_moment
from tracker.views.photos.file import photo_response

HEADERS = {
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-store",
}

TOO_MUCH = "too-much"
NO_PDF = "no-pdf"
"""Query parameters of the page after its PDF could not be typeset."""


def public_page(view: PlainView) -> PlainView:
    """Serves a page without a log-in; every Http404 gets the same response.

    Pages are rendered without the request, so that they cannot depend on the logged-in user.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            response = _page("doctor/shared/closed.html", status=404)
        for name, value in HEADERS.items():
            response[name] = value
        return response

    return login_not_required(guarded)


def with_access(view: Callable[..., HttpResponseBase]) -> PlainView:
    """Passes the open share to a browser with its access cookie. Raises Http404 otherwise."""

    @of_one_moment
    @wraps(view)
    def guarded(request: HttpRequest, share: UUID, **kwargs: Any) -> HttpResponseBase:
        row = share_of(uuid=share, now=timezone.now())
        if row is None or not has_access_cookie(request, row):
            raise Http404
        return view(request, row, **kwargs)

    return public_page(require_safe(guarded))


# The browser sends "Origin: null" from a page without a referrer, which the check against forged
# forms refuses. There is nothing to forge: the token is in the URL, and the form acts
# for no account.
@csrf_exempt
@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def open_link(request: HttpRequest, token: str) -> HttpResponseBase:
    """Shows the same page for every token, since chat programs fetch it; a POST opens the link."""
    if request.method != "POST":
        return _page("doctor/shared/landing.html")
    now = timezone.now()
    attempt = open_share(token=token, code=request.POST.get("code", ""), now=now)
    if attempt.locked is not None:
        mail_owners_about_locked_link(attempt.locked.child.family)
    if attempt.opened is None:
        return _page("doctor/shared/closed.html", {"may_try_again": True}, status=404)
    response = redirect("shared", attempt.opened.uuid)
    set_access_cookie(response, attempt.opened, now)
    return response


@with_access
def show(request: HttpRequest, share: Share) -> HttpResponseBase:
    now = now_in(share.child.family.time_zone)
    page = sheet_of(share, now.date(), lambda key: _photo_address(share, key, "large"))
    context = {
        "sheet": page,
        "boxes_in_pdf": boxes_in_pdf(page),
        "ends": moment_text(share.expires_at, now),
        "pdf": reverse("shared_pdf", args=[share.uuid]),
        "is_too_much": TOO_MUCH in request.GET,
        "has_no_pdf": NO_PDF in request.GET,
    }
    return _page("doctor/shared/show.html", context)


@with_access
def pdf(request: HttpRequest, share: Share) -> HttpResponseBase:
    """Returns the PDF, or redirects to the page with a message if it cannot be typeset."""
    try:
        return pdf_of(share, today_in(share.child.family.time_zone))
    except TypesettingTimeoutError:
        reason = TOO_MUCH
    except TypesettingError:
        reason = NO_PDF
    return redirect(f"{reverse('shared', args=[share.uuid])}?{reason}")


@with_access
def photo(request: HttpRequest, share: Share, signed: str) -> HttpResponseBase:
    """Returns a photo whose name was signed for this share."""
    try:
        key, _, size = _photo_signer(share).unsign(signed).partition("-")
    except signing.BadSignature:
        raise Http404 from None
    row = get_object_or_404(photos_of_child(share.child), pk=key)
    return photo_response(request, row, size)


def _photo_address(share: Share, key: int, size: str) -> str:
    signed = _photo_signer(share).sign(f"{key}-{size}")
    return reverse("shared_photo", args=[share.uuid, signed])


def _photo_signer(share: Share) -> signing.Signer:
    return signing.Signer(salt=f"tracker.share.photo.{share.uuid}")


def _page(template: str, context: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    return HttpResponse(render_to_string(template, context), status=status)
