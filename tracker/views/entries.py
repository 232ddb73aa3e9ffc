from django.http import Http404, HttpRequest, HttpResponse


def new(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def edit(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def delete(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404
