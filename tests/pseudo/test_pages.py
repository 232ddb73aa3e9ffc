"""Every page in a pseudo-language: no text of the product bypasses gettext."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.core import mail
from django.utils import timezone

from tests.browser.screens import addresses, fill
from tests.cases import eczema_diary
from tests.factories import client_of, make_family, make_member
from tests.pseudo.language import LEFT_TO_RIGHT, installed, longer
from tests.pseudo.page import leaks, leaks_of_page, pattern_of, texts_in
from tests.reports.sheets import sheet_of
from tracker.actions.importing import import_diary
from tracker.domain import sources
from tracker.domain.guide import sources as guide_sources
from tracker.domain.photos.coins import COINS
from tracker.domain.sample import sample_diary
from tracker.domain.sources import Source
from tracker.domain.vocabulary import SIGNS
from tracker.mail import mail_owners_about_new_owner, send_invitation
from tracker.reports import summary_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

KNOWN = (
    *("Milkspot", "English", "qps", "ar-xb", "http://testserver/"),  # names and an address
    *(str(coin.name) for coin in COINS.values()),  # as they are called where they are used
    *("in the morning", "slept well", "May it stay?", "plain ointment, after the b…"),  # typed
    "When to use 111",  # title of a source
)


@pytest.fixture(autouse=True)
def _pseudo(settings) -> Iterator[None]:
    with installed(settings):
        yield


def test_no_text_bypasses_gettext() -> None:
    family = make_family(time_zone="UTC", country="GB")
    parent = make_member(family)
    diary = sample_diary(timezone.now().date())
    child = import_diary(diary=diary, family=family, by=parent).child
    fill(child)
    parent.language = LEFT_TO_RIGHT
    parent.save()
    named = [
        text
        for module in (sources, guide_sources)
        for source in vars(module).values()
        if isinstance(source, Source)
        for text in (source.publisher, source.address, str(source.title))
    ]
    known = pattern_of(
        (*KNOWN, *named, *texts_in(diary), parent.email, parent.shown_name, family.name)
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


def test_no_text_of_a_mail_bypasses_gettext(settings) -> None:
    settings.SENDS_MAIL, settings.PUBLIC_URL = True, "https://example.org"
    settings.LANGUAGE_CODE = LEFT_TO_RIGHT
    family = make_family()
    parent = make_member(family)
    send_invitation(email="gran@example.org", token="J" * 43, by=parent)
    mail_owners_about_new_owner(parent.memberships.get())
    known = re.compile(rf"Milkspot|https://example\.org\S*|{re.escape(parent.shown_name)}")
    texts = [text for letter in mail.outbox for text in (letter.subject, letter.body)]
    assert len(texts) == 4
    assert [piece for text in texts for piece in leaks(text, known)] == []


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
