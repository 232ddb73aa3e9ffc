"""All settings, and the only reader of the environment.

An invalid value stops the start with a sentence that names the variable and what to write.
docs/hosting.md lists the variables.
"""

import ipaddress
import os
import socket
from collections.abc import Callable
from email.utils import formataddr
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfoNotFoundError

from environs import Env, EnvError

from diary.account_settings import *  # noqa: F403
from diary.bucket import bucket_storage
from diary.log import logging_config
from diary.security_headers import *  # noqa: F403
from diary.values import (
    parse_bucket_name,
    parse_drain_seconds,
    parse_endpoint,
    parse_host,
    parse_log_format,
    parse_log_level,
    parse_mailbox,
    parse_networks,
    parse_path,
    parse_port,
    parse_sign_up,
    parse_size,
    parse_text_file,
    parse_time_zone,
    parse_url,
    read_or_create_secret_key,
    refuse,
)

T = TypeVar("T")

BASE_DIR = Path(__file__).resolve().parent.parent


# Reading the environment

env = Env()
env.read_env(BASE_DIR / ".env", recurse=False)  # does not override the environment


def read(name: str, parse: Callable[[str], T | None], default: T, write: str) -> T:
    """Return the variable as parsed by ``parse``, or ``default`` if it is unset or empty.

    ``write`` ends the message for an invalid value. The message never repeats the value, which may
    contain a password.
    """
    text = (env.str(name, "") or "").strip()
    if not text:
        return default
    try:
        value = parse(text)
    except (EnvError, ValueError, ZoneInfoNotFoundError):
        value = None
    if value is None:
        refuse(f"{name} is not set to something that works; write {write}.")
    return value


def parse_database(_: str) -> dict[str, Any] | None:
    database: dict[str, Any] = env.dj_db_url("DATABASE_URL")
    engines = {"django.db.backends.sqlite3", "django.db.backends.postgresql"}
    return database if database["ENGINE"] in engines and database["NAME"] else None


def parse_mail_server(_: str) -> dict[str, Any] | None:
    mail: dict[str, Any] = env.dj_email_url("EMAIL_URL")
    is_smtp = mail.get("EMAIL_BACKEND") == "django.core.mail.backends.smtp.EmailBackend"
    return mail if is_smtp and mail["EMAIL_HOST"] else None


# Data folder

os.umask(0o077)  # what Milkspot writes is private to its user, however it was started
_data_home = env.str("XDG_DATA_HOME", "") or "~/.local/share"
_chosen_data_dir = read("DATA_DIR", parse_path, None, "the path of a folder, such as /srv/milkspot")
DATA_DIR = _chosen_data_dir or parse_path(_data_home) / "milkspot"
MEDIA_ROOT = DATA_DIR / "media" if _chosen_data_dir else BASE_DIR / "media"

try:
    DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    MEDIA_ROOT.mkdir(mode=0o700, exist_ok=True)
except OSError as error:
    refuse(
        f"the folder {error.filename} cannot be made ({error.strerror}); "
        "let DATA_DIR name a folder that this user may write to."
    )

MEDIA_URL = ""  # photos have no URL of their own; a view serves them after a check of access
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
FILE_UPLOAD_HANDLERS = ["tracker.forms.uploads.BoundedUploadHandler"]
FILE_UPLOAD_TEMP_DIR = DATA_DIR  # has enough space and is private


# Photos in a bucket of an S3-compatible storage instead

S3_BUCKET_FORM = "the name of a bucket, such as milkspot-photos"
S3_ENDPOINT_FORM = "the address of the storage, such as https://s3.example.org"


def photos_in_a_bucket(bucket: str) -> dict[str, Any]:
    """Return the STORAGES entry for the bucket that the MEDIA_S3_ variables describe."""
    endpoint = read("MEDIA_S3_ENDPOINT", parse_endpoint, None, S3_ENDPOINT_FORM)
    region, access_key, secret_key = (
        env.str(f"MEDIA_S3_{name}", "").strip() for name in ("REGION", "ACCESS_KEY", "SECRET_KEY")
    )
    if not access_key or not secret_key:
        refuse(
            "MEDIA_S3_BUCKET is set, but MEDIA_S3_ACCESS_KEY or MEDIA_S3_SECRET_KEY is not; set"
            " both. To keep the photos in DATA_DIR, unset all three."
        )
    if not endpoint and not region:
        refuse(
            "MEDIA_S3_BUCKET is set, but not where the bucket is; set MEDIA_S3_ENDPOINT, or"
            " MEDIA_S3_REGION for a bucket at Amazon."
        )
    return bucket_storage(bucket, endpoint, region, access_key, secret_key)


MEDIA_S3_BUCKET = read("MEDIA_S3_BUCKET", parse_bucket_name, "", S3_BUCKET_FORM)
_s3_names = ("ENDPOINT", "REGION", "ACCESS_KEY", "SECRET_KEY")
if not MEDIA_S3_BUCKET and any(env.str(f"MEDIA_S3_{name}", "") for name in _s3_names):
    refuse(
        "there is a variable that begins with MEDIA_S3_, but MEDIA_S3_BUCKET is not set; "
        "set it too, or unset them all to keep the photos in DATA_DIR."
    )


