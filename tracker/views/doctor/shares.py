"""Share links for the doctor, for the family: list, make, show and revoke."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.domain.summary import summarise
from tracker.forms.share import ShareForm
from tracker.models import Share
from tracker.presenters.shares import moment_text, share_facts, share_row
from tracker.presenters.summary import sheet
from tracker.queries import whole_diary
from tracker.queries.shares import shares_of
from tracker.reports.summary_pdf import PrintedLink
from tracker.reports.typesetting import TypesettingError, TypesettingTimeoutError
from tracker.rules_in_force import current_rules
from tracker.sharing import Secrets, make_share, revoke_share, short_name
from tracker.utils import qr
from tracker.views.access import ChildContext, account_of, reader, writer
from tracker.views.addresses import absolute, reach
from tracker.views.doctor.chosen import summary_form
from tracker.views.doctor.pdf import boxes_in_pdf
from tracker.views.doctor.share_sheet import live_choice, pdf_of, sheet_of
from tracker.views.link_cookies import (
    delete_secrets_cookie,
    secrets_from_cookie,
    secrets_from_form,
    set_secrets_cookie,
    signed_secrets,
)
from tracker.views.messages import NO_LINKS_OF_THE_SAMPLE
from tracker.views.navigation import post_only


@reader
def show_all(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    rows = [share_row(share, child_context.now) for share in shares_of(child_context.child)]
    context = {
        "child_context": child_context,
        "going": [row for row in rows if row.is_open],
        "ended": [row for row in rows if not row.is_open],
    }
    return render(request, "doctor/shares/all.html", context)


@writer
def new(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    """Makes a link. Takes the query of the summary page as what the link shows."""
    diary = whole_diary(child_context.child, with_photos=True)
    chosen = summary_form(request.GET, diary, child_context)
    if not chosen.is_valid():
        return redirect(_summary_page(request, child_context))
    form = ShareForm(
        request.POST or None,
        initial={"sealed": signed_secrets(child_context.child)},
        name=child_context.child.name,
        short_name=short_name(child_context.child.name),
    )
    if form.is_valid() and account_of(request) is None:
        form.add_error(None, NO_LINKS_OF_THE_SAMPLE)
    if form.is_valid():
        new_secrets = secrets_from_form(form.cleaned_data["sealed"], child_context.child)
        share = make_share(
            child=child_context.child,
            share_secrets=new_secrets if form.with_code else replace(new_secrets, code=""),
            days=form.cleaned_data["days"],
            choice=chosen.query
            if form.is_frozen
            else live_choice(chosen.query, child_context.today),
            with_full_name=form.with_full_name,
            frozen=diary if form.is_frozen else None,
            today=child_context.today,
            now=child_context.now,
            by=child_context.user,
        )
        response = redirect("share_show", child_context.child.pk, share.uuid)
        set_secrets_cookie(response, share, new_secrets, child_context.now)
        return response
    summary = summarise(diary, child_context.today, chosen.choice, current_rules())
    context = {
        "child_context": child_context,
        "form": form,
        "facts": share_facts(sheet(summary)),
        "summary": _summary_page(request, child_context),
    }
    return render(request, "doctor/shares/new.html", context)


@writer
def show(request: HttpRequest, child_context: ChildContext, share: UUID) -> HttpResponse:
    """Shows a link; its URL and code only in the browser that made it."""
    row = _share(child_context, share)
    secrets = _secrets(request, child_context, row)
    address = _address(request, secrets) if secrets else ""
    context = {
        "child_context": child_context,
        "share": share_row(row, child_context.now),
        "choice": row.choice,
        "address": address,
        "code": secrets.code if secrets else "",
        "reach": reach(address),
        "qr": qr.data_uri(address) if address else "",
        "boxes_in_pdf": boxes_in_pdf(sheet_of(row, child_context.today)) if address else "",
    }
    return render(request, "doctor/shares/show.html", context)


@writer
@post_only
def revoke(request: HttpRequest, child_context: ChildContext, share: UUID) -> HttpResponse:
    """Ends the link at once, also for browsers that have it open."""
    row = _share(child_context, share)
    revoke_share(share=row, now=child_context.now, by=child_context.user)
    messages.success(request, _("The link has ended. Nobody can open it any more."))
    response = redirect("shares", child_context.child.pk)
    delete_secrets_cookie(response, row)
    return response


@writer
def pdf(request: HttpRequest, child_context: ChildContext, share: UUID) -> HttpResponse:
    """Returns the sheet of the link as a PDF, with its URL and code.

    Raises Http404 in any browser but the one that made the link.
    """
    row = _share(child_context, share)
    secrets = _secrets(request, child_context, row)
    if secrets is None:
        raise Http404
    ends_on = moment_text(row.expires_at, child_context.now)
    try:
        return pdf_of(
            row, child_context.today, PrintedLink(_address(request, secrets), secrets.code, ends_on)
        )
    except TypesettingTimeoutError:
        text = _("This is too much for one PDF. Make a link that shows fewer days.")
    except TypesettingError:
        text = _("Something on the server went wrong with the PDF. Print this page instead.")
    messages.error(request, text)
    return redirect("share_show", child_context.child.pk, row.uuid)


def _summary_page(request: HttpRequest, child_context: ChildContext) -> str:
    return f"{reverse('summary', args=[child_context.child.pk])}?{request.GET.urlencode()}"


def _share(child_context: ChildContext, uuid: UUID) -> Share:
    return get_object_or_404(Share, child=child_context.child, uuid=uuid)


def _secrets(request: HttpRequest, child_context: ChildContext, share: Share) -> Secrets | None:
    can_be_opened = share.is_open(child_context.now) and not share.is_locked
    return secrets_from_cookie(request, share) if can_be_opened else None


def _address(request: HttpRequest, secrets: Secrets) -> str:
    return absolute(request, reverse("share_open", args=[secrets.token]))
