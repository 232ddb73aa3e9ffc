"""What the settings make of the environment, and how they refuse it."""

import os
import runpy
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from diary.middleware import TrustedProxyMiddleware
from tracker.views.addresses import HOME_ENDINGS

ROOT = Path(__file__).parent.parent.parent
SECRET = "x7" * 40


def settings_of(monkeypatch: pytest.MonkeyPatch, data_dir: Path, **environment: str) -> Any:
    """The settings that a host with this environment gets."""
    for name, value in {"DATA_DIR": str(data_dir), "DATABASE_URL": "", **environment}.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(ROOT / "diary" / "settings.py"))


@pytest.fixture
def settings_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    return lambda **environment: settings_of(monkeypatch, tmp_path / "data", **environment)


def test_nothing_set_means_reachable_from_this_machine_only(settings_for):
    values = settings_for()
    assert values["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert (values["HOST"], values["PORT"], values["DEBUG"]) == ("127.0.0.1", 8000, False)
    assert values["SESSION_COOKIE_SECURE"] is False
    assert values["REDIRECT_TO_HTTPS"] is False
    assert values["TIME_ZONE"] == "UTC"
    assert (values["LOG_LEVEL"], values["LOG_FORMAT"]) == ("WARNING", "plain")
    assert values["STATIC_URL"] == "/static/"


def test_all_data_lies_in_the_folder_of_the_host(settings_for, tmp_path):
    values = settings_for()
    data = tmp_path / "data"
    assert values["DATABASES"]["default"]["NAME"] == data / "db.sqlite3"
    assert values["MEDIA_ROOT"] == data / "media"
    assert values["STATIC_ROOT"] == data / "static"
    assert stat.S_IMODE(data.stat().st_mode) == 0o700


def test_what_is_written_is_private_however_it_was_started(settings_for, tmp_path):
    before = os.umask(0o022)
    try:
        settings_for()
        (tmp_path / "data" / "db.sqlite3").touch()
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "data" / "db.sqlite3").stat().st_mode) == 0o600


def test_without_a_folder_data_lies_in_the_home_and_photos_in_media(settings_for, tmp_path):
    values = settings_for(DATA_DIR="", XDG_DATA_HOME=str(tmp_path / "xdg"))
    assert values["DATA_DIR"] == tmp_path / "xdg" / "milkspot"
    assert values["MEDIA_ROOT"] == ROOT / "media"


def test_secret_key_is_made_once_and_private(settings_for, tmp_path):
    first, second = settings_for()["SECRET_KEY"], settings_for()["SECRET_KEY"]
    file = tmp_path / "data" / "secret-key"
    assert len(first) > 50
    assert first == second == file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.glob("secret-key*")] == ["secret-key"]


def test_secret_key_on_a_disk_without_hard_links(settings_for, monkeypatch):
    """Such as exFAT or FAT on a USB disk."""
    monkeypatch.setattr(os, "link", Mock(side_effect=PermissionError(1, "not permitted")))
    assert len(settings_for()["SECRET_KEY"]) > 50


def test_secret_key_of_the_environment_leaves_no_file(settings_for, tmp_path):
    assert settings_for(SECRET_KEY=SECRET)["SECRET_KEY"] == SECRET
    assert not (tmp_path / "data" / "secret-key").exists()


def test_sqlite_waits_for_its_turn_and_survives_a_power_cut(settings_for):
    options = settings_for()["DATABASES"]["default"]["OPTIONS"]
    assert options == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 5,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
        ),
    }


def test_postgresql_by_its_address(settings_for):
    database = settings_for(DATABASE_URL="postgres://m:p@db:5433/diary")["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db", 5433, "diary")
    assert database["OPTIONS"]["pool"]["max_size"] == 8
    assert (database["CONN_MAX_AGE"], database["CONN_HEALTH_CHECKS"]) == (0, True)


