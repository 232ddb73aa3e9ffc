"""Every page in a pseudo-language: no text of the product bypasses gettext."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.exceptions import DisallowedHost
from django.core.management import call_command
from django.db import OperationalError
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import capfirst

from tests.browser.screens import addresses, fill
from tests.cases import AS_OF, eczema_diary, red_flag, red_flag_diary
from tests.factories import (
    INVITATION,
    SECRETS,
    client_of,
    make_family,
    make_invitation,
    make_member,
    make_share,
)
from tests.pseudo.language import LEFT_TO_RIGHT, OPEN, installed, longer
from tests.pseudo.page import leaks, leaks_of_page, pattern_of, texts_in
from tests.reports.sheets import sheet_of
from tracker.actions.importing import import_diary
from tracker.domain import sources
from tracker.domain.guide import sources as guide_sources
from tracker.domain.photos.coins import COINS
from tracker.domain.sample import sample_diary
from tracker.domain.sources import Source
from tracker.domain.vocabulary import SIGNS
from tracker.mail import (
    mail_owners_about_locked_link,
    mail_owners_about_new_owner,
    mail_owners_about_removal,
    send_invitation,
)
from tracker.models import PendingRemoval
from tracker.reports import summary_pdf
from tracker.views.addresses import HOME_ENDINGS
from tracker.views.info import errors
from tracker.views.info.database_errors import refused_by_database

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

NOW = datetime(2026, 5, 10, 12, tzinfo=UTC)
TEMPLATES = Path(__file__).parent.parent.parent / "templates"

KNOWN = (
    *("Milkspot", "English", "qps", "ar-xb", "http://testserver/"),  # names and an address
    *(str(coin.name) for coin in COINS.values()),  # as they are called where they are used
    *(
        "in the morning",
        "slept well",
        "Can it stay?",
        "plain ointment, after the b…",
        "bottle",
    ),  # typed
    "When to use 111",  # title of a source
)


@pytest.fixture(autouse=True)
def _pseudo(settings) -> Iterator[None]:
    with installed(settings):
        yield


def source_names() -> list[str]:
    return [
        text
        for module in (sources, guide_sources)
        for source in vars(module).values()
        if isinstance(source, Source)
        for text in (source.publisher, source.address, str(source.title))
    ]


def test_no_text_bypasses_gettext() -> None:
    family = make_family(time_zone="UTC", country="GB")
    parent = make_member(family)
    diary = sample_diary(timezone.now().date())
    child = import_diary(diary=diary, family=family, by=parent).child
    fill(child)
    parent.language = LEFT_TO_RIGHT
    parent.save()
    own = set(texts_in(diary))
    known = pattern_of(
        (
            *(*KNOWN, *source_names(), *own, *map(capfirst, own)),
            *(parent.email, parent.shown_name, family.name),
        )
    )
    found = {}
    for name, path in addresses(child).items():
        answer = client_of(parent).get(path)
        answer.getvalue()  # closes streamed files
        is_page = answer.get("Content-Type", "").startswith("text/html")
        if answer.status_code == 200 and is_page:
            html = answer.content.decode()
            assert 'lang="qps"' in html, name
            found[name] = sorted(set(leaks_of_page(html, known)))
        if name == "export":  # columns and codes of the CSV files are for programs
            columns = (*answer.context["columns"], *answer.context["trigger_columns"])
            codes = {column.name for column in columns} | SIGNS.keys()
            found[name] = [piece for piece in found[name] if piece not in codes]
    assert len(found) > 50
    assert {name: pieces for name, pieces in found.items() if pieces} == {}


@pytest.mark.parametrize(
    ("html", "found"),
    [
        (f"<p>{longer('Milk')} <b>{longer('on %(day)s')}</b></p>", []),
        (f"<p>{longer('Milk')} glued</p>", ["glued"]),
        ("<p>Iris</p>", []),
        ('<a aria-label="Close">×</a>', ["Close"]),
        ('<form data-text-sent="Sent"></form>', ["Sent"]),
        ("<script>const word = 1</script>", []),
    ],
)
def test_leaks_are_found(html: str, found: list[str]) -> None:
    assert leaks_of_page(html, re.compile("Iris")) == found


def test_no_text_of_a_visitors_page_bypasses_gettext(client, settings) -> None:
    """The doctor's link, before and after its code, closed, and an invitation."""
    settings.LANGUAGE_CODE = LEFT_TO_RIGHT
    with translation.override("en"):
        child = red_flag()
        by = child.family.members.get().user
        make_share(child, by=by)
        make_invitation(child.family, by)
    address = reverse("share_open", args=[SECRETS.token])
    pages = {
        "landing": client.get(address),
        "closed": client.post(address, {"code": "999999"}),
        "shown": client.post(address, {"code": SECRETS.code}, follow=True),
        "invitation": client.get(reverse("invitation_open", args=[INVITATION]), follow=True),
        "no invitation": client.get(reverse("invitation_open", args=["N" * 43]), follow=True),
    }
    known = pattern_of(
        (*KNOWN, *source_names(), *texts_in(red_flag_diary()), "Gran", by.shown_name)
    )
    found = {name: leaks_of_page(page.content.decode(), known) for name, page in pages.items()}
    assert {name: pieces for name, pieces in found.items() if pieces} == {}


