"""From an empty installation to a concern that is written down, and back to a shut door."""

from __future__ import annotations

from datetime import date, time
from urllib.parse import unquote
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from diary.prepare import print_start_code
from tests.factories import PASSWORD, client_of, make_child, make_family, make_member
from tests.views.pages import notices_of
from tracker.actions.people import GUEST_EMAIL
from tracker.models import Child, Concern, Entry, Family, Member, User
from tracker.utils.tokens import start_code

pytestmark = pytest.mark.django_db

NOW = "2026-03-10T12:30:00Z"


@pytest.fixture(autouse=True)
def _now(time_machine) -> None:
    time_machine.move_to(NOW, tick=False)


def baby(**fields: str) -> dict[str, str]:
    return {
        "uuid": str(uuid4()),
        "time_zone": "Europe/London",
        "name": "Iris",
        "birth_date": "2026-01-10",
        "condition": "milia",
        "site_1": "chin",
        "side_1": "middle",
        "site_2": "nose",
        "side_2": "",
        "first_noticed_on": "2026-02-01",
        **fields,
    }


def account(**fields: str) -> dict[str, str]:
    return {
        "name": "Ana",
        "email": "Ana@Example.org",
        "password": "milk and honey moon",
        "time_zone": "Europe/London",
        "country": "GB",
        **fields,
    }


def begun(client: Client, **fields: str) -> Client:
    response = client.post(reverse("start"), baby(**fields))
    assert (response.status_code, response["Location"]) == (302, reverse("start_account"))
    return client


def test_the_bare_address_leads_an_empty_installation_to_the_start(client):
    assert client.get("/")["Location"] == reverse("start")


def test_start_to_a_written_down_concern(client):
    response = begun(client).post(reverse("start_account"), account())
    assert response["Location"] == reverse("start_done")
    user, family, child = User.objects.get(), Family.objects.get(), Child.objects.get()
    concern, entry = Concern.objects.get(), Entry.objects.get()
    assert (user.email, user.name, user.check_password("milk and honey moon")) == (
        "ana@example.org",
        "Ana",
        True,
    )
    assert (family.time_zone, family.country, family.temperature_unit) == (
        "Europe/London",
        "GB",
        "C",
    )
    assert Member.objects.get(user=user, family=family).role == "owner"
    assert (child.name, child.birth_date) == ("Iris", date(2026, 1, 10))
    assert (concern.condition, concern.first_noticed_on) == ("milia", date(2026, 2, 1))
    assert (entry.day, entry.at, entry.status, entry.trend) == (
        date(2026, 3, 10),
        time(12, 30),
        "present",
        "",
    )
    assert [(spot.site, spot.side) for spot in entry.spots.all()] == [
        ("chin", "middle"),
        ("nose", ""),
    ]
    assert client.get("/").context["child_context"].child == child


def test_it_can_be_logged_into_later(client):
    begun(client).post(reverse("start_account"), account())
    other = Client()
    response = other.post(
        reverse("account_login"), {"login": "ana@example.org", "password": "milk and honey moon"}
    )
    assert response["Location"] == reverse("home")


def test_logging_in_changes_the_session_key(client):
    begun(client)
    before = client.session.session_key
    client.post(reverse("start_account"), account())
    assert client.session.session_key != before
    assert "start" not in client.session


def test_what_was_noticed_today_is_new(client):
    begun(client, first_noticed_on="2026-03-10").post(reverse("start_account"), account())
    assert Entry.objects.get().trend == "new"


def test_a_baby_without_anything_on_the_skin(client):
    begun(client, condition="nothing", first_noticed_on="").post(
        reverse("start_account"), account()
    )
    assert Child.objects.count() == 1
    assert Concern.objects.count() == 0


def test_a_photo_can_be_added_to_the_first_entry_at_once(client):
    page = begun(client).post(reverse("start_account"), account(), follow=True)
    entry = Entry.objects.get()
    photos = reverse("photos", args=[entry.child.pk, entry.concern.uuid, entry.uuid])
    assert notices_of(page) == ["Iris's diary is ready. Add a photo"]
    assert f'href="{photos}"' in page.content.decode()
    assert client.get(photos).status_code == 200


def test_without_a_concern_there_is_nothing_to_take_a_photo_of(client):
    begun(client, condition="nothing", first_noticed_on="")
    page = client.post(reverse("start_account"), account(), follow=True)
    assert notices_of(page) == ["Iris's diary is ready."]


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"name": ""}, "name", "Enter a name or initials."),
        ({"birth_date": ""}, "birth_date", "Enter the date of birth."),
        ({"birth_date": "2026-03-12"}, "birth_date", "Enter a date that is not in the future."),
        (
            {"birth_date": "1926-01-10"},
            "birth_date",
            "That is a long time ago for a baby. Check the year.",
        ),
        (
            {"birth_date": "yesterday"},
            "birth_date",
            "Enter a date as year, month and day, for example 2026-03-31.",
        ),
        ({"condition": ""}, "condition", "Choose what comes closest."),
        (
            {"first_noticed_on": ""},
            "first_noticed_on",
            ("Enter when you first noticed it. A rough date is fine."),
        ),
        (
            {"first_noticed_on": "2026-03-12"},
            "first_noticed_on",
            ("Enter a date that is not in the future."),
        ),
        (
            {"first_noticed_on": "2026-01-09"},
            "first_noticed_on",
            "Enter a date on or after the date of birth.",
        ),
    ],
    ids=[
        "no name",
        "no birth day",
        "birth to come",
        "birth long ago",
        "birth no day",
        "nothing chosen",
        "since never",
        "since a day to come",
        "since before birth",
    ],
)
def test_a_slip_is_told_and_nothing_typed_is_lost(client, fields, field, sentence):
    response = client.post(reverse("start"), baby(**fields))
    form = response.context["form"]
    assert form.errors == {field: [sentence]}
    assert form["site_1"].value() == "chin"
    assert "start" not in client.session


