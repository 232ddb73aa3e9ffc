"""Adds, changes and deletes care, exposures and visits; changes questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.actions.concerns import named_by_doctor, write_visit
from tracker.actions.idempotency import AlreadySaved
from tracker.actions.records import WriteResult, change_record, write_record
from tracker.actions.revisions import ChangedMeanwhile
from tracker.domain import records
from tracker.forms.records import (
    AnsweredQuestionForm,
    CareForm,
    ExposureForm,
    PlainForm,
    QuestionForm,
)
from tracker.forms.visit import NewVisitForm, VisitForm
from tracker.models import Care, Child, Concern, Exposure, Question, Visit
from tracker.models.record import Record
from tracker.models.rows import record_of
from tracker.presenters.cautions import CautionList, caution_list
from tracker.presenters.triggers import Thing, thing_title
from tracker.queries import timeline_of
from tracker.queries.course import recent_things
from tracker.queries.records import full_record
from tracker.rendering import short_name, title_of
from tracker.views.access import ChildContext, get_or_410, writer
from tracker.views.diary.conflicts import describe_conflict, saved_before
from tracker.views.diary.record_pages import delete_and_return, edit_context
from tracker.views.messages import Notice, add_notices, calendar_notice, notify_written, undo_notice
from tracker.views.navigation import post_only
from tracker.views.redirects import back

F = TypeVar("F", bound=PlainForm[Any])
Write = Callable[[ChildContext, Any, Child | Concern], WriteResult]
Notify = Callable[[HttpRequest, ChildContext, Any, UUID | None], None]


def _write(
    child_context: ChildContext, form: PlainForm[Any], owner: Child | Concern
) -> WriteResult:
    return write_record(
        owner=owner,
        record=form.record(),
        uuid=form.cleaned_data["uuid"],
        by=child_context.user,
        revision=form.cleaned_data["revision"],
    )


def _notify(
    request: HttpRequest,
    child_context: ChildContext,
    _form: PlainForm[Any],
    change_set: UUID | None,
) -> None:
    notify_written(request, _("Saved."), child_context.child, change_set)


def _no_context(_child_context: ChildContext) -> Mapping[str, Any]:
    return {}


def _things_again(child_context: ChildContext) -> Mapping[str, Any]:
    things = recent_things(child_context.child)
    return {"things": [Thing(kind, name, thing_title(kind, name)) for kind, name in things]}


def _write_visit(
    child_context: ChildContext, form: NewVisitForm, _owner: Child | Concern
) -> WriteResult:
    return write_visit(
        child=child_context.child,
        visit=form.record(),
        uuid=form.cleaned_data["uuid"],
        by=child_context.user,
        named=_named(form),
        revision=form.cleaned_data["revision"],
    )


def _notify_visit(
    request: HttpRequest, child_context: ChildContext, form: NewVisitForm, change_set: UUID | None
) -> None:
    text, concern = _("Saved."), _named(form)
    if concern is not None:
        text = _("Saved. “%(concern)s” now has the doctor's name: %(name)s.")
        text %= {"concern": title_of(concern), "name": short_name(concern.condition)}
    follow_up = calendar_notice(child_context, form.cleaned_data["follow_up_on"])
    add_notices(request, undo_notice(text, child_context.child, change_set), follow_up)


def _named(form: NewVisitForm) -> records.Concern | None:
    """Returns the concern that the doctor named, with its new condition; None if there is none."""
    data, concern = form.cleaned_data, form.named_concern()
    if concern is None:
        return None
    return named_by_doctor(record_of(records.Concern, concern), data["named"], data["milia_type"])


@dataclass(frozen=True)
class RecordPages:
    """The pages of one kind of record.

    ``name`` is the prefix of their URL names, ``day`` the field whose initial value is today.
    ``new_context``: what the page of a new one shows besides the form. ``words``: the field that
    says what was used, about which the guide may have a caution; empty without one.
    """

    name: str
    model: type[Record]
    heading: str | Promise
    form: type[PlainForm[Any]]
    day: str
    new_form: type[PlainForm[Any]]
    new_template: str = "diary/records/form.html"
    write: Write = _write
    notify: Notify = _notify
    new_context: Callable[[ChildContext], Mapping[str, Any]] = _no_context
    words: str = ""


CARE = RecordPages(
    "care",
    Care,
    gettext_lazy("Treatment"),
    CareForm,
    "started_on",
    CareForm,
    words="product",
)
EXPOSURE = RecordPages(
    "exposure",
    Exposure,
    gettext_lazy("Food, soap, vaccine…"),
    ExposureForm,
    "day",
    ExposureForm,
    "diary/records/exposure.html",
    new_context=_things_again,
    words="name",
)
VISIT = RecordPages(
    "visit",
    Visit,
    gettext_lazy("Visit or call"),
    VisitForm,
    "day",
    NewVisitForm,
    "diary/records/visit.html",
    _write_visit,
    _notify_visit,
)


QUESTION = RecordPages(
    "question",
    Question,
    gettext_lazy("Question for the doctor"),
    AnsweredQuestionForm,
    "asked_on",
    QuestionForm,
)


@writer
def new(
    request: HttpRequest,
    child_context: ChildContext,
    kind: RecordPages,
    concern: UUID | None = None,
) -> HttpResponse:
    """Adds a record.

    ``?concern=`` ticks a concern of a visit, beside those that are due. ``?when=`` asks for the
    visit's day and time, which show whether it came after an urgent sign; nobody says that what is
    due was looked at then, so it stays unticked.
    """
    owner = _owner(child_context, concern)
    asks_when = "when" in request.GET
    ticks_due = kind is VISIT and request.method != "POST" and not asks_when
    due = _due_concerns(child_context) if ticks_due else []
    initial = {
        kind.day: child_context.today,
        "concerns": list(dict.fromkeys([*request.GET.getlist("concern"), *due])),
        "asks_when": asks_when,
    }
    form = _form(kind.new_form, request, child_context, initial)
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            change_set = kind.write(child_context, form, owner).change_set
        except AlreadySaved as saved:
            address = _address(child_context, kind, "edit", concern, saved.row.pk)
            context = saved_before(child_context, form, saved, address)
        else:
            kind.notify(request, child_context, form, change_set)
            add_notices(request, _caution_notice(kind, owner, form))
            return back(request, _home(child_context))
    return _page(
        request,
        child_context,
        kind,
        owner,
        form,
        template=kind.new_template,
        **kind.new_context(child_context),
        **context,
    )


@writer
def edit(
    request: HttpRequest,
    child_context: ChildContext,
    kind: RecordPages,
    pk: int,
    concern: UUID | None = None,
) -> HttpResponse:
    owner = _owner(child_context, concern)
    row = _row(kind, owner, pk)
    stored = full_record(kind.form.record_type, row)
    initial = kind.form.initial_of(stored, revision=row.revision)
    form = _form(kind.form, request, child_context, initial)
    conflict = None
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            change_set = change_record(
                row=row, record=form.record(), revision=revision, by=child_context.user
            )
        except ChangedMeanwhile as error:
            conflict = describe_conflict(
                error, form, child_context.user, child_context.family, child_context.child
            )
        else:
            _notify(request, child_context, form, change_set)
            add_notices(request, _caution_notice(kind, owner, form))
            return back(request, _home(child_context))
    delete_address = _address(child_context, kind, "delete", concern, pk)
    return _page(
        request,
        child_context,
        kind,
        owner,
        form,
        row=row,
        conflict=conflict,
        delete_address=delete_address,
    )


@writer
@post_only
def delete(
    request: HttpRequest,
    child_context: ChildContext,
    kind: RecordPages,
    pk: int,
    concern: UUID | None = None,
) -> HttpResponse:
    return delete_and_return(request, child_context, _row(kind, _owner(child_context, concern), pk))


def _due_concerns(child_context: ChildContext) -> list[str]:
    """Returns the ids of the concerns about which something is due."""
    flags = timeline_of(child_context.child, child_context.today).flags_on(child_context.today)
    return [flag.concern for flag in flags if flag.concern]


def _owner(child_context: ChildContext, concern: UUID | None) -> Child | Concern:
    """Returns the record's owner: the concern in the URL, or else the child."""
    return child_context.concern(concern) if concern else child_context.child