def test_no_text_of_an_error_page_bypasses_gettext(client, settings) -> None:
    settings.LANGUAGE_CODE = LEFT_TO_RIGHT
    settings.HOME_NETWORK = True
    request = RequestFactory().get("/", headers={"origin": "http://a.example"})
    request.user, request.session = AnonymousUser(), {}
    posted = RequestFactory().post("/")
    with translation.override(LEFT_TO_RIGHT):
        pages = {
            "400": errors.bad_request(request, ValueError()),
            "403": errors.permission_denied(request, ValueError()),
            "404": client.get("/nothing/"),
            "429": render_to_string("429.html", request=request),
            "500": errors.server_error(request),
            "503": refused_by_database(request, OperationalError()),
            "503 for a form": refused_by_database(posted, OperationalError()),
            "csrf": errors.csrf_failure(request),
            "csrf of another address": errors.csrf_failure(request, "Origin checking failed"),
            "host": errors.bad_request(request, DisallowedHost()),
            "proxy": errors.unknown_scheme("https://a.example", "10.0.0.1", is_trusted=False),
            "trusted proxy": errors.unknown_scheme("https://a.example", "10.0.0.1", True),
        }
    known = pattern_of((*KNOWN, "http://a.example", *settings.HOME_HOSTS, *HOME_ENDINGS))
    found = {
        name: leaks_of_page(page if isinstance(page, str) else page.content.decode(), known)
        for name, page in pages.items()
    }
    assert {name: pieces for name, pieces in found.items() if pieces} == {}


def test_no_text_of_a_mail_bypasses_gettext(settings) -> None:
    settings.SENDS_MAIL, settings.PUBLIC_URL = True, "https://example.org"
    settings.LANGUAGE_CODE = LEFT_TO_RIGHT
    family = make_family()
    parent = make_member(family)
    parent.language = LEFT_TO_RIGHT
    parent.save()
    make_member(family)
    send_invitation(email="gran@example.org", token="J" * 43, by=parent)
    mail_owners_about_new_owner(parent.memberships.get())
    mail_owners_about_locked_link(family)
    for kind in PendingRemoval.Kind:
        removal = PendingRemoval(
            family=family, kind=kind, asked_by=parent, asked_at=NOW, due_at=NOW + timedelta(days=7)
        )
        mail_owners_about_removal(removal, NOW)
    by_hand = {
        path.relative_to(TEMPLATES).as_posix()
        for path in TEMPLATES.rglob("*.txt")
        if path.parent.name in ("email", "messages")
    }
    context = {
        "what": longer("It"),
        "timestamp": NOW,
        "ip": "10.0.0.1",
        "home": "https://example.org",
    }
    context |= {"password_reset_url": "https://example.org/1", "from_email": "a@example.org"}
    context |= {"to_email": "b@example.org", "email": "b@example.org", "user": parent}
    context |= {"by": "Ana", "due": longer("soon"), "address": "https://example.org/2"}
    context |= {"title": longer("A reminder"), "stop": "https://example.org/3"}
    with translation.override(LEFT_TO_RIGHT):
        texts = [render_to_string(name, context) for name in sorted(by_hand)]
    texts += [text for letter in mail.outbox for text in (letter.subject, letter.body)]
    assert len(texts) > 30
    known = re.compile(
        rf"Milkspot|https://example\.org\S*|[ab]@example\.org|Ana|{re.escape(parent.shown_name)}"
    )
    assert [piece for text in texts for piece in leaks(text, known)] == []


def test_no_text_of_the_check_bypasses_gettext() -> None:
    """The command whose output a family may be shown."""
    with translation.override("en"):
        red_flag()
    output = StringIO()
    with translation.override(LEFT_TO_RIGHT):
        call_command("check_timeline", on=AS_OF.isoformat(), stdout=output)
    text = " ".join(output.getvalue().split())
    assert OPEN in text
    assert leaks(text, pattern_of((*KNOWN, *source_names(), *texts_in(red_flag_diary())))) == []


def test_no_label_of_the_pdf_bypasses_gettext(monkeypatch) -> None:
    """The sheet's own texts are those of the page."""
    kept = []
    monkeypatch.setattr(summary_pdf, "typeset", lambda _text, data, _pictures: kept.append(data))
    page = sheet_of(eczema_diary())
    summary_pdf.summary_pdf(
        page, paper="a4", photo_bytes=lambda _file: None, language=LEFT_TO_RIGHT
    )
    (data,) = kept
    texts = (data["title"], *data["labels"].values())
    assert len(texts) > 10
    assert [piece for text in texts for piece in leaks(text, pattern_of([page.name]))] == []
