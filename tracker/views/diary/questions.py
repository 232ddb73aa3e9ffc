"""Questions for the doctor: list, add, tick as answered and delete."""

from __future__ import annotations

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from tracker.actions.records import change_fields, write_record
from tracker.forms.records import QuestionForm
from tracker.models import Question
from tracker.queries.today import concerns_by_id
from tracker.rendering import title_of
from tracker.views.access import ChildContext, get_or_410, reader, writer
from tracker.views.diary.record_pages import delete_and_return
from tracker.views.messages import notify_written
from tracker.views.navigation import post_only


@reader
def show(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    """Lists the open questions, and below them those answered, the latest first.

    A POST adds one. ``?concern=`` begins it with the concern's name.
    """
    form = QuestionForm(
        request.POST if request.method == "POST" else None,
        child=child_context.child,
        today=child_context.today,
        now=child_context.time,
        initial={"text": _begun(request, child_context)},
    )
    if request.method == "POST" and form.is_valid():
        change_set = write_record(
            owner=child_context.child,
            record=form.record(asked_on=child_context.today),
            uuid=form.cleaned_data["uuid"],
            by=child_context.user,
        ).change_set
        text = _("Your question is on the doctor's page.")
        notify_written(request, text, child_context.child, change_set)
        return redirect("questions", child_context.child.pk)
    questions = Question.objects.filter(child=child_context.child)
    context = {
        "child_context": child_context,
        "form": form,
        "open_questions": questions.filter(answered_on=None).order_by("pk"),
        "answered": questions.exclude(answered_on=None).order_by(F("answered_on").desc(), "-pk"),
    }
    return render(request, "diary/records/questions.html", context)


def _begun(request: HttpRequest, child_context: ChildContext) -> str:
    """Returns, say, ``bumps on the chin: ``; empty without a known concern."""
    if "concern" not in request.GET:
        return ""
    concern = concerns_by_id(child_context.child).get(request.GET["concern"])
    return f"{title_of(concern)}: " if concern else ""


@writer
@post_only
def tick(request: HttpRequest, child_context: ChildContext, pk: int) -> HttpResponse:
    """Ticks a question as answered today, or opens it again. Its answer stays."""
    question = get_or_410(Question, child=child_context.child, pk=pk)
    is_answered = request.POST.get("answered") != "no"
    day = (question.answered_on or child_context.today) if is_answered else None
    change_set = change_fields(row=question, fields={"answered_on": day}, by=child_context.user)
    text = _("Answered: %(question)s") if is_answered else _("Reopened: %(question)s")
    values = {"question": Truncator(question.text).chars(80)}
    page = reverse("questions", args=[child_context.child.pk])
    notify_written(request, text % values, child_context.child, change_set, page)
    return redirect(page)


@writer
@post_only
def delete(request: HttpRequest, child_context: ChildContext, pk: int) -> HttpResponse:
    question = get_or_410(Question, child=child_context.child, pk=pk)
    return delete_and_return(request, child_context, question)