def _row(kind: RecordPages, owner: Child | Concern, pk: int) -> Record:
    field = "concern" if isinstance(owner, Concern) else "child"
    row = get_or_410(kind.model, **{field: owner}, pk=pk)
    setattr(row, field, owner)
    return row


def _form(
    form: type[F], request: HttpRequest, child_context: ChildContext, initial: dict[str, Any]
) -> F:
    data = request.POST if request.method == "POST" else None
    return form(
        data,
        child=child_context.child,
        today=child_context.today,
        now=child_context.time,
        initial=initial,
    )


def _address(
    child_context: ChildContext, kind: RecordPages, page: str, concern: UUID | None, pk: int
) -> str:
    arguments = [child_context.child.pk, concern, pk] if concern else [child_context.child.pk, pk]
    return reverse(f"{kind.name}_{page}", args=arguments)


def _cautions(
    kind: RecordPages, owner: Child | Concern, form: PlainForm[Any]
) -> CautionList | None:
    """Returns what the guide says about what was used; None where the page asks for no such."""
    if not kind.words:
        return None
    condition = owner.condition if isinstance(owner, Concern) else ""
    chosen, words = (str(form[name].value() or "") for name in ("kind", kind.words))
    return caution_list(condition, kind.words, chosen, words)


def _caution_notice(
    kind: RecordPages, owner: Child | Concern, form: PlainForm[Any]
) -> Notice | None:
    """Returns a link to what the guide says about what was saved, if it does.

    Without a script the form has not shown it.
    """
    cautions = _cautions(kind, owner, form)
    row = next((row for row in cautions.rows if row.applies), None) if cautions else None
    if row is None:
        return None
    return Notice(
        _("There is something about this in the guide."),
        messages.INFO,
        link=f"{reverse('guide_page', args=[row.page])}#{row.section}",
        link_text=_("What not to do"),
    )


def _home(child_context: ChildContext) -> str:
    return reverse("today", args=[child_context.child.pk])


def _page(
    request: HttpRequest,
    child_context: ChildContext,
    kind: RecordPages,
    owner: Child | Concern,
    form: PlainForm[Any],
    *,
    row: Record | None = None,
    template: str = "diary/records/form.html",
    **context: Any,
) -> HttpResponse:
    shared = {
        **edit_context(request, child_context, row, _home(child_context)),
        "conflict": None,
        "child_context": child_context,
        "concern": owner if isinstance(owner, Concern) else None,
        "form": form,
        "cautions": _cautions(kind, owner, form),
        "heading": kind.heading,
        "about": title_of(owner) if isinstance(owner, Concern) else owner.name,
        "delete_address": "",
        "saved_address": "",
    }
    return render(request, template, {**shared, **context})
