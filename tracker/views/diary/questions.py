"""Questions for the doctor: a list with a form above it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker.actions.records import write_question
from tracker.forms.records import QuestionForm
from tracker.models import Question
from tracker.views.access import ChildContext, get_or_410, reader, writer
from tracker.views.diary.record_pages import delete_record
from tracker.views.messages import done


@reader
def show(request: HttpRequest, child_context: ChildContext) -> HttpResponse:
    form = QuestionForm(request.POST or None, child=child_context.child, today=child_context.today)
    if request.method == "POST" and form.is_valid():
        change_set = write_question(
            child=child_context.child,
            text=form.cleaned_data["text"],
            asked_on=child_context.today,
            uuid=form.cleaned_data["uuid"],
            by=child_context.user,
        )
        done(
            request,
            _("Your question is on the page for the doctor."),
            child_context.child,
            change_set,
        )
        return redirect(reverse("questions", args=[child_context.child.pk]))
    context = {
        "child_context": child_context,
        "tab": "add",
        "form": form,
        "questions": Question.objects.filter(child=child_context.child).order_by("pk"),
    }
    return render(request, "diary/records/questions.html", context)


@writer
@require_POST
def delete(request: HttpRequest, child_context: ChildContext, pk: int) -> HttpResponse:
    return delete_record(
        request, child_context, get_or_410(Question, child=child_context.child, pk=pk)
    )
