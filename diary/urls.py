from django.urls import include, path

urlpatterns = [
    path("account/", include("tracker.account_urls")),
    path("", include("tracker.urls")),
]

handler400 = "tracker.views.info.errors.bad_request"
handler403 = "tracker.views.info.errors.permission_denied"
handler404 = "tracker.views.info.errors.page_not_found"
handler500 = "tracker.views.info.errors.server_error"