def test_public_https_address_settles_all_that_follows(settings_for):
    values = settings_for(PUBLIC_URL="https://Milk.Example.org/", TRUSTED_PROXIES="127.0.0.1")
    assert values["PUBLIC_URL"] == "https://milk.example.org"
    assert values["ALLOWED_HOSTS"] == ["milk.example.org"]
    assert values["CSRF_TRUSTED_ORIGINS"] == ["https://milk.example.org"]
    assert values["SESSION_COOKIE_SECURE"] is True
    assert values["CSRF_COOKIE_SECURE"] is True
    assert values["REDIRECT_TO_HTTPS"] is True
    assert values["SECURE_HSTS_SECONDS"] == 365 * 24 * 3600
    assert values["FORCE_SCRIPT_NAME"] is None


def test_public_address_with_a_path_and_a_port(settings_for):
    values = settings_for(PUBLIC_URL="http://example.org:8080/baby/")
    assert values["ALLOWED_HOSTS"] == ["example.org"]
    assert values["CSRF_TRUSTED_ORIGINS"] == ["http://example.org:8080"]
    assert values["FORCE_SCRIPT_NAME"] == "/baby"
    assert values["STATIC_URL"] == "/baby/static/"
    assert values["SESSION_COOKIE_PATH"] == values["CSRF_COOKIE_PATH"] == "/baby/"
    assert values["SESSION_COOKIE_SECURE"] is False


@pytest.mark.parametrize(
    ("public_url", "expected"),
    [
        ("https://müller.example/baby", "https://xn--mller-kva.example/baby"),
        ("https://Straße.example", "https://xn--strae-oqa.example"),
        ("https://example.org:443/", "https://example.org"),
        ("http://example.org:80", "http://example.org"),
        ("https://[2001:DB8::1]:8443", "https://[2001:db8::1]:8443"),
    ],
)
def test_the_public_address_is_as_browsers_send_it(settings_for, public_url, expected):
    values = settings_for(PUBLIC_URL=public_url)
    assert values["PUBLIC_URL"] == expected
    assert values["CSRF_TRUSTED_ORIGINS"] == [expected.removesuffix("/baby")]


@pytest.mark.parametrize(
    ("quota", "size"),
    [("", 0), ("500MB", 500_000_000), ("2.5 gb", 2_500_000_000), ("1TB", 10**12)],
)
def test_a_size_is_a_number_of_bytes(settings_for, quota, size):
    assert settings_for(FAMILY_QUOTA=quota)["FAMILY_QUOTA"] == size


def test_lists_lose_their_spaces(settings_for):
    values = settings_for(TRUSTED_PROXIES=" 127.0.0.1, 172.16.0.0/12 ,::1,::ffff:10.0.0.0/104")
    networks = ["127.0.0.1/32", "172.16.0.0/12", "::1/128", "10.0.0.0/8"]
    assert values["TRUSTED_PROXIES"] == networks


