from django.http import Http404, HttpRequest, HttpResponse


def undo(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404
