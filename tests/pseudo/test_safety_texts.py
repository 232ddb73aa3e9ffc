"""English stands beside every safety text of a language that nobody has checked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.template import Context, Template
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst

from tests.cases import AS_OF, red_flag, red_flag_diary
from tests.factories import SECRETS, client_of, make_family, make_share
from tests.pseudo.language import LEFT_TO_RIGHT, RIGHT_TO_LEFT, installed, longer
from tests.pseudo.page import ENGLISH_BESIDE, english_beside, texts_of
from tests.reports.sheets import sheet_of
from tracker import safety_texts
from tracker.domain.guide.common import CALL, SEE_TODAY
from tracker.domain.guide.pages.milk_spots import MILK_SPOTS
from tracker.domain.phrases import Sentences, phrase, safety_phrase
from tracker.domain.timeline import Timeline
from tracker.domain.vocabulary import ASKED_SIGNS, GLASS_TEST, SIGNS
from tracker.presenters.flags import flag_card
from tracker.rendering import render
from tracker.reports import summary_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Iterator[Path]:
    """Yield the folder of the catalogue of the language."""
    settings.LOCALE_PATHS = [tmp_path]
    safety_texts.shows_english.cache_clear()
    with installed(settings):
        yield tmp_path / LEFT_TO_RIGHT
    safety_texts.shows_english.cache_clear()


def test_a_safety_text_has_its_english_once_and_escaped() -> None:
    text = phrase(
        "Today: %(what)s", what=Sentences((safety_phrase("a < %(n)s", n=3), safety_phrase("b")))
    )
    with translation.override(RIGHT_TO_LEFT):
        shown = render(text)
        tag = "{% withenglish %}{% translate 'Call' %}{% endwithenglish %}"
        html = Template("{% load i18n milkspot %}{{ text }}|" + tag).render(
            Context({"text": shown})
        )
    inner = f"{longer('a < %(n)s') % {'n': 3}} {longer('b')}"
    translated = longer("Today: %(what)s") % {"what": inner}
    assert shown == f"{translated} \u200e(Today: a < 3 b)\u200e"
    assert html == (
        f"{translated.replace('<', '&lt;')}"
        ' <span lang="en" dir="ltr">Today: a &lt; 3 b</span>'
        f'|{longer("Call")} <span lang="en" dir="ltr">Call</span>'
    )
    assert render(text) == "Today: a < 3 b", "English itself has none"


CLINICIAN = '[[checked_by]]\nname = "Dr Ana Lima"\nis_clinician = true\nday = 2026-12-01\n'
SPEAKER = '[[checked_by]]\nname = "Rui Costa"\nis_clinician = false\nday = 2026-12-02\n'


@pytest.mark.parametrize(
    ("record", "shows_english"),
    [
        ("", True),
        (CLINICIAN, True),
        (SPEAKER, True),
        (CLINICIAN + CLINICIAN, True),
        (SPEAKER + SPEAKER.replace("Rui", "Eva"), True),
        (CLINICIAN + "not TOML", True),
        (CLINICIAN + SPEAKER, False),
    ],
)
def test_two_people_one_a_clinician_check_a_language(folder, record, shows_english) -> None:
    folder.mkdir()
    (folder / "safety_texts.toml").write_text(record, encoding="utf-8")
    with translation.override(LEFT_TO_RIGHT):
        shown = render(safety_phrase("Call"))
    assert isinstance(shown, safety_texts.SafetyText) is shows_english
    assert shown.startswith(longer("Call"))


def test_worried_now_has_english_beside_every_line(client, settings) -> None:
    english = client.get("/worried/").content.decode()
    assert english_beside(english) == []
    settings.LANGUAGE_CODE = LEFT_TO_RIGHT
    beside = english_beside(client.get("/worried/").content.decode())
    alone = [text for text in texts_of(english) if text not in beside and len(text) > 1]
    assert alone == [
        *(
            "Try again",
            "The rash or mark",
            "Your baby",
            "Temperature",
            "The rash or mark",
            "Your baby",
        ),
        *("Temperature", "The rash or mark", "Temperature", "Where each line comes from"),
        *("Guide to a baby's skin", "Numbers for", "Show", "Source:"),
        *("112, the single European emergency number", ", European Commission;"),
    ]


def test_the_guide_has_english_beside_what_to_call_about(client, settings) -> None:
    settings.LANGUAGE_CODE = LEFT_TO_RIGHT
    page = client.get(reverse("guide_page", args=["milk-spots"])).content.decode()
    urgent = {str(fact.text) for fact in (*CALL, *SEE_TODAY)}
    urgent |= {str(fact.text) for fact in (*MILK_SPOTS.urgent, *MILK_SPOTS.today)}
    frame = {"Worried now?", "Call for help now", "See a doctor today"}
    frame |= {"Where a line says to call now, call at once, day or night."}
    frame |= {"This is a diary, not a diagnosis."}
    assert set(english_beside(page)) == urgent | frame


def test_pages_have_the_english_of_signs_and_flags() -> None:
    with time_machine.travel(AS_OF + timedelta(hours=12)):
        child = red_flag(make_family(country="GB", time_zone="UTC"))
        timeline, english = Timeline.of(red_flag_diary()), sheet_of(red_flag_diary())
        cards = [flag_card(flag, timeline.diary, AS_OF) for flag in timeline.flags_on(AS_OF)]
        said = {text for card in cards for text in (card.level_label, card.sentence, card.others)}
        labels = {card.level_label for card in cards}
        signs = {str(SIGNS[key].label) for key in ("nonblanching", "blister", "spreading_fast")}
        parent = child.family.members.get().user
        parent.language = LEFT_TO_RIGHT
        parent.save()
        client = client_of(parent)

        def beside(name: str, *more: object) -> set[str]:
            path = reverse(name, args=[child.pk, *more])
            return set(english_beside(client.get(path).content.decode()))

        concern = child.concerns.get()
        assert said - beside("today") == {""}
        assert said - beside("concern", concern.uuid) == {""}
        assert labels | signs <= beside("timeline")
        in_the_form = beside("entry_new", concern.uuid)
        asked = {capfirst(str(SIGNS[key].label)) for key in ASKED_SIGNS if key != GLASS_TEST}
        asked |= {"Press a clear glass on the dots. Do they fade?", "Any of these today?"}
        assert asked - in_the_form == set()
        assert {row.what for row in english.urgent} | labels <= beside("summary")
        assert "Worth asking about, if it's still there." in beside("calendar")


def test_the_linked_page_has_it(client, settings) -> None:
    settings.LANGUAGE_CODE = LEFT_TO_RIGHT
    with time_machine.travel(AS_OF + timedelta(hours=12)):
        child = red_flag(make_family(country="GB", time_zone="UTC"))
        make_share(child)
        opened = client.post(f"/s/{SECRETS.token}/", {"code": SECRETS.code}, follow=True)
    with translation.override("en"):
        said = {row.what for row in sheet_of(red_flag_diary()).urgent}
    assert said - set(english_beside(opened.content.decode())) == set()


def test_the_pdf_has_the_english_of_signs_and_flags(monkeypatch) -> None:
    kept = []
    monkeypatch.setattr(summary_pdf, "typeset", lambda _text, data, _pictures: kept.append(data))
    with translation.override(LEFT_TO_RIGHT):
        page = sheet_of(red_flag_diary())
    summary_pdf.summary_pdf(
        page, paper="a4", photo_bytes=lambda _file: None, language=LEFT_TO_RIGHT
    )
    (data,) = kept
    english = sheet_of(red_flag_diary())
    assert [ENGLISH_BESIDE.findall(row["what"]) for row in data["sheet"]["urgent"]] == [
        [row.what] for row in english.urgent
    ]
    levels = [ENGLISH_BESIDE.findall(row["level"]) for row in data["sheet"]["due"]]
    assert levels == [[] if row.level == "Not due yet" else [row.level] for row in english.due]
