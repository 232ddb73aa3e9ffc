"""Settings that are not configurable: accounts and log-in."""

from datetime import timedelta
from pathlib import Path

AUTH_USER_MODEL = "tracker.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
_validation = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{_validation}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email"]},
    },
    {"NAME": f"{_validation}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {
        "NAME": f"{_validation}.CommonPasswordValidator",
        "OPTIONS": {"password_list_path": Path(__file__).with_name("common_passwords.txt.gz")},
    },
    {"NAME": f"{_validation}.NumericPasswordValidator"},
    {"NAME": "tracker.passwords.PredictableValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"

# How long a log-in lasts: from its last use, and in all. See diary.sessions.
SESSION_ENGINE = "diary.sessions"
SESSION_COOKIE_AGE = int(timedelta(days=90).total_seconds())
SESSION_MAX_AGE = int(timedelta(days=365).total_seconds())

ACCOUNT_ADAPTER = "tracker.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # must work without a mail server
ACCOUNT_MAX_EMAIL_ADDRESSES = 1  # an unverified address may be somebody else's
ACCOUNT_SESSION_REMEMBER = True
_forms = "tracker.forms.account"
ACCOUNT_FORMS = {
    "login": f"{_forms}.LogInForm",
    "change_password": f"{_forms}.ChangePasswordForm",
    "reset_password": f"{_forms}.ForgottenPasswordForm",
    "reset_password_from_key": f"{_forms}.NewPasswordForm",
    "reauthenticate": f"{_forms}.ConfirmByPasswordForm",
}

# Links to a new password. The second step is still required after one.
PASSWORD_RESET_TIMEOUT = int(timedelta(days=1).total_seconds())
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "tracker.accounts.PasswordTokenGenerator"

# How long a confirmed identity allows actions that cannot be undone.
ACCOUNT_REAUTHENTICATION_TIMEOUT = int(timedelta(minutes=15).total_seconds())

MFA_ADAPTER = "tracker.accounts.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # no address is ever verified
MFA_TOTP_ISSUER = "Milkspot"
MFA_FORMS = {
    "authenticate": f"{_forms}.CodeForm",
    "reauthenticate": f"{_forms}.ConfirmByCodeForm",
    "activate_totp": f"{_forms}.FirstCodeForm",
    "add_webauthn": f"{_forms}.AddPasskeyForm",
    "edit_webauthn": f"{_forms}.RenamePasskeyForm",
    "login_webauthn": f"{_forms}.LogInByPasskeyForm",
    "authenticate_webauthn": f"{_forms}.PasskeyForm",
    "reauthenticate_webauthn": f"{_forms}.ConfirmByPasskeyForm",
}
