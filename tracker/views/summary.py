from django.http import Http404, HttpRequest, HttpResponse


def show(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404