def test_nothing_reaches_the_database_before_the_account(client):
    begun(client)
    assert (User.objects.count(), Family.objects.count(), Child.objects.count()) == (0, 0, 0)


def test_going_back_shows_what_was_written(client):
    begun(client)
    form = client.get(reverse("start")).context["form"]
    assert (form["name"].value(), form["site_2"].value()) == ("Iris", "nose")


def test_the_new_password_is_not_asked_for_again_at_once(client, time_machine):
    begun(client).post(reverse("start_account"), account())
    delete = reverse("account_delete")
    assert client.post(delete, {"typed": "?"}).status_code == 200  # not what was to be typed
    time_machine.shift(15 * 60)
    asked = client.post(delete, {"typed": "?"})
    assert asked["Location"].startswith(reverse("account_reauthenticate"))


def test_the_account_page_needs_the_first_page(client):
    assert client.get(reverse("start_account"))["Location"] == reverse("start")


@pytest.mark.parametrize(
    ("browser_zone", "languages", "zone", "country"),
    [
        ("Asia/Calcutta", "en-US", "Asia/Kolkata", "IN"),
        ("", "de-AT,de;q=0.8", "Europe/Vienna", "AT"),
        ("Mars/Olympus", "pt-BR", "America/Sao_Paulo", "BR"),
        ("", "", "UTC", ""),
    ],
    ids=["by script", "by languages", "unknown zone", "nothing said"],
)
def test_where_the_family_lives_is_guessed_and_can_be_changed(
    client, browser_zone, languages, zone, country
):
    client.post(reverse("start"), baby(time_zone=browser_zone))
    response = client.get(reverse("start_account"), headers={"accept-language": languages})
    form = response.context["form"]
    assert (form["time_zone"].value(), form["country"].value()) == (zone, country)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": ""}, "name"),
        ({"email": "no address"}, "email"),
        ({"password": "short"}, "password"),
        ({"password": "1234567890"}, "password"),
        ({"password": "ana@example.org"}, "password"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"country": "XX"}, "country"),
    ],
    ids=["no name", "no address", "short", "numbers", "like the address", "no zone", "no country"],
)
def test_an_account_that_cannot_be(client, fields, field):
    response = begun(client).post(reverse("start_account"), account(**fields))
    assert list(response.context["form"].errors) == [field]
    assert User.objects.count() == 0


def test_a_password_is_not_sent_back(client):
    response = begun(client).post(reverse("start_account"), account(email=""))
    assert "milk and honey moon" not in response.content.decode()


@pytest.mark.parametrize(
    ("zone", "opens"),
    [("Pacific/Auckland", True), ("America/Los_Angeles", False)],
)
def test_today_is_the_familys_today(client, time_machine, zone, opens):
    """At this moment it is the 11th in Auckland and still the 10th in Los Angeles."""
    time_machine.move_to("2026-03-10T20:00:00Z", tick=False)
    begun(client, first_noticed_on="2026-03-11", time_zone="")
    response = client.post(reverse("start_account"), account(time_zone=zone))
    assert Child.objects.exists() is opens
    if opens:
        assert Entry.objects.get().day == date(2026, 3, 11)
    else:
        assert response.context["form"].errors["time_zone"] == [
            "In this time zone it's still 10 March 2026, and you entered a later day. Choose"
            " another time zone, or go back and change the day."
        ]


def test_sent_twice_it_is_there_once(client):
    begun(client).post(reverse("start_account"), account())
    response = client.post(reverse("start_account"), account())
    assert response["Location"] == reverse("home")
    assert (User.objects.count(), Child.objects.count(), Concern.objects.count()) == (1, 1, 1)


def test_who_comes_second_is_led_to_the_log_in(client, monkeypatch):
    begun(client)
    make_child(make_family())
    monkeypatch.setattr("tracker.views.family.start.may_sign_up", lambda *_: True)
    response = client.post(reverse("start_account"), account())
    assert response["Location"] == reverse("account_login")
    assert User.objects.count() == 0


