from django.http import Http404, HttpRequest, HttpResponse


def deal_with(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def take_back(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404