try:
    SECRET_KEY = env.str("SECRET_KEY", "") or read_or_create_secret_key(DATA_DIR / "secret-key")
except OSError as error:
    refuse(
        f"the file {DATA_DIR / 'secret-key'} cannot be read or made ({error.strerror}); "
        "let DATA_DIR name a folder that this user may write to, or set SECRET_KEY."
    )
if not SECRET_KEY:
    refuse(f"the file {DATA_DIR / 'secret-key'} is empty; delete it, a new one will be made.")

DATABASE_URL_FORM = "sqlite:////path/to/db.sqlite3 or postgres://user:password@host:5432/name"
_sqlite: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA_DIR / "db.sqlite3",
}
DATABASES = {"default": read("DATABASE_URL", parse_database, _sqlite, DATABASE_URL_FORM)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # A transaction waits for its turn at its start instead of failing at its first write.
        "transaction_mode": "IMMEDIATE",
        "timeout": 5,  # seconds that a write waits for others; then its form is shown again
        # FULL: commits survive a power cut. secure_delete overwrites deleted content.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
        ),
    }
else:
    DATABASES["default"]["OPTIONS"] = {
        **DATABASES["default"].get("OPTIONS", {}),
        "pool": {"min_size": 1, "max_size": 8, "timeout": 10},
    }
    DATABASES["default"]["CONN_MAX_AGE"] = 0  # the pool keeps the connections,
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True  # and drops broken ones
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PASSPHRASE_FORM = "the path of a file with a passphrase, such as /etc/milkspot/passphrase"
BACKUP_PASSPHRASE_FILE = read("BACKUP_PASSPHRASE_FILE", parse_path, None, PASSPHRASE_FORM)

START_EMPTY = read("START_EMPTY", lambda _: env.bool("START_EMPTY"), False, "true or false")

