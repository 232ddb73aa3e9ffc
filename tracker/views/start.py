from django.http import Http404, HttpRequest, HttpResponse


def baby(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def account(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def done(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404
