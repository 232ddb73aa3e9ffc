from django.http import Http404, HttpRequest, HttpResponse


def open_sample(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def remove(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404
