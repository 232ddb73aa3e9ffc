"""Joins two skin problems that are the same one."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tracker.actions.mending.join import join_concerns
from tracker.actions.mending.rows import WouldSilence
from tracker.domain.mending.joining import Joining
from tracker.forms.mending import JoinForm
from tracker.models import Concern
from tracker.presenters.mending import join_choice, joined_part, result_text
from tracker.queries import timeline_of
from tracker.queries.mending import counts_of, other_concerns
from tracker.rendering import title_of
from tracker.views.access import ChildContext, writer
from tracker.views.messages import notify_written


@writer
def join(request: HttpRequest, child_context: ChildContext, concern: UUID) -> HttpResponse:
    """Shows what ``?with=`` and the concern have, and joins them.

    With one other concern, that is it; of several, one is chosen first.
    """
    row = child_context.concern(concern, as_whole=True)
    others = other_concerns(row)
    if request.method == "POST":
        form = JoinForm(request.POST)
        if form.is_valid():
            return _join(request, child_context, row, others, form)
    chosen = request.GET.get("with", "") if len(others) != 1 else str(others[0].uuid)
    other = next((each for each in others if str(each.uuid) == chosen), None)
    if other is None:
        names = [(each.uuid, title_of(each)) for each in others]
        return _page(request, child_context, row, {"others": names})
    return _compare(request, child_context, row, other)


def _join(
    request: HttpRequest,
    child_context: ChildContext,
    row: Concern,
    others: list[Concern],
    form: JoinForm,
) -> HttpResponse:
    other = next((each for each in others if each.uuid == form.cleaned_data["other"]), None)
    if other is None:
        child_context.concern(form.cleaned_data["other"], as_whole=True)
        raise Http404
    source, target = (other, row) if form.cleaned_data["keep"] == row.uuid else (row, other)
    if target.uuid != form.cleaned_data["keep"]:
        raise Http404
    try:
        result = join_concerns(
            source=source, target=target, today=child_context.today, by=child_context.user
        )
    except WouldSilence:  # the page says why
        return _compare(request, child_context, row, other)
    done = _("“%(source)s” is joined with “%(target)s”.")
    done %= {"source": title_of(source), "target": title_of(target)}
    if result.noticed_again:
        done = f"{done} {_('An entry was added for the day the other one was first noticed.')}"
    notify_written(request, result_text(done, result), child_context.child, result.change_set)
    return redirect("concern", child_context.child.pk, target.uuid)


def _compare(
    request: HttpRequest, child_context: ChildContext, row: Concern, other: Concern
) -> HttpResponse:
    timeline = timeline_of(child_context.child)
    ids = str(row.uuid), str(other.uuid)
    plans = [
        Joining.of(timeline, source=source, target=target, today=child_context.today)
        for target, source in (ids, ids[::-1])
    ]
    counts = counts_of(row), counts_of(other)
    parts = [joined_part(plan.target, n) for plan, n in zip(plans, counts, strict=True)]
    choices = [join_choice(plan) for plan in plans]
    obstacles = {choice.obstacle for choice in choices}
    context = {
        "other": other,
        "parts": parts,
        "choices": choices,
        "obstacle": obstacles.pop() if len(obstacles) == 1 else "",
    }
    return _page(request, child_context, row, context)


def _page(
    request: HttpRequest, child_context: ChildContext, concern: Concern, context: dict[str, object]
) -> HttpResponse:
    shared = {
        "child_context": child_context,
        "concern": concern,
        "title": title_of(concern),
        "others": (),
        "other": None,
        "parts": (),
        "choices": (),
        "obstacle": "",
    }
    return render(request, "diary/mending/join.html", shared | context)
