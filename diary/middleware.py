"""Middleware of our own."""

import ipaddress
import logging
from collections.abc import Callable
from time import monotonic
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import DisallowedHost, MiddlewareNotUsed
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.http.request import split_domain_port
from django.middleware.gzip import GZipMiddleware
from django.urls import resolve
from django.utils import translation

from tracker.actions.sample import is_guest
from tracker.models import User
from tracker.utils.optional_write import optional_write
from tracker.views.access import NotInSample
from tracker.views.addresses import HOME_ENDINGS
from tracker.views.client_headers import is_for_everybody, is_stored_by_sender
from tracker.views.info import errors
from tracker.views.redirects import wants_json

requests = logging.getLogger("diary.requests")

GetResponse = Callable[[HttpRequest], HttpResponse]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class RequestLogMiddleware:
    """Logs one line per request at level INFO: method, route, status and time."""

    def __init__(self, get_response: GetResponse) -> None:
        if not requests.isEnabledFor(logging.INFO):
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = monotonic()
        response = self.get_response(request)
        milliseconds = round((monotonic() - started) * 1000)
        if request.resolver_match:
            requests.info(
                "%s %s: %s in %s ms",
                *(request.method, request.path, response.status_code, milliseconds),
                extra={
                    "request": request,
                    "status_code": response.status_code,
                    "milliseconds": milliseconds,
                },
            )
        return response


class TrustedProxyMiddleware:
    """Applies X-Forwarded-For and X-Forwarded-Proto from the proxies in TRUSTED_PROXIES.

    The client is the last address that is not such a proxy: addresses before it can be forged.
    Drops the headers of other senders.

    With REDIRECT_TO_HTTPS, redirects what a proxy says came by http. The redirect is temporary:
    once https works, HSTS makes browsers remember it. If nobody trusted says how the request came,
    a page explains that, since a redirect could be the start of a circle.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.proxies = [ipaddress.ip_network(network) for network in settings.TRUSTED_PROXIES]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sender = _address(request.META.get("REMOTE_ADDR", ""))
        is_trusted = self._is_trusted(sender)
        scheme = self._apply(request.META, sender)
        if not settings.REDIRECT_TO_HTTPS or request.is_secure():
            return self.get_response(request)
        address = f"https://{request.get_host()}{request.get_full_path()}"
        if scheme == "http":
            return HttpResponseRedirect(address)
        return errors.unknown_scheme(address, str(sender or ""), is_trusted)

    def _apply(self, meta: dict[str, Any], sender: Address | None) -> str:
        """Returns the scheme that the client used, or "" if no trusted proxy says it."""
        hops = [_address(hop) for hop in meta.pop("HTTP_X_FORWARDED_FOR", "").split(",")]
        schemes = meta.pop("HTTP_X_FORWARDED_PROTO", "").lower().split(",")
        client = sender
        while hops and self._is_trusted(client) and (hop := hops.pop()):
            client = hop
        if client:
            meta["REMOTE_ADDR"] = str(client)
        scheme: str = schemes[0].strip()  # the client's; each further one is between two proxies
        if not self._is_trusted(sender) or scheme not in {"http", "https"}:
            return ""
        meta["wsgi.url_scheme"] = scheme
        return scheme

    def _is_trusted(self, address: Address | None) -> bool:
        return address is not None and any(address in network for network in self.proxies)


def _address(text: str) -> Address | None:
    """Returns the IP address, without a port or a zone. IPv4 stays IPv4 on an IPv6 socket."""
    host = text.strip()
    if host.startswith("["):
        host = host[1:].partition("]")[0]
    elif host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


class HeadersMiddleware:
    """Sets the headers that neither Django nor django-csp sets.

    Static files are served before it; ``security_headers.add_static_headers`` sets theirs.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        # Cookies are shared by all ports of a host; a page of another port must not embed a photo.
        response.setdefault("Cross-Origin-Resource-Policy", settings.RESOURCE_POLICY)
        # Not stored by any cache, shared or the browser's, so also not shown after log-out.
        response.setdefault("Cache-Control", "private, no-store")
        return response


class HostMiddleware:
    """Checks the Host header.

    Answers the health check for every host, since a probe may know only the IP address. In a home
    network (HOME_NETWORK) all other requests must name a private IP address or have a name that no
    public DNS gives out: a phone at home can open the diary without a setting, and DNS rebinding by
    a web page fails. Raises DisallowedHost.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == f"/{settings.HEALTH_PATH}":
            return self._health(request)
        host, _ = split_domain_port(request.META.get("HTTP_HOST", ""))
        if settings.HOME_NETWORK and not _is_of_the_home(host):
            raise DisallowedHost(f"{host!r} is not a name at home; set PUBLIC_URL to allow it")
        return self.get_response(request)

    def _health(self, request: HttpRequest) -> HttpResponse:
        request.resolver_match = resolve(request.path_info)
        response: HttpResponse = request.resolver_match.func(request)
        return response


def _is_of_the_home(host: str) -> bool:
    address = _address(host)
    if address is None:
        is_known = host in settings.HOME_HOSTS or host.endswith(HOME_ENDINGS)
        return bool(host) and ("." not in host or is_known)
    shared = ipaddress.ip_network("100.64.0.0/10")  # home VPNs and carriers' inner networks
    return address.is_private or address in shared


class ForEverybodyMiddleware:
    """Draws the pages that a phone stores for everybody as somebody logged out would read them.

    The service worker sends its cookies along, since a login gateway in front may need its own.
    The diary neither reads nor sets any.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_for_everybody(request):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        response = self.get_response(request)
        response.cookies.clear()
        return response


class PageCompressionMiddleware(GZipMiddleware):
    """Compresses HTML pages only: photos are compressed already, and files are streamed.

    A page's length reveals nothing (BREACH): Django pads each response at random and masks the
    form's token anew, and SameSite cookies keep another site from requesting it.
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
    """Requires a log-in, and keeps the sample's guest off the account pages.

    Redirects a page to the log-in. Answers 401 to a script, which still has its data and would take
    the log-in page for the response. With an e-mail address, a password or a passkey of their own
    the guest could log in after the sample was left.
    """

    def process_view(
        self, request: HttpRequest, view_func: Any, *rest: Any
    ) -> HttpResponseBase | None:
        match, user = request.resolver_match, request.user
        is_account_page = match is not None and match.route.startswith("account/")
        if is_account_page and isinstance(user, User) and is_guest(user):
            raise NotInSample
        return super().process_view(request, view_func, *rest)

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponse:
        if wants_json(request) or is_stored_by_sender(request):
            return JsonResponse({}, status=401)
        return super().handle_no_permission(request, view_func)


class LanguageMiddleware:
    """Activates the language of the account, or of the installation without one."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if len(settings.LANGUAGES) > 1:  # else no session is read for a page that needs none
            user = request.user
            language = user.language_code if isinstance(user, User) else settings.LANGUAGE_CODE
            translation.activate(language)
        return self.get_response(request)


class SessionListMiddleware:
    """Updates the user's list of sessions when a session is renewed, once a day."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request.session, "is_renewed", False) and request.user.is_authenticated:
            with optional_write():
                UserSession.objects.create_from_request(request)
        return response
