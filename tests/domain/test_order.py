"""The order of flags: level, day, the child and then the concerns, then the rules."""

from tests.domain.builders import concern, diary, entry, keys, note, places, visit

ON = "2026-03-10"


def patch(id, *entries):
    """A concern that gives no flag of its own."""
    return concern("salmon_patch", "2026-03-01", *entries, id=id)


def test_the_most_urgent_level_comes_first_however_late_it_was_seen():
    written = diary(
        concern("unsure_rash", "2026-01-20", id="a"),
        concern("heat_rash", "2026-03-01", id="b"),
        patch("c", entry("2026-03-09", yes="bruise")),
        note(ON, yes="unwell"),
    )
    assert places(written, ON) == [
        ("unwell", None),
        ("bruise", "c"),
        ("rash_over_4_weeks", "a"),
        ("expected_course", "b"),
    ]


def test_within_a_level_by_day():
    written = diary(
        patch("a", entry("2026-03-09", yes="bruise")),
        patch("b", entry("2026-03-08", yes="mouth_sores")),
        note("2026-03-07", yes="worried"),
    )
    assert places(written, ON) == [("worried", None), ("mouth_sores", "b"), ("bruise", "a")]


def test_by_day_also_among_the_rules_of_the_course():
    written = diary(
        concern("impetigo", "2026-03-08", id="a"),
        concern("ringworm", "2026-03-06", id="b"),
        concern("cradle_cap", "2026-02-06", id="c"),
    )
    assert places(written, ON) == [
        ("at_first_sight", "b"),
        ("rash_over_4_weeks", "c"),
        ("at_first_sight", "a"),
    ]


def test_on_one_day_the_child_first_then_the_concerns_in_their_order():
    written = diary(
        patch("z", entry(ON, yes="bruise")),
        patch("a", entry(ON, yes="bruise")),
        note(ON, yes="worried"),
    )
    assert places(written, ON) == [("worried", None), ("bruise", "z"), ("bruise", "a")]


def test_the_order_of_the_concerns_comes_before_the_order_of_the_rules():
    written = diary(patch("a", entry(ON, yes="painful")), patch("b", entry(ON, yes="bruise")))
    assert places(written, ON) == [("painful_or_spreading", "a"), ("bruise", "b")]


def test_the_childs_follow_up_comes_before_the_concerns_of_its_day():
    written = diary(
        concern("impetigo", ON, id="a"), visit("2026-03-01", follow_up=ON), concern("milia", ON)
    )
    assert places(written, ON) == [("follow_up", None), ("at_first_sight", "a")]


def test_emergencies_of_one_entry_in_the_order_of_the_table():
    written = diary(
        patch("a", entry(ON, yes="blister peeling_sheets nonblanching")), born="2026-03-01"
    )
    assert keys(written, ON) == ["nonblanching", "peeling", "newborn_blister"]


def test_emergencies_about_the_child_in_the_order_of_the_table():
    written = diary(
        note(ON, yes="face_swelling unwell", temperature_c=38.0),
        note(ON, temperature_c=35.0),
        born="2026-03-01",
    )
    assert keys(written, ON) == [
        "unwell",
        "breathing_or_swelling",
        "fever_under_3_months",
        "low_temperature_under_3_months",
    ]


def test_same_day_signs_of_one_entry_in_the_order_of_the_table():
    written = diary(
        patch("a", entry(ON, yes="painful mouth_sores bruise warmth blister")),
    )
    assert keys(written, ON) == [
        "blister",
        "infection_signs",
        "bruise",
        "mouth_sores",
        "painful_or_spreading",
    ]


def test_same_day_signs_about_the_child_in_the_order_of_the_table():
    hot = [note(on, temperature_c=39.5) for on in ("2026-03-06", "2026-03-08", "2026-03-10")]
    written = diary(
        *hot, note("2026-03-10", yes="worried jaundice feeding_less"), born="2025-11-20"
    )
    assert keys(written, ON) == [
        "fever_3_to_6_months",
        "fever_5_days",
        "feeding_less",
        "jaundice",
        "worried",
    ]


def test_newborn_pus_comes_before_the_other_signs_of_the_spot():
    written = diary(patch("a", entry(ON, yes="warmth pus bruise")), born="2026-03-01")
    assert keys(written, ON) == ["newborn_pus", "infection_signs", "bruise"]


def test_eczema_with_blisters_comes_before_infection():
    eczema = concern("eczema", "2026-03-01", entry(ON, yes="warmth blister"), id="a")
    assert keys(diary(eczema, visit("2026-03-02", "a")), ON) == [
        "eczema_with_blisters",
        "infection_signs",
    ]