@pytest.mark.parametrize(
    ("variable", "value", "advice"),
    [
        ("DEBUG", "ja", "write true or false"),
        ("TERMS_FILE", "/dev/null", "the path of a UTF-8 text file with words"),
        ("TERMS_FILE", "/nowhere/terms.txt", "the path of a UTF-8 text file with words"),
        ("FAMILY_QUOTA", "5", "a size such as 500MB or 5GB"),
        ("FAMILY_QUOTA", "0GB", "a size such as 500MB or 5GB"),
        ("FAMILY_QUOTA", "-1GB", "a size such as 500MB or 5GB"),
        ("SIGN_UP", "everybody", "write open, invitation or closed"),
        ("START_EMPTY", "ja", "write true or false"),
        ("PORT", "http", "a number from 1 to 65535"),
        ("PORT", "70000", "a number from 1 to 65535"),
        ("HOST", "my house", "an IP address"),
        ("PUBLIC_URL", "milkspot.example.org", "such as https://milkspot.example.org"),
        ("PUBLIC_URL", "ftp://example.org", "such as https://milkspot.example.org"),
        ("PUBLIC_URL", "https://me:pw@example.org", "such as https://milkspot.example.org"),
        ("PUBLIC_URL", "https://example.org/säugling", "such as https://milkspot.example.org"),
        ("PUBLIC_URL", "https://example.org:port", "such as https://milkspot.example.org"),
        ("TRUSTED_PROXIES", "proxy", "IP addresses or networks"),
        ("TIME_ZONE", "Mars/Olympus", "a name such as Europe/London"),
        ("TIME_ZONE", "../etc/passwd", "a name such as Europe/London"),
        ("LOG_LEVEL", "loud", "DEBUG, INFO, WARNING or ERROR"),
        ("LOG_FORMAT", "xml", "plain or json"),
        ("DATABASE_URL", "mysql://root:hunter2@db/diary", "sqlite:////path/to/db.sqlite3"),
        ("DATABASE_URL", "nonsense", "sqlite:////path/to/db.sqlite3"),
        ("DATABASE_URL", "postgres://", "sqlite:////path/to/db.sqlite3"),
        ("DATA_DIR", "/dev/null/milkspot", "DATA_DIR name a folder"),
        ("EMAIL_URL", "console://", "submission://user:password@mail.example.org"),
        ("EMAIL_URL", "https://hunter2@example.org", "submission://user:password"),
        ("EMAIL_FROM", "Milkspot <a@example.org>", "an address, such as"),
    ],
)
def test_a_bad_value_is_refused_with_one_sentence(settings_for, variable, value, advice):
    with pytest.raises(SystemExit) as refusal:
        settings_for(**{variable: value})
    sentence = str(refusal.value)
    assert sentence.startswith("Milkspot cannot start: ")
    assert variable in sentence
    assert advice in sentence
    assert "hunter2" not in sentence
    assert "\n" not in sentence


def test_refusal_shows_no_traceback(tmp_path):
    run = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={
            **os.environ,
            "DATA_DIR": str(tmp_path),
            "PORT": "many",
            "DJANGO_SETTINGS_MODULE": "diary.settings",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == (
        "Milkspot cannot start: PORT is not set to something that works; "
        "write a number from 1 to 65535.\n"
    )


# Headers and hosts


def answer(**meta: str) -> dict[str, Any]:
    """What a view learns about a request that came with these headers."""
    seen: dict[str, Any] = {}

    def view(request: HttpRequest) -> HttpResponse:
        seen.update(address=request.META["REMOTE_ADDR"], https=request.is_secure())
        return HttpResponse()

    TrustedProxyMiddleware(view)(RequestFactory().get("/", **meta))
    return seen


FORWARDED = {
    "HTTP_X_FORWARDED_FOR": "6.6.6.6, 203.0.113.9, 10.0.0.2",
    "HTTP_X_FORWARDED_PROTO": "https",
}


def test_forwarded_headers_count_from_a_named_proxy_only(settings):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
    believed = answer(REMOTE_ADDR="10.0.0.1", **FORWARDED)
    assert believed == {"address": "203.0.113.9", "https": True}
    forged = answer(REMOTE_ADDR="198.51.100.7", **FORWARDED)
    assert forged == {"address": "198.51.100.7", "https": False}


@pytest.mark.parametrize("proto", ["https", "HTTPS", "https, http", " https ,http,http"])
def test_the_first_scheme_counts_in_any_case(settings, proto):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
    assert answer(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_PROTO=proto)["https"] is True


@pytest.mark.parametrize(
    ("proxy", "hops", "client"),
    [
        ("::ffff:10.0.0.1", "203.0.113.9, ::ffff:10.0.0.2", "203.0.113.9"),
        ("fd00::1", "[2001:db8::9]:50123, fd00::2", "2001:db8::9"),
        ("fd00::1", "203.0.113.9:50123", "203.0.113.9"),
        ("fd00::1", "6.6.6.6, unknown, fd00::2", "fd00::2"),
        ("::ffff:198.51.100.7", "6.6.6.6", "198.51.100.7"),
    ],
)
def test_proxies_are_known_by_any_spelling_of_their_address(settings, proxy, hops, client):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8", "fd00::/8"]
    assert answer(REMOTE_ADDR=proxy, HTTP_X_FORWARDED_FOR=hops)["address"] == client


def test_without_named_proxies_nobody_is_believed():
    assert answer(REMOTE_ADDR="127.0.0.1", **FORWARDED) == {"address": "127.0.0.1", "https": False}


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("192.168.1.20:8000", 302),
        ("10.1.2.3", 302),
        ("100.101.102.103:8000", 302),
        ("[fd00::1]:8000", 302),
        ("nas:8000", 302),
        ("pi.local:8000", 302),
        ("nas.lan", 302),
        ("nas.fritz.box", 302),
        ("nas.home.arpa", 302),
        ("nas.tail1234.ts.net", 302),
        ("host.docker.internal:8000", 302),
        ("this.machine.example", 302),
        ("localhost:8000", 302),
        ("8.8.8.8", 400),
        ("rebound.example.org:8000", 400),
        ("lan.example.org", 400),
        ("xfritz.box", 400),
        ("", 400),
    ],
)
@pytest.mark.django_db
def test_home_network_may_open_it_and_foreign_names_may_not(settings, host, status):
    settings.HOME_NETWORK = True
    settings.HOME_HOSTS = ["localhost", "this.machine.example"]
    settings.ALLOWED_HOSTS = ["*"]
    assert Client().get("/", headers={"host": host}).status_code == status


