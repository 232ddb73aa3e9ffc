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
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import split_domain_port
from django.middleware.gzip import GZipMiddleware
from django.urls import resolve, reverse

from tracker.actions.sample import is_guest
from tracker.models import User
from tracker.views.client_headers import is_kept_by_sender
from tracker.views.redirects import wants_json

requests = logging.getLogger("diary.requests")

GetResponse = Callable[[HttpRequest], HttpResponse]


def RequestLogMiddleware(get_response: GetResponse) -> GetResponse:  # noqa: N802
    """One line a request, where the host asks for that much: route, status and time, no more."""
    if not requests.isEnabledFor(logging.INFO):
        raise MiddlewareNotUsed

    def middleware(request: HttpRequest) -> HttpResponse:
        begun = monotonic()
        response = get_response(request)
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

    return middleware


def TrustedProxyMiddleware(get_response: GetResponse) -> GetResponse:  # noqa: N802
    """Believes X-Forwarded-For and X-Forwarded-Proto from the proxies that were named.

    The client is the last address that is not such a proxy: what stands before it, anybody may
    have written. From others the headers are dropped.
    """
    proxies = [ipaddress.ip_network(network) for network in settings.TRUSTED_PROXIES]

    def trusted(text: str) -> bool:
        try:
            address = ipaddress.ip_address(text)
        except ValueError:
            return False
        return any(address in network for network in proxies)

    def middleware(request: HttpRequest) -> HttpResponse:
        meta = request.META
        forwarded_for = meta.pop("HTTP_X_FORWARDED_FOR", "")
        forwarded_proto = meta.pop("HTTP_X_FORWARDED_PROTO", "")
        if trusted(meta.get("REMOTE_ADDR", "")):
            hops = [hop.strip() for hop in forwarded_for.split(",") if hop.strip()]
            for hop in reversed(hops):
                meta["REMOTE_ADDR"] = hop
                if not trusted(hop):
                    break
            if forwarded_proto.strip() in {"http", "https"}:
                meta["wsgi.url_scheme"] = forwarded_proto.strip()
        return get_response(request)

    return middleware


def HealthCheckMiddleware(get_response: GetResponse) -> GetResponse:  # noqa: N802
    """Says whether all is well under whatever name: a probe may know the server by its number only.

    Stands outside of all that asks for the host, a session or who it is.
    """

    path = f"/{settings.HEALTH_PATH}"

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info != path:
            return get_response(request)
        request.resolver_match = resolve(path)
        response: HttpResponse = request.resolver_match.func(request)
        return response

    return middleware


def home_network_only(get_response: GetResponse) -> GetResponse:
    """Lets in who asks for this machine by its name or by a private address.

    So a phone at home can open the diary without a setting, and a web page elsewhere cannot reach
    it by a name of its own that points here.
    """
    if not settings.HOME_NETWORK:
        raise MiddlewareNotUsed

    def middleware(request: HttpRequest) -> HttpResponse:
        host, _ = split_domain_port(request.META.get("HTTP_HOST", ""))
        if host not in settings.HOME_HOSTS and not _is_private(host):
            raise DisallowedHost(
                f"{host!r} is no name of this machine; PUBLIC_URL could make it one"
            )
        return get_response(request)

    return middleware


def _is_private(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    shared = ipaddress.ip_network("100.64.0.0/10")  # home VPNs and carriers' inner networks
    return address.is_private or address in shared


def more_headers(get_response: GetResponse) -> GetResponse:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        # Nor may a page of another port of this machine, which gets our cookies, show a photo.
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return middleware


OF_DOCUMENTS = (
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Permissions-Policy",
)


def light_files(get_response: GetResponse) -> GetResponse:
    """Leaves out of a script, a style sheet or a picture what a browser heeds in documents alone.

    Half a kilobyte each, and a first visit asks for forty. A drawing (SVG) may be a document.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_document = response.get("Content-Type", "").startswith(("text/html", "image/svg"))
        if request.path.startswith(settings.STATIC_URL) and not is_document:
            for name in OF_DOCUMENTS:
                response.headers.pop(name, None)
        return response

    return middleware


def NoStoreMiddleware(get_response: GetResponse) -> GetResponse:  # noqa: N802
    """No page is kept by a cache: not by a shared one, and not for the back button after log-out.

    Stands inside of what serves the static files, which are to be kept.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


def SessionListMiddleware(get_response: GetResponse) -> GetResponse:  # noqa: N802
    """Keeps the list of where one is logged in, once a day: when the session is renewed."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if getattr(request.session, "is_renewed", False) and request.user.is_authenticated:
            UserSession.objects.create_from_request(request)
        return response

    return middleware


class LogInRequired(LoginRequiredMiddleware):
    """Leads a page to the log-in. A script is told (401): it still has what it was sending, and
    would take the log-in's page for an answer.
    """

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponse:
        if wants_json(request) or is_kept_by_sender(request):
            return JsonResponse({}, status=401)
        return super().handle_no_permission(request, view_func)


class NoAccountForTheGuest:
    """Who looks around in the sample gets nowhere near an account.

    With an address, a password or a passkey of their own they would stay when the diary is opened.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        match = request.resolver_match
        if match is None or not match.route.startswith("account/"):
            return
        if isinstance(request.user, User) and is_guest(request.user):
            raise PermissionDenied


def compressed_pages(get_response: GetResponse) -> GetResponse:
    """Pages alone: photos are as small as they get, and a file is read as it is written.

    A page's length tells nobody what is in it: Django pads each at random, its form's token is
    masked anew each time, and another site cannot ask for it with our cookies (SameSite).
    """
    gzip = GZipMiddleware(get_response)

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            gzip.process_response(request, response)
        return response

    return middleware


def forgotten_at_log_out(get_response: GetResponse) -> GetResponse:
    """Has the browser forget what it kept by itself, pages for the back button among it.

    Not its storage: what another account wrote on the same phone may wait there to be sent.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "POST" and request.path == reverse("account_logout"):
            response["Clear-Site-Data"] = '"cache"'
        return response

    return middleware
