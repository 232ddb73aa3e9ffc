"""URL configuration of the account pages.

Lists the allauth views in use one by one, so that none of its other pages is reachable.
"""

from allauth.account import views as allauth_views
from django.urls import include, path, re_path

from tracker.views.account import account, account_export

urlpatterns = [
    path("", account.show, name="account"),
    path("appearance/", account.appearance, name="account_appearance"),
    path("email/", account.email, name="account_email"),
    path("sessions/", account.sessions, name="sessions"),
    path("sessions/<int:pk>/end/", account.session_end, name="session_end"),
    path("copies/", account_export.copies, name="copies"),
    path("copies/<int:pk>.zip", account_export.copy, name="copy"),
    path("copies/<int:pk>/remove/", account_export.copy_remove, name="copy_remove"),
    path("everything/", account_export.everything, name="everything"),
    path("everything.zip", account_export.everything_zip, name="everything_zip"),
    path("delete/", account_export.delete_account, name="account_delete"),
    path("login/", allauth_views.login, name="account_login"),
    path("logout/", account.LogOut.as_view(), name="account_logout"),
    path("inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("signup/", allauth_views.signup, name="account_signup"),  # always closed
    path("confirm/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.ChangePassword.as_view(), name="account_change_password"),
    path("password/reset/", allauth_views.password_reset, name="account_reset_password"),
    path(
        "password/reset/done/",
        allauth_views.password_reset_done,
        name="account_reset_password_done",
    ),
    path(
        "password/reset/key/done/",
        allauth_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("second-step/", include("allauth.mfa.urls")),
]