def test_a_refused_name_is_told_which_ones_work(settings):
    settings.HOME_NETWORK, settings.ALLOWED_HOSTS = True, ["*"]
    settings.HOME_HOSTS = ["localhost", "this.machine.example"]
    page = Client().get("/", headers={"host": "nas.example.org"}).content.decode()
    for name in ("“nas.example.org”", "localhost, this.machine.example", *HOME_ENDINGS):
        assert name in page


def test_with_a_public_address_a_refused_name_leads_there(settings):
    settings.PUBLIC_URL = "https://milkspot.example.org"
    settings.ALLOWED_HOSTS = ["milkspot.example.org"]
    page = Client().get("/", headers={"host": "192.168.1.5:8000"}).content.decode()
    assert 'href="https://milkspot.example.org/"' in page
    assert ".fritz.box" not in page


@pytest.mark.parametrize(
    ("path", "is_explained"),
    [("/baby/worried/", True), ("/baby", True), ("/babysitter/", False), ("/no/", False)],
)
@pytest.mark.django_db
def test_a_path_that_the_proxy_has_not_removed_is_explained(settings, path, is_explained):
    settings.SUB_PATH = "/baby"
    response = Client().get(path)
    assert response.status_code == 404
    told = "The proxy passed the path /baby on" in response.content.decode()
    assert told is is_explained


