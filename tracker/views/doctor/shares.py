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

from tracker.domain.summary import summarise
from tracker.forms.share import ShareForm
from tracker.forms.summary import SummaryForm
from tracker.models import Share
from tracker.presenters.shares import moment_text, share_facts, share_row
from tracker.presenters.summary import sheet
from tracker.queries import whole_diary
from tracker.queries.shares import shares_of
from tracker.reports.summary_pdf import PrintedLink
from tracker.reports.typesetting import TypesettingError
from tracker.rules_in_force import current_rules
from tracker.sharing import Secrets, make_share, revoke_share, short_name
from tracker.utils import qr
from tracker.views.access import ChildContext, reader, writer
from tracker.views.addresses import absolute, reach
from tracker.views.doctor.share_sheet import moving_on, pdf_of
from tracker.views.link_cookies import (
    forget_secrets,
    keep_secrets,
    kept_secrets,
    sealed_secrets,
    unsealed,
)


@reader
def show_all(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    rows = [share_row(share, child_context.now) for share in shares_of(child_context.child)]
    context = {
        "child_context": child_context,
        "tab": "summary",
        "going": [row for row in rows if row.is_open],
        "ended": [row for row in rows if not row.is_open],
    }
    return render(request, "doctor/shares/all.html", context)


@writer
def new(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    """The query is that of the summary page; it says what the link will show."""
    diary = whole_diary(child_context.child, with_photos=True)
    asked = SummaryForm(request.GET, diary, child_context.today, child_context.family.country)
    if not asked.is_valid():
        return redirect(_summary_page(request, child_context))
    form = ShareForm(
        request.POST or None,
        initial={"sealed": sealed_secrets(child_context.child)},
        name=child_context.child.name,
        short_name=short_name(child_context.child.name),
    )
    if form.is_valid():
        share_secrets = unsealed(form.cleaned_data["sealed"], child_context.child)
        share = make_share(
            child=child_context.child,
            share_secrets=share_secrets if form.with_code else replace(share_secrets, code=""),
            days=form.cleaned_data["days"],
            choice=asked.query if form.is_frozen else moving_on(asked.query, child_context.today),
            with_full_name=form.with_full_name,
            frozen=diary if form.is_frozen else None,
            today=child_context.today,
            now=child_context.now,
            by=child_context.user,
        )
        response = redirect("share_show", child_context.child.pk, share.uuid)
        keep_secrets(response, share, share_secrets, child_context.now)
        return response
    summary = summarise(diary, child_context.today, asked.choice, current_rules())
    context = {
        "child_context": child_context,
        "tab": "summary",
        "form": form,
        "facts": share_facts(sheet(summary)),
        "summary": _summary_page(request, child_context),
    }
    return render(request, "doctor/shares/new.html", context)


@writer
def show(request: HttpRequest, child_context: ChildContext, share: UUID) -> HttpResponse:
    """The address and the code stand only in the browser that made them."""
    row = _share(child_context, share)
    kept = _kept(request, child_context, row)
    address = _address(request, kept) if kept else ""
    context = {
        "child_context": child_context,
        "tab": "summary",
        "share": share_row(row, child_context.now),
        "choice": row.choice,
        "address": address,
        "code": kept.code if kept else "",
        "reach": reach(address),
        "qr": qr.data_uri(address) if address else "",
    }
    return render(request, "doctor/shares/show.html", context)


@writer
@require_POST
def revoke(request: HttpRequest, child_context: ChildContext, share: UUID) -> HttpResponse:
    """At once, also for who has it open."""
    row = _share(child_context, share)
    revoke_share(share=row, now=child_context.now, by=child_context.user)
    messages.success(request, _("The link has ended. Nobody can open it any more."))
    response = redirect("shares", child_context.child.pk)
    forget_secrets(response, row)
    return response


@writer
def pdf(request: HttpRequest, child_context: ChildContext, share: UUID) -> HttpResponse:
    """What the link shows, on paper, with its address and its code."""
    row = _share(child_context, share)
    kept = _kept(request, child_context, row)
    if kept is None:
        raise Http404
    ends_on = moment_text(row.expires_at, child_context.now)
    try:
        return pdf_of(
            row, child_context.today, PrintedLink(_address(request, kept), kept.code, ends_on)
        )
    except TypesettingError:
        text = _("This is too much for one PDF. Please make a link that shows fewer days.")
        messages.error(request, text)
        return redirect("share_show", child_context.child.pk, row.uuid)


def _summary_page(request: HttpRequest, child_context: ChildContext) -> str:
    return f"{reverse('summary', args=[child_context.child.pk])}?{request.GET.urlencode()}"


def _share(child_context: ChildContext, uuid: UUID) -> Share:
    return get_object_or_404(Share, child=child_context.child, uuid=uuid)


def _kept(request: HttpRequest, child_context: ChildContext, share: Share) -> Secrets | None:
    return kept_secrets(request, share) if share.is_open(child_context.now) else None


def _address(request: HttpRequest, share_secrets: Secrets) -> str:
    return absolute(request, reverse("share_open", args=[share_secrets.token]))
