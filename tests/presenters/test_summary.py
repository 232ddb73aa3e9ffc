"""The doctor's page as rows of words."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.domain.builders import ack, clear, concern, day, diary, entry, note, vaccine, visit
from tracker.domain.records import Care, Exposure, Question, Spot
from tracker.domain.rules import STANDARD_RULES
from tracker.domain.summary import Choice, SignAnswer, Signs, Span, summarise
from tracker.domain.vocabulary import GATE, SIGNS_OF_VERSION_1
from tracker.presenters.summary import Sheet, sheet
from tracker.presenters.summary.signs import glass_test, sign_rows
from tracker.presenters.summary.texts import days_text, stretches_text

TODAY = date(2026, 5, 20)
SPAN = Span(date(2026, 5, 1), TODAY)


def shown(written, span=SPAN, fahrenheit=False, **chosen) -> Sheet:
    summary = summarise(written, TODAY, Choice(span, **chosen), STANDARD_RULES)
    return sheet(summary, fahrenheit)


def facts(rows) -> dict[str, str]:
    return {row.label: row.text for row in rows}


def may(*numbers: int) -> tuple[date, ...]:
    return tuple(date(2026, 5, number) for number in numbers)


@pytest.mark.parametrize(
    ("days", "text"),
    [
        ((), ""),
        (may(3), "3 May"),
        (may(3, 4, 5), "3–5 May"),
        (may(3, 4, 7), "3–4, 7 May"),
        ((date(2026, 4, 29), date(2026, 4, 30), date(2026, 5, 1)), "29–30 Apr, 1 May"),
        ((date(2025, 12, 31), date(2026, 1, 1)), "31 Dec 2025, 1 Jan"),
        ((date(2025, 5, 3), date(2026, 5, 4)), "3 May 2025, 4 May"),
        (may(*range(1, 18, 2)), "1, 3, 5, 7, 9, 11, 13, 15, 17 May"),
    ],
)
def test_days_in_a_row_are_one_stretch(days, text):
    assert stretches_text(days, TODAY) == text


def test_of_many_days_the_first_and_last_are_told():
    assert days_text(may(*range(1, 18, 2)), TODAY) == "9 days from 1 May to 17 May"
    assert days_text(may(*range(1, 9)), TODAY) == "1–8 May"


# Signs


def test_signs_that_were_looked_for_equally_often_share_one_count():
    signs = Signs(
        days=31,
        seen=(SignAnswer("pus", may(3, 5)),),
        not_seen=(SignAnswer("warmth", (), may(1, 9)), SignAnswer("swelling", (), may(1, 9))),
        not_checked=(SignAnswer("nonblanching"),),
    )
    assert [(row.state, row.mark, row.text) for row in sign_rows(signs, TODAY)] == [
        ("seen", "▲", "pus (3, 5 May)"),
        (
            "not_seen",
            "–",
            "looked for on 2 of 31 days with an entry, last on 9 May: warmth, swelling",
        ),
        ("not_checked", "?", "dots that do not fade under a glass"),
    ]


def test_signs_that_were_not_looked_for_equally_often_have_their_own():
    rows = (SignAnswer("warmth", (), may(1)), SignAnswer("swelling", (), may(1, 9)))
    (row,) = sign_rows(Signs(31, (), rows, ()), TODAY)
    assert row.text == (
        "looked for on the number of days in brackets, out of 31 with an entry, last on 9"
        " May: warmth (1), swelling (2)"
    )


def test_where_no_sign_was_looked_for_it_says_so_in_one_line():
    rash = concern("eczema", "2026-05-01", entry("2026-05-01"))
    page = shown(diary(rash))
    assert [(row.label, row.text) for row in (*page.blocks[0].signs, *page.signs)] == [
        ("Signs", "none looked for"),
        ("Signs", "none looked for"),
    ]
    assert page.all_signs == ()


def test_a_concern_counts_its_signs_and_the_whole_list_stands_once_at_the_end():
    rash = concern(
        "eczema",
        "2026-05-01",
        entry("2026-05-01", signs={"pus": "no"}),
        entry("2026-05-02", signs={"pus": "yes", "warmth": "no"}),
        entry("2026-05-03"),
        title="patches",
    )
    page = shown(diary(rash, note("2026-05-04", signs={"floppy": "no"})))
    assert [(row.mark, row.label, row.text) for row in page.blocks[0].signs] == [
        ("▲", "Seen", "pus (2 May)"),
        ("?", "Signs", "looked for on 2 of 3 days with an entry; not checked: 12 signs"),
    ]
    assert [(row.label, row.text) for row in page.signs] == [
        ("Signs", "looked for on 1 of 4 days with an entry; not checked: 14 signs"),
    ]
    assert [(section.title, [row.label for row in section.rows]) for section in page.all_signs] == [
        ("1 · patches", ["Seen", "Not seen", "Not checked", "Glass test"]),
        ("Iris", ["Not seen", "Not checked"]),
    ]


def test_signs_of_the_short_question_go_by_its_few_words():
    answers = dict.fromkeys(GATE, "no")
    rash = concern("eczema", "2026-05-01", entry("2026-05-01", signs=answers))
    text = (
        "looked for on 1 of 1 day with an entry, last on 1 May: blisters, pus, peeling, spreading"
        " colour, warm, swollen, weeping or crusted, painful, a bruise, sore mouth, over most of"
        " the body"
    )
    assert [(row.label, row.text) for row in shown(diary(rash)).all_signs[0].rows] == [
        ("Not seen", text),
        (
            "Not checked",
            "dots that do not fade under a glass, spreads within hours, began within 3 days of a"
            " prescribed medicine",
        ),
        ("Glass test", "no glass test recorded"),
    ]


def test_a_no_of_version_1_is_no_sign_that_was_not_seen():
    answers = dict.fromkeys(SIGNS_OF_VERSION_1, "no")
    rash = concern("eczema", "2026-05-01", entry("2026-05-01", signs=answers))
    rows = shown(diary(rash)).all_signs[0].rows
    assert [(row.label, row.text) for row in rows] == [
        (
            "In one list",
            "asked about together in one list and not ticked (1 May): blisters, pus, peeling"
            " in sheets, spreading colour, warmth, swelling, weeping or yellow crust, painful"
            " to touch, bruise, mouth or lip sores, spreads within hours, most of the body",
        ),
        (
            "Not checked",
            "dots that do not fade under a glass, began within 3 days of a prescribed medicine",
        ),
        ("Glass test", "no glass test recorded"),
    ]


def test_signs_from_before_these_days_are_told_with_their_days_and_enter_no_flag():
    rash = concern(
        "eczema",
        "2026-02-01",
        entry("2026-02-03", yes="weeping_crust"),
        entry("2026-05-19", trend="same"),
        title="patches",
    )
    gone = concern(
        "heat_rash", "2025-06-14", entry("2025-06-14", yes="pus"), clear("2025-06-20"), id="c2"
    )
    seen_by_doctor = (visit("2025-06-15", "c2"), visit("2026-02-04", "c1"))
    page = shown(diary(rash, gone, *seen_by_doctor))
    assert [(row.label, row.text) for row in page.blocks[0].signs] == [
        ("Seen earlier", "weeping or yellow crust (3 Feb)"),
        ("Signs", "none looked for"),
    ]
    assert facts(page.past)["heat rash"].endswith(" Seen: pus (14 Jun 2025).")
    assert (page.urgent, page.unanswered) == ((), ())
    assert not any("crust" in row.rule for row in page.due)


def test_a_single_old_fever_is_history_and_says_that_nothing_answered_it():
    fever = note("2026-05-05", temperature_c=39.2)
    page = shown(diary(fever, born="2026-01-20"))
    assert (page.unanswered, page.due, page.nothing_due) == ((), (), "")
    told = facts(page.events)["Earlier fever"]
    assert told == "39.2 °C (5 May); no visit or pause recorded since"


def test_a_fever_of_two_weeks_ago_is_still_due():
    page = shown(diary(note("2026-05-06", temperature_c=39.2), born="2026-01-20"))
    assert [row.what for row in page.unanswered] == ["39.2 °C"]
    assert len(page.due) == 1
    assert "Earlier fever" not in facts(page.events)


def test_an_answered_old_fever_is_not_called_unanswered():
    answered = diary(note("2026-05-05", temperature_c=39.2), visit("2026-05-06"), born="2026-01-20")
    assert "Earlier fever" not in facts(shown(answered).events)


def test_of_an_old_and_a_new_fever_the_new_one_is_due():
    fevers = (note("2026-05-05", temperature_c=39.2), note("2026-05-19", temperature_c=39.4))
    page = shown(diary(*fevers, born="2026-01-20"))
    assert [(row.when, row.what) for row in page.urgent] == [("19 May", "39.4 °C")]
    assert [row.when for row in page.due] == ["since 19 May"]
    assert facts(page.events)["Earlier fever"].startswith("39.2 °C (5 May)")


@pytest.mark.parametrize(
    ("seen", "not_seen", "text"),
    [
        ((), (), "no glass test recorded"),
        ((), may(3), "last answered on 3 May: not seen"),
        (may(4), may(3), "last answered on 4 May: dots that did not fade were seen"),
        (may(3), may(4), "last answered on 4 May: not seen; seen on 3 May"),
    ],
    ids=["never", "not seen", "seen", "seen before"],
)
def test_the_glass_test_says_when_it_was_answered_last(seen, not_seen, text):
    answer = SignAnswer("nonblanching", seen, not_seen)
    assert glass_test(Signs(9, (), (), (answer,)), TODAY).text == text


def urgent(rows) -> list[tuple[str, ...]]:
    return [(row.mark, row.when, row.about, row.what, row.how, row.notes) for row in rows]


def test_urgent_signs_of_the_day_and_the_day_before_come_first_in_the_words_of_the_entry():
    rash = concern(
        "eczema",
        "2026-05-18",
        entry("2026-05-18", yes="pus"),
        entry("2026-05-19", "08:00", yes="pus nonblanching", trend="worse", notes="purple dots"),
        entry("2026-05-20", trend="worse"),
        title="patches",
    )
    page = shown(diary(rash, note("2026-05-20", "03:10", yes="floppy", temperature_c=38.25)))
    assert page.urgent_title == "Urgent signs on 19–20 May"
    assert urgent(page.urgent) == [
        ("▲", "20 May 03:10", "Iris", "floppy, 38.25 °C", "", ""),
        (
            "▲",
            "19 May 08:00",
            "patches",
            "dots that do not fade under a glass, pus",
            "worse",
            "purple dots",
        ),
    ]
    assert urgent(page.unanswered) == [("◆", "18 May", "patches", "pus", "", "")]


def test_an_urgent_sign_that_was_answered_says_when():
    rash = concern("eczema", "2026-05-19", entry("2026-05-19", yes="pus"), title="patches")
    (row,) = shown(diary(rash, visit("2026-05-20", "c1"))).urgent
    assert row.answered == "visit or pause on 20 May"
    earlier = concern("eczema", "2026-05-18", entry("2026-05-18", yes="pus"))
    page = shown(diary(earlier, visit("2026-05-20", "c1")))
    assert (page.urgent_title, page.urgent, page.unanswered) == ("", (), ())


def test_an_urgent_sign_without_notes_is_told_without_them():
    rash = concern("eczema", "2026-05-20", entry("2026-05-20", yes="pus", notes="secret"))
    (row,) = shown(diary(rash), with_notes=False).urgent
    assert (row.what, row.notes) == ("pus", "")


# A concern


ENTRIES = concern(
    "eczema",
    "2026-05-01",
    entry("2026-05-01", trend="new", severity=2, spots=(Spot("cheek"),)),
    entry(
        "2026-05-04",
        trend="better",
        severity=1,
        itch=2,
        appearance=("crusty", "scaly"),
        spots=(Spot("chin", count=4), Spot("neck", "left", size_mm=20)),
    ),
    entry("2026-05-06", trend="same"),
    title="patches",
)


def test_a_block_has_its_entries_with_numbers_as_on_the_map():
    (block,) = shown(diary(ENTRIES)).blocks
    assert (block.number, block.title) == (1, "patches")
    first, latest = block.entries
    assert (first.label, first.day, first.how, first.where, first.dots) == (
        "First, worst in this period",
        "1 May",
        "new, bad",
        ("cheek, side not given",),
        "dashed",
    )
    assert (latest.label, latest.how, latest.dots, latest.where_from) == (
        "Latest",
        "the same",
        "solid",
        "as recorded on 4 May",
    )
    assert latest.where == ("chin: 4 spots", "left side of the neck: 20 mm")
    (face,) = block.views
    assert [(dot.number, dot.faded) for dot in face.dots] == [(1, True), (1, False), (2, False)]
    assert block.map_caption == (
        "Places as of 4 May; dashed: as of 1 May. Sides are the child's own."
    )


def test_first_places_that_are_still_the_same_are_not_drawn_twice():
    spots = (Spot("chin"),)
    same = concern(
        "eczema", "2026-05-01", entry("2026-05-01", spots=spots), entry("2026-05-02", spots=spots)
    )
    (block,) = shown(diary(same)).blocks
    assert [dot.faded for dot in block.views[0].dots] == [False]
    assert [record.dots for record in block.entries] == ["", "solid"]


def test_a_concern_without_a_place_says_so():
    (block,) = shown(diary(concern("eczema", "2026-05-01", entry("2026-05-01")))).blocks
    assert (block.views, block.map_caption) == ((), "No place recorded.")


def test_what_was_ticked_is_counted_and_the_spread_told_from_first_to_last():
    (block,) = shown(diary(ENTRIES)).blocks
    assert facts(block.facts) == {
        "Last 7 days": "no entry",
        "Appearance": "scaly on 1 day, crusty on 1",
        "Itch": "on 1 day, at most “itchy” (4 May)",
        "Spread": "places 1 (1 May) → 2 (4 May); spots 4 (4 May); largest, in mm: 20 (4 May)",
        "Treatment tried": "none recorded",
    }


@pytest.mark.parametrize(("days", "drawn"), [(2, False), (3, True)])
def test_a_course_of_two_days_is_not_drawn(days, drawn):
    entries = [entry(date(2026, 5, number), trend="same") for number in range(1, days + 1)]
    page = shown(diary(concern("eczema", "2026-05-01", *entries)))
    assert (page.blocks[0].chart is not None, bool(page.chart_key)) == (drawn, drawn)


@pytest.mark.parametrize(("days", "is_wide"), [(60, False), (61, True)])
def test_a_long_course_is_drawn_as_wide_as_the_page(days, is_wide):
    entries = [entry(TODAY - timedelta(days=n), severity=2) for n in range(days)]
    (block,) = shown(diary(concern("eczema", "2026-03-01", *entries))).blocks
    assert (block.chart.width, block.narrow_chart is not None) == (900 if is_wide else 350, is_wide)


def test_care_says_what_when_and_what_came_of_it():
    care = (
        Care("moisturiser", day("2026-05-02"), product="oat cream", outcome="better"),
        Care("steroid", day("2025-12-30"), day("2026-01-04"), prescribed=True, notes="stung"),
        Care("bath", day("2026-05-03"), day("2026-05-03")),
        Care("other", day("2025-12-01"), day("2025-12-30")),
    )
    (block,) = shown(diary(concern("eczema", "2025-12-01", care=care))).blocks
    assert [row.number for row in block.care] == [1, 2, 3, 4]
    assert [(row.what, row.when, row.prescribed, row.outcome, row.notes) for row in block.care] == [
        ("moisturiser: oat cream", "since 2 May", False, "better after it", ""),
        ("steroid cream", "30 Dec 2025 – 4 Jan", True, "not recorded", "stung"),
        ("bath", "3 May", False, "not recorded", ""),
        ("something else", "1 Dec – 30 Dec 2025", False, "not recorded", ""),
    ]


def test_concerns_that_are_due_come_first_and_say_so():
    going_on = concern("cradle_cap", "2026-05-15", id="on", title="on")
    gone = concern("eczema", "2026-05-02", clear("2026-05-06"), id="gone", title="gone")
    due = concern("milia", "2026-02-01", id="due", title="due")
    page = shown(diary(gone, going_on, due))
    assert [(block.number, block.title) for block in page.blocks] == [(1, "due"), (2, "on")]
    assert [block.due for block in page.blocks] == [
        (
            "● Worth showing to a doctor · Milk spots for more than 3 months · since 2 May,"
            " not recorded since then",
        ),
        (),
    ]
    assert list(facts(page.past)) == ["gone"]
    assert [section.title for section in page.log] == ["gone"]


def test_where_none_goes_on_one_that_is_gone_is_told_at_length():
    gone = concern("eczema", "2026-05-02", clear("2026-05-06"), title="gone")
    page = shown(diary(gone))
    assert ([block.title for block in page.blocks], page.past) == (["gone"], ())


# The child


def test_the_head_says_who_it_is_about_and_what_is_not_written():
    written = diary(ENTRIES, born="2026-01-10", due="2026-03-01")
    page = shown(replace(written, child=replace(written.child, sex="female", medicines="iron")))
    assert (page.born, page.age, page.corrected_age) == (
        "girl, born 10 January 2026",
        "4 months 1 week",
        "11 weeks 3 days",
    )
    assert (page.allergies, page.medicines) == ("none recorded", "iron")
    assert page.reporters == "the family"
    assert page.span == "1 May – 20 May 2026 (20 days)"
    assert page.printed == "20 May 2026"
    assert facts(page.history) == {
        "Birth": "born at 32 weeks 6 days of pregnancy (due 1 March 2026)",
        "Feeding": "not recorded",
        "Family history": "not recorded",
    }


def test_the_child_is_told_as_it_was_written():
    child = replace(
        diary().child,
        allergies="egg",
        family_atopy=("eczema", "asthma"),
        feeding="breast milk",
        skin_tone="dark brown",
        history="born at home",
    )
    page = shown(replace(diary(), child=child))
    assert page.allergies == "egg"
    assert facts(page.history) == {
        "Birth": "born at home",
        "Feeding": "breast milk",
        "Family history": "eczema, asthma",
        "Skin tone": "dark brown",
    }


def test_a_few_temperatures_are_all_told():
    two = (note("2026-05-08", temperature_c=36.9), note("2026-05-09", temperature_c=38.0))
    told = facts(shown(diary(*two)).events)["Temperatures"]
    assert told == "36.9 °C (8 May), 38.0 °C (9 May)"


def test_what_stands_round_the_skin_is_told_as_dates():
    written = diary(
        visit("2026-05-04", who="Dr Okafor", follow_up="2026-06-01"),
        visit("2026-05-05"),
        vaccine("2026-05-06"),
        Exposure(day("2026-05-07"), "soap", "new soap"),
        Exposure(day("2026-05-08"), "soap", "new soap"),
        Exposure(day("2026-05-09"), "heat"),
        Exposure(day("2026-05-09"), "illness", "cold"),
        note("2026-05-09", temperature_c=38.0),
    )
    assert facts(shown(written).events) == {
        "Temperatures": "38.0 °C (9 May)",
        "Visit 4 May": "Dr Okafor; follow-up on 1 Jun",
        "Visit 5 May": "no more details recorded",
        "Vaccines": "vaccine (6 May)",
        "Illness": "cold (9 May)",
        "Possible triggers": "soap: new soap (7–8 May); heat (9 May)",
    }
    warm = facts(shown(written, fahrenheit=True).events)["Temperatures"]
    assert warm == "100.4 °F (38.0 °C) (9 May)"


def test_of_several_concerns_a_visit_says_which_it_was_about():
    rash = concern("eczema", "2026-05-01", id="c2", title="rash")
    left_out = concern("milia", "2026-05-01", id="c3", title="bumps")
    written = diary(
        ENTRIES,
        rash,
        left_out,
        visit("2026-05-04", "c2", "c3", who="Dr Okafor"),
        visit("2026-05-05", "c1", "c2"),
        visit("2026-05-06", who="Dr Lind"),
    )
    told = facts(shown(written, concerns=("c1", "c2")).events)
    assert [told[f"Visit {n} May"] for n in (4, 5, 6)] == [
        "Dr Okafor; about rash",
        "about patches, rash",
        "Dr Lind",
    ]
    assert facts(shown(written, concerns=("c2",)).events)["Visit 4 May"] == "Dr Okafor"


def test_visits_illnesses_and_reactions_of_a_concern_are_told_also_from_before_these_days():
    written = diary(
        concern("eczema", "2026-01-01", title="patches"),
        visit("2026-02-03", "c1", who="Dr Okafor"),
        visit("2026-02-05", who="midwife"),
        Exposure(day("2026-02-06"), "illness", "impetigo", concerns=("c1",)),
        Exposure(day("2026-02-07"), "illness", "cold"),
        Exposure(
            day("2026-02-08"), "food", "egg", concerns=("c1",), followed="weals", after_minutes=10
        ),
        Exposure(day("2026-02-09"), "food", "milk", concerns=("c1",)),
    )
    assert facts(shown(written).events) == {
        "Visit 3 Feb": "Dr Okafor",
        "Vaccines": "none recorded",
        "Illness": "impetigo (6 Feb)",
        "Possible triggers": "food: egg, 8 Feb. After 10 minutes: weals",
    }
    other = replace(written, concerns=(*written.concerns, concern("milia", "2026-05-01", id="c2")))
    assert "Visit 3 Feb" not in facts(shown(other, concerns=("c2",)).events)


def test_a_vaccine_before_these_days_is_not_called_unwritten():
    written = diary(vaccine("2026-04-06"), Exposure(day("2026-04-09"), "illness", "cold"))
    assert facts(shown(written).events) == {
        "Vaccines": "none recorded",
        "Illness": "none recorded",
    }


def test_of_many_temperatures_the_highest_the_latest_and_the_fevers_are_told():
    celsius = (37.0, 38.2, 39.1, 38.0, 37.9, 36.8)
    notes = [
        note(date(2026, 5, 1) + timedelta(days=n), temperature_c=given)
        for n, given in enumerate(celsius)
    ]
    assert facts(shown(diary(*notes)).events)["Temperatures"] == (
        "6 taken; highest 39.1 °C (3 May); latest 36.8 °C (6 May); 38.0 °C or more on 2–4 May"
    )
    assert facts(shown(diary(*notes[4:], *notes[4:], *notes[4:])).events)["Temperatures"] == (
        "6 taken; highest 37.9 °C (5 May); latest 36.8 °C (6 May); 38.0 °C or more on no day"
    )


def test_of_many_temperatures_the_low_ones_are_told():
    celsius = (36.5, 35.2, 36.6, 35.4, 37.0, 36.8)
    notes = [
        note(date(2026, 5, 1) + timedelta(days=n), temperature_c=given)
        for n, given in enumerate(celsius)
    ]
    assert facts(shown(diary(*notes)).events)["Temperatures"] == (
        "6 taken; highest 37.0 °C (5 May); latest 36.8 °C (6 May); 38.0 °C or more on no day;"
        " lowest 35.2 °C (2 May); below 36.0 °C on 2, 4 May"
    )


# Reminders, past concerns and the log


def test_reminders_name_rule_day_and_source():
    bumps = concern("milia", "2026-02-01", title="bumps")
    page = shown(diary(bumps))
    assert [
        (row.mark, row.level, row.about, row.rule, row.when, row.source) for row in page.due
    ] == [
        (
            "●",
            "Worth showing to a doctor",
            "bumps",
            "Milk spots for more than 3 months",
            "since 2 May, not recorded since then",
            "Milia, Mayo Clinic",
        )
    ]
    assert page.nothing_due == ""


def test_where_nothing_is_due_it_says_so_with_what_falls_due_next():
    page = shown(diary(concern("milia", "2026-05-01", title="bumps")))
    assert page.nothing_due == (
        "Going by the dates you entered, nothing is due. This does not mean that the skin is fine."
    )
    assert [(row.level, row.when) for row in page.due] == [
        ("Not due yet", "from 2 Aug, if still there")
    ]


def test_concerns_that_are_not_on_the_page_are_named_or_counted():
    over = concern("heat_rash", "2026-02-01", entry("2026-02-02", status="clear"), id="c2")
    assert list(facts(shown(diary(ENTRIES, over)).past)) == ["heat rash"]
    chosen = shown(diary(ENTRIES, over), concerns=("c1",))
    assert (chosen.past, chosen.left_out) == (
        (),
        "1 other skin problem in the diary was not chosen for this page.",
    )


def test_the_log_has_a_section_a_concern_and_one_for_the_child():
    last = entry(
        "2026-05-09",
        "19:30",
        severity=2,
        yes="pus",
        temperature_c=38.1,
        notes="hot",
        author="Ada",
        spots=(Spot("chin"),),
        scratched=True,
        itch=1,
        appearance=("flat", "darker"),
    )
    written = diary(
        concern(
            "eczema",
            "2026-05-01",
            entry("2026-05-01", signs={"pus": "no"}),
            entry("2026-05-02", trend="same"),
            entry("2026-05-03", trend="same"),
            entry("2026-05-04", status="clear"),
            last,
        ),
        note("2026-05-02", notes="slept badly", author="Ben"),
    )
    skin, child = shown(written).log
    assert (skin.title, child.title) == ("1 · eczema", "Iris in general")
    assert [(row.days, row.at, row.text) for row in skin.rows] == [
        (
            "9 May",
            "19:30",
            "38.1 °C · bad, a little itchy, scratched · flat, darker than the skin round it · chin",
        ),
        ("4 May", "", "gone"),
        ("2–3 May", "", "the same"),
        ("1 May", "", "still there · 1 urgent sign checked, not seen"),
    ]
    assert [(row.seen, row.notes, row.author) for row in skin.rows[:2]] == [
        ("pus", "hot", "Ada"),
        ("", "", ""),
    ]
    assert [(row.days, row.text, row.notes) for row in child.rows] == [("2 May", "", "slept badly")]


def test_where_one_person_wrote_it_all_the_lines_do_not_repeat_the_name():
    entries = (entry("2026-05-01", author="Ada"), entry("2026-05-02", author="Ada", trend="same"))
    page = shown(diary(concern("eczema", "2026-05-01", *entries)))
    assert page.reporters == "the family: Ada"
    assert [row.author for row in page.log[0].rows] == ["", ""]


def test_questions_are_shown_as_they_were_written():
    written = replace(diary(), questions=(Question("Can it stay?\nFor long?"),))
    assert shown(written).questions == ("Can it stay?\nFor long?",)


def test_a_page_without_the_log_has_none():
    page = shown(diary(ENTRIES, note("2026-05-02", notes="slept badly")), with_log=False)
    assert page.log == ()


def test_yes_is_counted_among_the_days_with_an_answer_where_there_is_a_no():
    answers = ({"scratched": True}, {"scratched": False, "bleeding": False}, {})
    entries = [entry(f"2026-05-0{n}", **given) for n, given in enumerate(answers, start=1)]
    told = [
        facts(shown(diary(concern("eczema", "2026-05-01", *some))).blocks[0].facts).get("Also")
        for some in (entries, entries[:1], entries[2:])
    ]
    assert told == [
        "of the days with an answer: scratched on 1 of 2, bleeding on 0 of 1",
        "scratched on 1 day",
        None,
    ]


def test_the_answers_of_the_last_seven_days_are_counted_each_among_its_own_days():
    rash = concern(
        "eczema",
        "2026-05-01",
        entry("2026-05-13", trend="worse", itch=3, scratched=True),
        entry("2026-05-14", trend="worse", itch=0, scratched=True, sleep_lost=False),
        entry("2026-05-16", "08:00", trend="same", itch=1),
        entry("2026-05-16", "19:00", scratched=False),
        entry("2026-05-20"),
    )
    (block,) = shown(diary(rash), span=Span(TODAY, TODAY)).blocks
    assert facts(block.facts)["Last 7 days"] == (
        "worse on 1 of 2 days, scratched on 1 of 2, itchy on 1 of 2, lost sleep on 0 of 1;"
        " not answered: bleeding"
    )


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ((entry("2026-05-13", trend="worse"),), "no entry"),
        ((clear("2026-05-20"),), "not answered: worse, scratched, bleeding, itchy, lost sleep"),
    ],
    ids=["no entry", "no answer"],
)
def test_seven_days_without_an_answer_say_so(entries, told):
    (block,) = shown(diary(concern("eczema", "2026-05-01", *entries))).blocks
    assert facts(block.facts)["Last 7 days"] == told


def test_the_strongest_is_named_with_its_days_also_where_it_was_before_them():
    rash = concern(
        "eczema",
        "2026-04-01",
        entry("2026-04-01", severity=1),
        entry("2026-04-10", severity=3),
        entry("2026-05-02", severity=2),
        entry("2026-05-20"),
    )
    (block,) = shown(diary(rash)).blocks
    assert [(row.label, row.day) for row in block.entries] == [
        ("First", "1 Apr"),
        ("Worst before this period", "10 Apr"),
        ("Worst in this period", "2 May"),
        ("Latest", "20 May"),
    ]


def test_where_a_reminder_is_due_or_paused_for_what_is_not_shown_nothing_is_called_not_due():
    bumps = concern("milia", "2026-02-01", id="c1")
    rash = concern("cradle_cap", "2026-05-10", id="c2")
    paused = ack("2026-05-10", "milia_over_3_months", "c1")
    for written in (diary(bumps, rash), diary(bumps, rash, paused)):
        assert shown(written, concerns=("c2",)).nothing_due == ""
    assert [row.level for row in shown(diary(bumps, paused)).due] == ["Paused"]


def test_what_followed_an_exposure_is_told_with_its_concern():
    rash = concern("eczema", "2026-05-01", id="c2", title="rash")
    egg = Exposure(
        day("2026-05-08"),
        "food",
        "egg",
        "a spoon",
        concerns=("c2",),
        followed="weals",
        after_minutes=10,
    )
    written = diary(ENTRIES, rash, egg, Exposure(day("2026-05-09"), "heat"))
    assert facts(shown(written).events)["Possible triggers"] == (
        "food: egg, 8 May, about rash. After 10 minutes: weals. a spoon; (A) heat (9 May)"
    )


def with_chart(*exposures):
    days = [entry(f"2026-05-0{n}") for n in (2, 4, 6)]
    return diary(concern("eczema", "2026-05-01", *days, id="c1"), *exposures)


def test_a_chart_marks_possible_triggers_by_the_letters_of_the_list():
    egg = Exposure(day("2026-05-03"), "food", "egg", followed="weals", after_minutes=10)
    vaccines = Exposure(day("2026-05-05"), "vaccine", "MMR")
    page = shown(with_chart(egg, vaccines))
    told = facts(page.events)
    assert told["Vaccines"] == "(A) MMR (5 May)"
    assert told["Possible triggers"] == "(B) food: egg, 3 May. After 10 minutes: weals"
    (block,) = page.blocks
    assert {row.label.text: row.marks[0].title for row in block.chart.exposures} == {
        "A": "A: 5 May 2026",
        "B": "B: 3 May 2026",
    }


def test_what_is_about_another_concern_has_no_letter():
    other = concern("milia", "2026-05-01", id="c2", title="spots")
    egg = Exposure(day("2026-05-03"), "food", "egg", concerns=("c2",))
    page = shown(replace(with_chart(egg), concerns=(*with_chart().concerns, other)))
    assert facts(page.events)["Possible triggers"] == "food: egg (3 May)"
    assert [row.chart.exposures for row in page.blocks if row.chart] == [()]


def test_of_many_possible_triggers_those_that_something_followed_stay_and_the_rest_is_counted():
    egg = Exposure(day("2026-05-01"), "food", "egg", followed="weals")
    others = [Exposure(day("2026-05-03"), "food", f"thing {n}") for n in range(11)]
    page = shown(with_chart(egg, *others))
    told = facts(page.events)["Possible triggers"]
    assert told.startswith("(A) food: egg, 1 May. Afterwards: weals; ")
    assert told.endswith("; and 4 more")
    assert told.count("food: ") == 8
    (block,) = page.blocks
    assert [row.label.text for row in block.chart.exposures] == list("ABCDEF")