@pytest.mark.django_db
def test_headers_of_every_page():
    headers = Client().get("/account/login/").headers
    policy = {part.strip() for part in headers["Content-Security-Policy"].split(";")}
    assert policy == {
        "default-src 'none'",
        "object-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    }
    assert headers["Permissions-Policy"] == django_settings.PERMISSIONS_POLICY
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.django_db
def test_nobody_signs_up_by_themselves(django_user_model):
    Client().post(
        "/account/signup/", {"email": "stranger@example.org", "password1": "correct horse staple"}
    )
    assert django_user_model.objects.count() == 0


# Sessions


@pytest.mark.django_db
def test_a_session_lasts_for_90_days_from_the_last_day_of_use(django_user_model, time_machine):
    time_machine.move_to("2026-01-01T12:00:00Z", tick=False)
    user = django_user_model.objects.create_user(email="ada@example.org", password="long enough")
    client = Client()
    client.force_login(user)
    made = Session.objects.get().expire_date

    time_machine.move_to("2026-01-02T11:59:00Z", tick=False)
    response = client.get("/account/logout/")
    assert django_settings.SESSION_COOKIE_NAME not in response.cookies
    assert Session.objects.get().expire_date == made

    time_machine.move_to("2026-01-02T12:01:00Z", tick=False)
    response = client.get("/account/logout/")
    assert response.cookies[django_settings.SESSION_COOKIE_NAME]["max-age"] == 90 * 24 * 3600
    assert Session.objects.get().expire_date.date().isoformat() == "2026-04-02"
    used = UserSession.objects.get()
    assert (used.user, used.last_seen_at.date().isoformat()) == (user, "2026-01-02")

    time_machine.move_to("2026-04-02T12:02:00Z", tick=False)
    assert client.get("/account/logout/").status_code == 302


@pytest.mark.django_db
def test_a_session_lasts_for_a_year_however_often_it_is_used(django_user_model, time_machine):
    time_machine.move_to("2026-01-01T12:00:00Z", tick=False)
    user = django_user_model.objects.create_user(email="ada@example.org", password="long enough")
    client = Client()
    client.force_login(user)

    for day in ("2026-03-20", "2026-06-10", "2026-09-01", "2026-11-20"):
        time_machine.move_to(f"{day}T12:00:00Z", tick=False)
        client.get("/account/logout/")
        assert UserSession.objects.get().last_seen_at.date().isoformat() == day
    assert Session.objects.get().expire_date.isoformat() == "2027-01-01T12:00:00+00:00"

    time_machine.move_to("2026-12-31T12:00:00Z", tick=False)
    response = client.get("/account/logout/")
    assert response.status_code == 200
    assert response.cookies[django_settings.SESSION_COOKIE_NAME]["max-age"] == 24 * 3600

    time_machine.move_to("2027-01-01T12:00:01Z", tick=False)
    assert client.get("/account/logout/").status_code == 302


@pytest.mark.django_db
def test_the_year_of_a_session_of_an_earlier_version_begins_with_its_next_use(
    django_user_model, time_machine
):
    time_machine.move_to("2026-01-01T12:00:00Z", tick=False)
    user = django_user_model.objects.create_user(email="ada@example.org", password="long enough")
    client = Client()
    client.force_login(user)
    session = client.session
    del session["logged_in_at"], session["used_at"]
    session.save()
    time_machine.move_to("2026-03-01T12:00:00Z", tick=False)
    client.get("/account/logout/")
    began = datetime(2026, 3, 1, 12, tzinfo=UTC).timestamp()
    assert (client.session["logged_in_at"], client.session["used_at"]) == (began, began)


# Photos in a bucket

BUCKET = {
    "MEDIA_S3_BUCKET": "milkspot-photos",
    "MEDIA_S3_ENDPOINT": "https://s3.example.org/",
    "MEDIA_S3_ACCESS_KEY": "key",
    "MEDIA_S3_SECRET_KEY": "hunter2",
}


def test_photos_lie_on_the_disk_unless_a_bucket_is_named(settings_for):
    assert settings_for()["STORAGES"]["default"] == {
        "BACKEND": "diary.photo_storage.DurableFileStorage"
    }


def test_photos_in_a_bucket_are_private_and_have_no_address_of_their_own(settings_for):
    storage = settings_for(**BUCKET)["STORAGES"]["default"]
    options = storage["OPTIONS"]
    assert storage["BACKEND"] == "diary.bucket_storage.BucketStorage"
    assert options["bucket_name"] == "milkspot-photos"
    assert options["endpoint_url"] == "https://s3.example.org"
    assert options["querystring_auth"] is False
    assert options["file_overwrite"] is False
    assert options["default_acl"] is None
    assert options["client_config"].s3 == {"addressing_style": "path"}


@pytest.mark.parametrize("package", ["storages", "botocore.config"])
def test_the_packages_for_a_bucket_are_needed_with_a_bucket_only(
    settings_for, monkeypatch, package
):
    monkeypatch.setitem(sys.modules, package, None)  # as if it were not installed
    assert settings_for()["STORAGES"]["default"] == {
        "BACKEND": "diary.photo_storage.DurableFileStorage"
    }
    with pytest.raises(SystemExit) as refusal:
        settings_for(**BUCKET)
    sentence = str(refusal.value)
    assert sentence.startswith("Milkspot cannot start: MEDIA_S3_BUCKET is set, but the packages")
    assert "-r requirements-s3.txt" in sentence
    assert "\n" not in sentence


def test_a_bucket_at_amazon_needs_its_region_alone(settings_for):
    environment = {**BUCKET, "MEDIA_S3_ENDPOINT": "", "MEDIA_S3_REGION": "eu-west-1"}
    options = settings_for(**environment)["STORAGES"]["default"]["OPTIONS"]
    assert (options["endpoint_url"], options["region_name"]) == (None, "eu-west-1")
    assert options["client_config"].s3 == {"addressing_style": "virtual"}


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"MEDIA_S3_BUCKET": ""}, "MEDIA_S3_BUCKET is not set"),
        ({"MEDIA_S3_ACCESS_KEY": ""}, "MEDIA_S3_ACCESS_KEY or MEDIA_S3_SECRET_KEY is not"),
        ({"MEDIA_S3_SECRET_KEY": " "}, "MEDIA_S3_ACCESS_KEY or MEDIA_S3_SECRET_KEY is not"),
        ({"MEDIA_S3_ENDPOINT": ""}, "set MEDIA_S3_ENDPOINT, or MEDIA_S3_REGION"),
        ({"MEDIA_S3_ENDPOINT": "s3.example.org"}, "write the address of the storage"),
        ({"MEDIA_S3_BUCKET": "My Photos"}, "write the name of a bucket"),
    ],
    ids=["no bucket", "no key", "no secret", "no place", "no address", "no name"],
)
def test_a_bucket_that_is_half_described_is_refused_with_one_sentence(settings_for, changed, named):
    with pytest.raises(SystemExit) as refusal:
        settings_for(**{**BUCKET, **changed})
    sentence = str(refusal.value)
    assert sentence.startswith("Milkspot cannot start: ")
    assert named in sentence
    assert "hunter2" not in sentence
    assert "\n" not in sentence