# All workers must share the counters of the log-in limits, and all servers of a PostgreSQL.
_cache: dict[str, Any] = {
    "BACKEND": "diary.cache.LockedFileCache",
    "LOCATION": DATA_DIR / "cache",
    "OPTIONS": {"MAX_ENTRIES": 10_000},
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    _cache = {
        "BACKEND": "diary.cache.LockedDatabaseCache",
        "LOCATION": "milkspot_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
CACHES = {"default": _cache}

OPERATOR = env.str("OPERATOR", "").strip()  # shown to users: who runs this server
SIGN_UP = read("SIGN_UP", parse_sign_up, "closed", "open, invitation or closed")
TERMS = read("TERMS_FILE", parse_text_file, "", "the path of a UTF-8 text file with words")
FAMILY_QUOTA = read("FAMILY_QUOTA", parse_size, 0, "a size such as 500MB or 5GB")  # in bytes

# For tests and measurements alone, which have a push service of their own.
PUSH_TO_PRIVATE_ADDRESSES = False
PUSH_CA_FILE = None

RULES_FILE_FORM = "the path of a TOML file, such as /etc/milkspot/rules.toml"
MILKSPOT_RULES_FILE: Path | None = read("RULES_FILE", parse_path, None, RULES_FILE_FORM)


# Network

DEBUG = read("DEBUG", lambda _: env.bool("DEBUG"), False, "true or false")
HOST = read("HOST", parse_host, "127.0.0.1", "an IP address, usually 127.0.0.1 or 0.0.0.0")
PORT = read("PORT", parse_port, 8000, "a number from 1 to 65535")
TRUSTED_PROXIES: list[str] = read(
    "TRUSTED_PROXIES",
    parse_networks,
    [],
    "IP addresses or networks, with commas between them, such as 127.0.0.1",
)
_public = read(
    "PUBLIC_URL",
    parse_url,
    None,
    "the web address people open, such as https://milkspot.example.org or"
    " https://example.org/milkspot",
)
PUBLIC_URL = _public.geturl() if _public else ""
HTTPS = _public is not None and _public.scheme == "https"
SUB_PATH = _public.path if _public else ""
LOOPBACK_ONLY = HOST == "localhost" or ipaddress.ip_address(HOST).is_loopback

# Without a PUBLIC_URL, and if HOST is reachable, the home network may open it by a private IP
# address or a name of its own (checked by diary.middleware.HostMiddleware). Other names are
# refused, so DNS rebinding fails either way.
HOME_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
HOME_NETWORK = not _public and not LOOPBACK_ONLY
if HOME_NETWORK:
    HOME_HOSTS.append(socket.gethostname().lower())
if _public:
    _host = _public.hostname or ""
    ALLOWED_HOSTS = [f"[{_host}]" if ":" in _host else _host]
    CSRF_TRUSTED_ORIGINS = [f"{_public.scheme}://{_public.netloc}"]
else:
    ALLOWED_HOSTS = ["*"] if HOME_NETWORK else HOME_HOSTS

FORCE_SCRIPT_NAME = SUB_PATH or None
STATIC_URL = f"{SUB_PATH}/static/"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = APPEARANCE_COOKIE_PATH = f"{SUB_PATH}/"

# Own names, since browsers send cookies to all ports of a host. With the prefixes they accept a
# cookie of this name over https only, and not from other hosts.
_prefix = ("__Secure-" if SUB_PATH else "__Host-") if HTTPS else ""
SESSION_COOKIE_NAME = f"{_prefix}milkspot_session"
CSRF_COOKIE_NAME = f"{_prefix}milkspot_csrf"
APPEARANCE_COOKIE_NAME = f"{_prefix}milkspot_appearance"  # js/appearance.js reads it
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "tracker.views.info.errors.csrf_failure"

# Without a trusted proxy every request looks like http.
REDIRECT_TO_HTTPS = HTTPS and bool(TRUSTED_PROXIES)
DRAIN_SECONDS = read("DRAIN_SECONDS", parse_drain_seconds, 0, "a number of seconds from 0 to 300")
HEALTH_PATH = "healthz"  # requested locally, over http and by any host
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SILENCED_SYSTEM_CHECKS = [
    "security.W008",  # Django's redirect is permanent; ours is in TrustedProxyMiddleware
    "security.W005",  # HSTS for subdomains, and
    "security.W021",  # its preload list: both would affect other sites of the domain.
]
# An entry with too many spots must still reach the form, which reports it.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000


# Apps, middleware, templates

ROOT_URLCONF = "diary.urls"
WSGI_APPLICATION = "diary.wsgi.application"
INSTALLED_APPS = [
    "tracker",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
]
MIDDLEWARE = [
    "diary.middleware.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "diary.middleware.HeadersMiddleware",
    "diary.middleware.HostMiddleware",
    "diary.middleware.TrustedProxyMiddleware",
    "diary.middleware.ForEverybodyMiddleware",
    "diary.middleware.PageCompressionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "diary.middleware.LanguageMiddleware",
    "diary.middleware.AccessMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "diary.middleware.SessionListMiddleware",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tracker.views.context.page_context",
            ]
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "milkspot"  # templates/milkspot
FORM_RENDERER = "tracker.forms.renderer.FormRenderer"
MESSAGE_TAGS = {40: "danger"}  # the CSS class of errors, as of a button that deletes
# Messages contain children's names: deleted with the session at log-out, never in a cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"


_htmx = find_spec("django_htmx")
assert _htmx
assert _htmx.origin

# Not an installed app, since only one file of the package is used.
STATICFILES_DIRS = [Path(_htmx.origin).parent / "static"]
STATICFILES_FINDERS = ["diary.finders.SelectedFilesFinder", "diary.finders.TrackerFilesFinder"]
STATIC_ROOT = DATA_DIR / "static"
_static_storage = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if DEBUG
    else "diary.static_storage.HashedStaticFiles"
)
STORAGES = {
    "default": (
        photos_in_a_bucket(MEDIA_S3_BUCKET)
        if MEDIA_S3_BUCKET
        else {"BACKEND": "diary.photo_storage.DurableFileStorage"}
    ),
    "staticfiles": {"BACKEND": _static_storage},
}


# Mail, if there is a server for it

EMAIL_URL_FORM = "submission://user:password@mail.example.org or smtp://localhost:25"
# Without a server no mail is written, not to the log either: its links would let a reader in.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
_mail: dict[str, Any] = read("EMAIL_URL", parse_mail_server, {}, EMAIL_URL_FORM)
globals().update(_mail)
EMAIL_TIMEOUT = 10
SENDS_MAIL = ACCOUNT_EMAIL_NOTIFICATIONS = bool(_mail)
_login_at_server = _mail.get("EMAIL_HOST_USER") or ""
_from = read(
    "EMAIL_FROM", parse_mailbox, _login_at_server, "an address, such as milkspot@example.org"
)
DEFAULT_FROM_EMAIL = formataddr(("Milkspot", _from))
if SENDS_MAIL and not PUBLIC_URL:
    refuse(
        "EMAIL_URL is set, but PUBLIC_URL is not; set it to the web address people open, which the"
        " links in emails begin with."
    )
if SENDS_MAIL and "@" not in _from:
    refuse("EMAIL_URL is set, but not the address that emails come from; set EMAIL_FROM.")


# Language and time

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = read("TIME_ZONE", parse_time_zone, "UTC", "a name such as Europe/London")


# Log, without personal data

LOG_LEVEL = read("LOG_LEVEL", parse_log_level, "WARNING", "DEBUG, INFO, WARNING or ERROR")
LOG_FORMAT = read("LOG_FORMAT", parse_log_format, "plain", "plain or json")
LOGGING = logging_config(LOG_LEVEL, LOG_FORMAT, with_messages=DEBUG)
