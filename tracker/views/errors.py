from django.http import Http404, HttpRequest, HttpResponse


def bad_request(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def permission_denied(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def page_not_found(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def server_error(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def csrf_failure(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404