# Mail

MAIL = {
    "EMAIL_URL": "submission://milkspot%40example.org:hunter2@mail.example.org",
    "PUBLIC_URL": "https://example.org",
}


def test_without_a_mail_server_no_mail_is_written(settings_for):
    values = settings_for()
    assert values["EMAIL_BACKEND"] == "django.core.mail.backends.dummy.EmailBackend"
    assert (values["SENDS_MAIL"], values["ACCOUNT_EMAIL_NOTIFICATIONS"]) == (False, False)


def test_a_mail_server_by_its_address(settings_for):
    values = settings_for(**MAIL)
    assert values["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert (values["EMAIL_HOST"], values["EMAIL_PORT"]) == ("mail.example.org", 587)
    assert (values["EMAIL_USE_TLS"], values["EMAIL_TIMEOUT"]) == (True, 10)
    assert values["DEFAULT_FROM_EMAIL"] == "Milkspot <milkspot@example.org>"
    assert values["SENDS_MAIL"] is True


def test_mail_comes_from_whom_one_says(settings_for):
    values = settings_for(**MAIL, EMAIL_FROM="diary@example.org")
    assert values["DEFAULT_FROM_EMAIL"] == "Milkspot <diary@example.org>"


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"PUBLIC_URL": ""}, "PUBLIC_URL is not"),
        ({"EMAIL_URL": "smtp://localhost:25"}, "set EMAIL_FROM"),
    ],
    ids=["no address for its links", "from nobody"],
)
def test_mail_that_would_lead_nowhere_is_refused(settings_for, changed, named):
    with pytest.raises(SystemExit) as refusal:
        settings_for(**{**MAIL, **changed})
    assert named in str(refusal.value)
    assert "hunter2" not in str(refusal.value)
