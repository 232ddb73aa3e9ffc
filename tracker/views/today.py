from django.http import Http404, HttpRequest, HttpResponse


def show(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def log(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def log_all_same(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def add(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404
