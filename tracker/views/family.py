from django.http import Http404, HttpRequest, HttpResponse


def edit(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404
