"""What must hold for every request and no library does for us."""

import ipaddress
import logging
from collections.abc import Callable
from time import monotonic
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import DisallowedHost, MiddlewareNotUsed, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.http.request import split_domain_port
from django.middleware.gzip import GZipMiddleware
from django.urls import resolve

from tracker.actions.sample import is_guest
from tracker.models import User
from tracker.views.client_headers import is_stored_by_sender
from tracker.views.redirects import wants_json

requests = logging.getLogger("diary.requests")

GetResponse = Callable[[HttpRequest], HttpResponse]


class RequestLogMiddleware:
    """Logs one line a request at level INFO: route, status and time, no more."""

    def __init__(self, get_response: GetResponse) -> None:
        if not requests.isEnabledFor(logging.INFO):
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = monotonic()
        response = self.get_response(request)
        took = round((monotonic() - begun) * 1000)
        if request.resolver_match:
            requests.info(
                "%s %s: %s in %s ms",
                *(request.method, request.path, response.status_code, took),
                extra={
                    "request": request,
                    "status_code": response.status_code,
                    "milliseconds": took,
                },
            )
        return response


class TrustedProxyMiddleware:
    """Believes X-Forwarded-For and X-Forwarded-Proto from the proxies in TRUSTED_PROXIES.

    The client is the last address that is not such a proxy: what stands before it, anybody may
    have written. From others the headers are dropped.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.proxies = [ipaddress.ip_network(network) for network in settings.TRUSTED_PROXIES]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        meta = request.META
        forwarded_for = meta.pop("HTTP_X_FORWARDED_FOR", "")
        forwarded_proto = meta.pop("HTTP_X_FORWARDED_PROTO", "")
        if self._is_trusted(meta.get("REMOTE_ADDR", "")):
            hops = [hop.strip() for hop in forwarded_for.split(",") if hop.strip()]
            for hop in reversed(hops):
                meta["REMOTE_ADDR"] = hop
                if not self._is_trusted(hop):
                    break
            if forwarded_proto.strip() in {"http", "https"}:
                meta["wsgi.url_scheme"] = forwarded_proto.strip()
        return self.get_response(request)

    def _is_trusted(self, text: str) -> bool:
        try:
            address = ipaddress.ip_address(text)
        except ValueError:
            return False
        return any(address in network for network in self.proxies)


class HeadersMiddleware:
    """Sets the headers of our own answers that neither Django nor django-csp sets.

    Static files are served outside of it; their headers are ``browsers.add_static_headers``.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        # Nor may a page of another port of this machine, which gets our cookies, show a photo.
        response.setdefault("Cross-Origin-Resource-Policy", settings.RESOURCE_POLICY)
        # By no cache: not by a shared one, and not for the back button after log-out.
        response.setdefault("Cache-Control", "private, no-store")
        return response


class HostMiddleware:
    """Decides by which names the server answers.

    The health check is answered under every name, since a probe may know the server by its number
    only. In a home network (HOME_NETWORK) all else must be asked of this machine by its name or
    by a private address: so a phone at home can open the diary without a setting, and a web page
    elsewhere cannot reach it by a name of its own that points here. Raises DisallowedHost.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == f"/{settings.HEALTH_PATH}":
            return self._health(request)
        host, _ = split_domain_port(request.META.get("HTTP_HOST", ""))
        if settings.HOME_NETWORK and host not in settings.HOME_HOSTS and not _is_private(host):
            raise DisallowedHost(
                f"{host!r} is no name of this machine; PUBLIC_URL could make it one"
            )
        return self.get_response(request)

    def _health(self, request: HttpRequest) -> HttpResponse:
        request.resolver_match = resolve(request.path_info)
        response: HttpResponse = request.resolver_match.func(request)
        return response


def _is_private(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    shared = ipaddress.ip_network("100.64.0.0/10")  # home VPNs and carriers' inner networks
    return address.is_private or address in shared


class PageCompressionMiddleware(GZipMiddleware):
    """Compresses pages alone: photos are as small as they get, and a file is read as it is written.

    A page's length tells nobody what is in it: Django pads each at random, its form's token is
    masked anew each time, and another site cannot ask for it with our cookies (SameSite).
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        is_page = response.get("Content-Type", "").startswith("text/html")
        if response.streaming or not is_page:
            return response
        compressed: HttpResponseBase = super().process_response(request, response)
        return compressed


class AccessMiddleware(LoginRequiredMiddleware):
    """Leads a page to the log-in, and keeps the guest of the sample away from an account.

    A script is told that nobody is logged in (401): it still has what it was sending, and would
    take the log-in's page for an answer. With an address, a password or a passkey of their own the
    guest would stay when the diary is opened.
    """

    def process_view(
        self, request: HttpRequest, view_func: Any, *rest: Any
    ) -> HttpResponseBase | None:
        match, user = request.resolver_match, request.user
        is_about_an_account = match is not None and match.route.startswith("account/")
        if is_about_an_account and isinstance(user, User) and is_guest(user):
            raise PermissionDenied
        return super().process_view(request, view_func, *rest)

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponse:
        if wants_json(request) or is_stored_by_sender(request):
            return JsonResponse({}, status=401)
        return super().handle_no_permission(request, view_func)


class SessionListMiddleware:
    """Updates the list of where one is logged in once a day: when the session is renewed."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request.session, "is_renewed", False) and request.user.is_authenticated:
            UserSession.objects.create_from_request(request)
        return response
