"""Links for the doctor, as the family sees them: made, shown once more, ended."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker import qr
from tracker.domain.summary import summarise
from tracker.forms.share import ShareForm
from tracker.forms.summary import SummaryForm
from tracker.models import Share
from tracker.presenters.shares import moment_text, share_row, what_it_shows
from tracker.presenters.summary import sheet
from tracker.queries import whole_diary
from tracker.queries.shares import shares_of
from tracker.reports.summary_pdf import PrintedLink
from tracker.reports.typesetting import NotTypeset
from tracker.rules_in_force import current_rules
from tracker.sharing import Secrets, make_share, revoke_share, short_name
from tracker.views.addresses import absolute, reach
from tracker.views.guards import Here, reader, writer
from tracker.views.link_keys import (
    forget_secrets,
    keep_secrets,
    kept_secrets,
    sealed_secrets,
    unsealed,
)
from tracker.views.share_sheet import moving_on, pdf_of


@reader
def show_all(request: HttpRequest, here: Here) -> HttpResponse:
    rows = [share_row(share, here.now) for share in shares_of(here.child)]
    context = {
        "here": here,
        "tab": "summary",
        "going": [row for row in rows if row.is_open],
        "ended": [row for row in rows if not row.is_open],
    }
    return render(request, "shares/all.html", context)


@writer
def new(request: HttpRequest, here: Here) -> HttpResponse:
    """The query is that of the summary page; it says what the link will show."""
    diary = whole_diary(here.child, with_photos=True)
    asked = SummaryForm(request.GET, diary, here.today, here.family.country)
    if not asked.is_valid():
        return redirect(_summary_page(request, here))
    form = ShareForm(
        request.POST or None,
        initial={"sealed": sealed_secrets(here.child)},
        name=here.child.name,
        short_name=short_name(here.child.name),
    )
    if form.is_valid():
        opened_by = unsealed(form.cleaned_data["sealed"], here.child)
        share = make_share(
            child=here.child,
            opened_by=opened_by if form.with_code else replace(opened_by, code=""),
            days=form.cleaned_data["days"],
            choice=asked.query if form.is_frozen else moving_on(asked.query, here.today),
            with_full_name=form.with_full_name,
            frozen=diary if form.is_frozen else None,
            today=here.today,
            now=here.now,
            by=here.user,
        )
        response = redirect("share_show", here.child.pk, share.uuid)
        keep_secrets(response, share, opened_by, here.now)
        return response
    summary = summarise(diary, here.today, asked.choice, current_rules())
    context = {
        "here": here,
        "tab": "summary",
        "form": form,
        "facts": what_it_shows(sheet(summary)),
        "summary": _summary_page(request, here),
    }
    return render(request, "shares/new.html", context)


@writer
def show(request: HttpRequest, here: Here, share: UUID) -> HttpResponse:
    """The address and the code stand only in the browser that made them."""
    row = _share(here, share)
    kept = _kept(request, here, row)
    address = _address(request, kept) if kept else ""
    context = {
        "here": here,
        "tab": "summary",
        "share": share_row(row, here.now),
        "choice": row.choice,
        "address": address,
        "code": kept.code if kept else "",
        "reach": reach(address),
        "qr": qr.data_uri(address) if address else "",
    }
    return render(request, "shares/show.html", context)


@writer
@require_POST
def revoke(request: HttpRequest, here: Here, share: UUID) -> HttpResponse:
    """At once, also for who has it open."""
    row = _share(here, share)
    revoke_share(share=row, now=here.now, by=here.user)
    messages.success(request, _("The link has ended. Nobody can open it any more."))
    response = redirect("shares", here.child.pk)
    forget_secrets(response, row)
    return response


@writer
def pdf(request: HttpRequest, here: Here, share: UUID) -> HttpResponse:
    """What the link shows, on paper, with its address and its code."""
    row = _share(here, share)
    kept = _kept(request, here, row)
    if kept is None:
        raise Http404
    ends_on = moment_text(row.expires_at, here.now)
    try:
        return pdf_of(row, here.today, PrintedLink(_address(request, kept), kept.code, ends_on))
    except NotTypeset:
        text = _("This is too much for one PDF. Please make a link that shows fewer days.")
        messages.error(request, text)
        return redirect("share_show", here.child.pk, row.uuid)


def _summary_page(request: HttpRequest, here: Here) -> str:
    return f"{reverse('summary', args=[here.child.pk])}?{request.GET.urlencode()}"


def _share(here: Here, uuid: UUID) -> Share:
    return get_object_or_404(Share, child=here.child, uuid=uuid)


def _kept(request: HttpRequest, here: Here, share: Share) -> Secrets | None:
    return kept_secrets(request, share) if share.is_open(here.now) else None


def _address(request: HttpRequest, opened_by: Secrets) -> str:
    return absolute(request, reverse("share_open", args=[opened_by.token]))