@pytest.mark.parametrize("name", ["start", "start_account"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_first_pages_are_closed_once_there_is_a_diary(client, name, method):
    make_family()
    response = getattr(client, method)(reverse(name), {**baby(), **account()})
    assert response["Location"] == reverse("home")
    assert client.get("/")["Location"] == reverse("account_login")
    assert User.objects.count() == 0


def test_the_guest_of_the_sample_starts_an_own_diary(client):
    client.post(reverse("sample_open"))
    page = client.get(reverse("start"))
    assert page.status_code == 200
    assert f'action="{reverse("sample_open")}"' not in page.content.decode()
    begun(client).post(reverse("start_account"), account())
    assert [user.email for user in User.objects.all()] == ["ana@example.org"]
    assert [family.is_sample for family in Family.objects.all()] == [False]
    assert client.get("/").context["child_context"].child == Child.objects.get()


def test_an_address_that_has_an_account_already(client):
    User.objects.create_user("ana@example.org", PASSWORD)
    response = begun(client).post(reverse("start_account"), account())
    assert response.context["form"].errors == {
        "email": ["There is already an account with this address."]
    }


def test_the_guests_address_belongs_to_nobody(client):
    client.post(reverse("sample_open"))
    response = begun(client).post(reverse("start_account"), account(email=GUEST_EMAIL))
    assert "email" in response.context["form"].errors


# The way onto the phone


@pytest.fixture
def owner() -> Client:
    family = make_family()
    make_child(family)
    return client_of(make_member(family))


def test_the_way_onto_the_phone_needs_an_account(client):
    assert client.get(reverse("start_done")).status_code == 302


def test_a_code_of_the_address_it_was_opened_under(owner, settings):
    settings.ALLOWED_HOSTS = ["192.168.1.5"]
    response = owner.get(reverse("start_done"), headers={"host": "192.168.1.5:8000"})
    assert response.context["address"] == "http://192.168.1.5:8000/"
    assert unquote(response.context["qr"]).startswith("data:image/svg+xml")


def test_a_code_of_the_public_address(owner, settings):
    settings.PUBLIC_URL = "https://example.org/milkspot"
    response = owner.get(reverse("start_done"))
    assert response.context["address"] == "https://example.org/milkspot/"
    assert response.context["qr"]


@pytest.mark.parametrize(
    ("typed", "opens"),
    [
        (lambda code: code, True),
        (lambda code: code.upper().replace("-", " "), True),
        (lambda code: "aaaa-aaaa-aaaa", False),
        (lambda code: "", False),
    ],
    ids=["as printed", "in capitals", "another", "none"],
)
def test_on_a_public_address_the_first_account_needs_a_code(client, settings, typed, opens):
    settings.PUBLIC_URL = "https://example.org"
    code = typed(start_code())
    response = begun(client).post(reverse("start_account"), account(code=code))
    assert (response.status_code == 302, User.objects.exists()) == (opens, opens)
    if not opens:
        assert list(response.context["form"].errors) == ["code"]


@pytest.mark.parametrize("address", ["", "http://192.168.1.20", "https://milkspot.home.arpa"])
def test_at_home_there_is_no_code(client, settings, capsys, address):
    settings.PUBLIC_URL = address
    assert "code" not in begun(client).get(reverse("start_account")).context["form"].fields
    print_start_code()
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("address", ["https://example.org", "https://nas.tail1234.ts.net"])
def test_the_start_prints_the_code_until_there_is_a_diary(client, settings, capsys, address):
    """The second may be open to everyone by Tailscale's Funnel."""
    settings.PUBLIC_URL = address
    print_start_code()
    assert capsys.readouterr().out == f"Start code for the first account: {start_code()}\n"
    make_child(make_family())
    print_start_code()
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("host", "own", "asks"),
    [
        ("0.0.0.0", "1.2.3.4", True),
        ("0.0.0.0", "192.168.1.20", False),
        ("2a00::1", "192.168.1.20", True),
        ("127.0.0.1", "1.2.3.4", False),
    ],
)
def test_a_server_with_a_public_address_asks_for_the_code_without_its_name(
    client, settings, monkeypatch, host, own, asks
):
    """Whoever knows the number can say that its name is one of those at home."""
    settings.HOST, settings.LOOPBACK_ONLY = host, host == "127.0.0.1"
    monkeypatch.setattr("tracker.views.addresses.own_address", lambda: own)
    fields = begun(client).get(reverse("start_account")).context["form"].fields
    assert ("code" in fields) == asks


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]:8000"])
def test_no_code_that_a_phone_cannot_open(owner, settings, host):
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
    response = owner.get(reverse("start_done"), headers={"host": host})
    assert response.context["qr"] == ""
    assert "under “At home”" in response.content.decode()


def test_where_others_are_let_in_it_says_which_address_to_open(owner, settings):
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.LOOPBACK_ONLY = False
    page = owner.get(reverse("start_done"), headers={"host": "localhost"}).content.decode()
    assert "the address that the server printed" in page
    assert "HOST=0.0.0.0" not in page


def test_scripts_and_styles_of_the_start_are_files(client):
    page = client.get(reverse("start"))
    assert "unsafe" not in page["Content-Security-Policy"]
    assert page["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_markup_in_a_name_stays_text(client):
    begun(client, name="<b>Iris</b>")
    page = client.get(reverse("start_account")).content.decode()
    assert "<b>Iris</b>" not in page
    assert "&lt;b&gt;Iris&lt;/b&gt;" in page
