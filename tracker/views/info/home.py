"""The root URL."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from tracker.operator.sign_up import may_sign_up
from tracker.queries import children_of, first_child_of, is_empty, memberships_of
from tracker.views.access import user_of
from tracker.views.diary import today
from tracker.views.family.start import sign_up_token


@login_not_required
def home(request: HttpRequest) -> HttpResponseBase:
    """Shows Today of the current child; redirects visitors to the start page or the log-in.

    Renders Today without a redirect, to save a round trip on slow networks. A user without any
    diary left still has an account, and perhaps stored copies.
    """
    if not request.user.is_authenticated:
        return redirect("start" if is_empty() else "account_login")
    user = user_of(request)
    chosen = request.session.get("child", 0)
    child = children_of(user).filter(pk=chosen).first() or first_child_of(user)
    if child is not None:
        return today.show(request, child_id=child.pk)
    may_start = may_sign_up(sign_up_token(request), timezone.now())
    context = {"members": list(memberships_of(user)), "may_start": may_start}
    return render(request, "info/home/no_child.html", context)
