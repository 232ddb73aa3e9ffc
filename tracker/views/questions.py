"""Questions for the doctor: a list with a form above it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker.actions.around import write_question
from tracker.forms.around import QuestionForm
from tracker.models import Question
from tracker.views.guards import Here, present, reader, writer
from tracker.views.notices import done
from tracker.views.record_pages import delete_record


@reader
def show(request: HttpRequest, here: Here) -> HttpResponse:
    form = QuestionForm(request.POST or None, child=here.child, today=here.today)
    if request.method == "POST" and form.is_valid():
        batch = write_question(
            child=here.child,
            text=form.cleaned_data["text"],
            asked_on=here.today,
            uuid=form.cleaned_data["uuid"],
            by=here.user,
        )
        done(request, _("Your question is on the page for the doctor."), here.child, batch)
        return redirect(reverse("questions", args=[here.child.pk]))
    context = {
        "here": here,
        "tab": "add",
        "form": form,
        "questions": Question.objects.filter(child=here.child).order_by("pk"),
    }
    return render(request, "records/questions.html", context)


@writer
@require_POST
def delete(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    return delete_record(request, here, present(Question, child=here.child, pk=pk))
