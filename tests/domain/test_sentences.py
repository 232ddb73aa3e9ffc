"""The sentences of flags: what was written and when, and the source; no judgement."""

import pytest

from tests.domain.builders import (
    after,
    clear,
    concern,
    diary,
    entry,
    flags,
    note,
    only,
    vaccine,
    visit,
    worse,
)
from tracker.domain import sources
from tracker.domain.phrases import Phrase, Sentences, english_day, phrase, phrase_text, plural
from tracker.domain.records import Spot
from tracker.domain.rules import rules_from_toml
from tracker.domain.sentences import DISCLAIMER, nothing_due
from tracker.domain.vocabulary import CONDITIONS

ONSET = "2026-03-03"


def sentence_on(written, on, **given):
    return str(only(written, on, **given).sentence)


def named(on):
    return english_day(after(on, 0))


# The two limits


def test_milia_past_three_months():
    written = diary(concern("milia", ONSET, entry("2026-06-04")))
    assert sentence_on(written, "2026-06-04") == (
        "You first noticed these bumps on 3 March 2026, 13 weeks ago. Mayo Clinic says to show them"
        " to your baby's doctor if milia are not gone within three months. Others expect them"
        " to go sooner: NHS Healthier Together, within four weeks of birth."
    )


def test_nobody_has_looked_since():
    written = diary(concern("milia", ONSET, entry("2026-05-03"), clear("2026-05-01")))
    assert sentence_on(written, "2026-06-04") == (
        "You first noticed these bumps on 3 March 2026, 13 weeks ago. Mayo Clinic says to show them"
        " to your baby's doctor if milia are not gone within three months. Others expect them"
        " to go sooner: NHS Healthier Together, within four weeks of birth. You last noted it on 3"
        " May 2026. If it is still there, it is worth showing to a doctor."
    )


def test_last_noted_on_the_day_first_noticed_where_there_is_no_entry():
    assert sentence_on(diary(concern("heat_rash", ONSET)), "2026-03-06") == (
        "You first noticed this rash on 3 March 2026, 3 days ago. The NHS says that it goes away"
        " after a few days. You last noted it on 3 March 2026. If it is still there, it is worth"
        " asking about."
    )


def test_last_noted_is_the_last_entry_up_to_that_day():
    written = diary(concern("milia", ONSET, entry("2026-05-03"), entry("2026-07-01")))
    assert "You last noted it on 3 May 2026." in sentence_on(written, "2026-06-30")
    assert "last noted" not in sentence_on(written, "2026-07-01")


def test_a_rash_past_four_weeks_names_the_article():
    flag = only(diary(concern("unsure_rash", ONSET, entry("2026-04-01"))), "2026-04-01")
    assert str(flag.sentence) == (
        "You first noticed this rash on 3 March 2026, 4 weeks ago. The article “New Born Milia”,"
        " which this diary follows, says that any rash that lasts over four weeks is best looked"
        " at by a doctor. Others say sooner: the Irish health service after two weeks."
    )
    assert flag.source == sources.NEW_BORN_MILIA


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (
            "baby_acne",
            " at by a doctor. For baby acne, the usual time is weeks to several months.",
        ),
        (
            "cradle_cap",
            " at by a doctor. For cradle cap, the usual time is weeks to months.",
        ),
        (
            "seborrhoeic_dermatitis",
            " at by a doctor. For greasy scales, but not on the scalp (seborrhoeic dermatitis), the"
            " usual time is weeks to months.",
        ),
    ],
)
def test_what_usually_lasts_long_says_so(condition, words):
    written = diary(concern(condition, ONSET, entry("2026-04-01")), born="2026-02-20")
    assert sentence_on(written, "2026-04-01").endswith(words)


@pytest.mark.parametrize(
    "condition",
    [key for key, row in CONDITIONS.items() if row.group == "rash" and not row.no_hurry],
)
def test_of_no_other_rash_it_says_how_long_it_lasts(condition):
    assert "usually lasts" not in sentence_on(diary(concern(condition, ONSET)), "2026-04-01")


def test_a_second_spell_was_noted_again():
    written = diary(concern("cradle_cap", "2026-01-05", clear("2026-02-20"), entry(ONSET)))
    assert sentence_on(written, "2026-04-01").startswith(
        "You noticed this rash again on 3 March 2026, 4 weeks ago, after some days when"
        " nothing was there."
    )


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("Dr Okafor", " Last seen by Dr Okafor on 10 March 2026, 4 weeks ago. "),
        ("", " The last visit was on 10 March 2026, 4 weeks ago. "),
    ],
)
def test_the_clock_moved_by_a_visit_names_it(who, words):
    written = diary(concern("cradle_cap", ONSET), visit("2026-03-10", "c1", who=who))
    text = sentence_on(written, "2026-04-08")
    assert text.startswith("You first noticed this rash on 3 March 2026, 5 weeks ago.")
    assert words in text


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "1 day ago"),
        (2, "2 days ago"),
        (13, "13 days ago"),
        (14, "2 weeks ago"),
        (20, "2 weeks ago"),
        (21, "3 weeks ago"),
        (94, "13 weeks ago"),
    ],
)
def test_elapsed_time(days, words):
    text = sentence_on(diary(concern("haemangioma", ONSET)), after(ONSET, days))
    assert text.startswith(f"You first noticed this mark on 3 March 2026, {words}.")


# A host's own limit never speaks in a publisher's name


@pytest.mark.parametrize(
    ("rule", "condition"), [("milia_over_3_months", "milia"), ("rash_over_4_weeks", "cradle_cap")]
)
def test_a_limit_changed_on_this_installation_says_so(rule, condition):
    rules = rules_from_toml(f"[rules.{rule}]\ndays = 10")
    text = sentence_on(diary(concern(condition, ONSET)), after(ONSET, 11), rules=rules)
    assert (
        "The person who hosts this diary has set this: it is worth showing to a doctor if it"
        " is still there after 10 days."
    ) in text
    assert "Mayo" not in text
    assert "New Born Milia" not in text


# The others


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (
            "impetigo",
            "The NHS says that impetigo needs treatment. In England, a pharmacist can give it from"
            " 1 year of age. Before that, see a GP.",
        ),
        (
            "eczema",
            "The NHS says to see a GP about signs of eczema.",
        ),
        (
            "diaper_rash",
            "The American Academy of Family Physicians says to call the doctor about a nappy rash"
            " in the first 6 weeks of life.",
        ),
    ],
)
def test_at_first_sight(condition, words):
    written = diary(concern(condition, ONSET, entry(ONSET)), born="2026-02-20")
    assert (
        sentence_on(written, ONSET)
        == f"You first noticed this rash on 3 March 2026, today. {words}"
    )


def test_first_sight_by_age_names_the_source_of_that_age():
    flag = only(diary(concern("diaper_rash", ONSET), born="2026-02-20"), ONSET)
    assert flag.source == sources.AAFP_NAPPY_RASH


@pytest.mark.parametrize(
    ("condition", "days", "words"),
    [
        (
            "viral_rash",
            1,
            "Seattle Children's says to call a doctor within 24 hours about any widespread rash.",
        ),
        ("hives", 2, "The NHS says to see a GP if hives are no better after 2 days."),
        (
            "epstein_pearls",
            90,
            "These usually go within weeks. After 90 days, it is worth asking about them.",
        ),
    ],
)
def test_longer_than_it_usually_takes(condition, days, words):
    flag = only(diary(concern(condition, ONSET, entry(after(ONSET, days)))), after(ONSET, days))
    assert str(flag.sentence).endswith(f" ago. {words}")
    assert flag.source == CONDITIONS[condition].window_source


@pytest.mark.parametrize("condition", ["unsure_bumps", "other", "other_rash"])
def test_a_window_that_no_guidance_gives_names_no_publisher(condition):
    flag = only(diary(concern(condition, ONSET, entry("2026-03-10"))), "2026-03-10")
    assert flag.source == sources.OWN_NUMBER
    assert str(flag.sentence).endswith(
        "After 7 days, it is worth asking a nurse, pharmacist or doctor about a rash that is not in"
        " this list."
        if condition == "other_rash"
        else "If you are still not sure what it is after 7 days, it is worth asking a nurse,"
        " pharmacist or doctor."
    )


def test_a_window_changed_on_this_installation_says_so():
    rules = rules_from_toml("[conditions.hives]\nask_after = 5")
    written = diary(concern("hives", ONSET, entry("2026-03-08")))
    assert sentence_on(written, "2026-03-08", rules=rules).endswith(
        "The person who hosts this diary has set this: it is worth asking a nurse, pharmacist"
        " or doctor if it is still there after 5 days."
    )


def test_an_age_changed_on_this_installation_says_so():
    rules = rules_from_toml("[rules.newborn_blister]\ndays = 50")
    written = diary(concern("milia", ONSET, entry(ONSET, yes="blister")), born=after(ONSET, -45))
    assert sentence_on(written, ONSET, rules=rules).endswith(
        "The person who hosts this diary has set this: it is a reason to call for help now."
    )


@pytest.mark.parametrize(
    ("celsius", "written"), [(38.0, "38.0"), (38.25, "38.25"), (35.96, "35.96"), (38.4, "38.4")]
)
def test_a_temperature_is_not_rounded_past_its_limit(celsius, written):
    young = diary(note(ONSET, temperature_c=celsius), born=after(ONSET, -30))
    assert f"a temperature of {written} °C" in sentence_on(young, ONSET)


def test_worsening():
    written = diary(concern("cradle_cap", ONSET, worse("2026-03-04"), worse("2026-03-06")))
    assert sentence_on(written, "2026-03-06") == (
        "You noted that it was worse on 4 March 2026 and on 6 March 2026. The NHS in Bracknell"
        " says to contact the GP about a rash that gets worse or does not get better."
    )


def test_worsening_of_what_is_no_rash_speaks_in_nobodys_name():
    written = diary(concern("milia", ONSET, worse("2026-03-04"), worse("2026-03-06")))
    assert sentence_on(written, "2026-03-06") == (
        "You noted that it was worse on 4 March 2026 and on 6 March 2026. It is worth asking a"
        " nurse, pharmacist or doctor about this."
    )


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("Dr Okafor", "On 5 March 2026, Dr Okafor asked to see patch on the chin again on 8 March"),
        (
            "",
            "At the visit on 5 March 2026, a day was set to see patch on the chin again: 8 March",
        ),
    ],
)
def test_a_follow_up_names_the_visit_and_its_day(who, words):
    written = diary(
        concern("milia", ONSET, entry("2026-03-08"), title="patch on the chin"),
        visit("2026-03-05", "c1", who=who, follow_up="2026-03-08"),
    )
    flag = only(written, "2026-03-08")
    assert str(flag.sentence) == f"{words} 2026."
    assert (str(flag.source.title), flag.source.publisher) == ("Visit on 5 March 2026", who)
    assert flag.source.address == ""


def test_a_follow_up_of_what_has_no_title():
    written = diary(
        concern("milia", ONSET, entry("2026-03-08")),
        visit("2026-03-05", "c1", follow_up="2026-03-08"),
    )
    assert sentence_on(written, "2026-03-08") == (
        "At the visit on 5 March 2026, a day was set to see these bumps again: 8 March 2026."
    )


def test_the_childs_follow_up():
    flag = only(diary(visit("2026-03-05", who="Nurse Ito", follow_up="2026-03-08")), "2026-03-09")
    assert (
        str(flag.sentence) == "On 5 March 2026, Nurse Ito asked to see Iris again on 8 March 2026."
    )
    assert (str(flag.source.title), flag.source.publisher) == (
        "Visit on 5 March 2026",
        "Nurse Ito",
    )


# Urgent signs


def test_a_sign_of_the_spot_in_the_words_of_the_list():
    written = diary(
        concern("milia", ONSET, entry(ONSET, yes="warmth pus"), title="patch on the chin")
    )
    assert sentence_on(written, ONSET) == (
        "On 3 March 2026 you noted this about patch on the chin: little bumps with pus; warmer"
        " than the skin round it. Seattle Children's says to call a doctor within 24 hours if a"
        " rash looks infected. For newborns, US advice (Schmitt) says now."
    )


def test_an_untitled_concern_is_called_what_it_is_taken_for():
    written = diary(concern("milia", ONSET, entry(ONSET, yes="nonblanching")))
    assert sentence_on(written, ONSET) == (
        "On 3 March 2026 you noted this about milk spots: dots that do not fade under a glass."
        " NHS Healthier Together says to go to an emergency department or call the emergency number"
        " now."
    )


def test_a_sign_of_the_child_names_the_child():
    assert sentence_on(diary(note(ONSET, yes="jaundice")), ONSET) == (
        "On 3 March 2026 you noted this about Iris: yellow skin or eyes. Did the yellow colour come"
        " in the first 24 hours after birth? Is it getting deeper, or still there at two weeks? If"
        " any of these is true, NHS Healthier Together says a baby should be seen the same day. If"
        " not, it says the midwife should check at the next visit."
    )


def test_a_temperature():
    written = diary(note(ONSET, temperature_c=38.0), born="2026-02-20")
    assert sentence_on(written, ONSET) == (
        "On 3 March 2026 you noted a temperature of 38.0 °C for Iris. NHS Healthier Together says"
        " to go to an emergency department or call the emergency number. The American Academy of"
        " Pediatrics says to call the doctor right away."
    )


def test_a_run_of_fever():
    written = diary(*(note(after(ONSET, days), temperature_c=38.4) for days in (0, 2, 4)))
    run, _ = flags(written, "2026-03-07")
    assert str(run.sentence) == (
        "On 7 March 2026 you noted 38.4 °C. Every temperature you noted in the 5 days up to then"
        " was 38.0 °C or higher. NICE counts a fever of five days as an amber sign. The NHS says"
        " to see a GP urgently or call NHS 111 if one of these comes with it: red eyes, red"
        " lips or tongue, a rash, or swollen hands or feet."
    )


def test_a_fever_after_a_vaccine_names_its_day_once():
    written = diary(
        note(ONSET, temperature_c=38.4),
        vaccine("2026-03-02"),
        vaccine("2026-03-01"),
        born="2026-01-01",
    )
    assert sentence_on(written, ONSET) == (
        "On 3 March 2026 you noted a temperature of 38.4 °C for Iris. Iris had a vaccine on 2 March"
        " 2026. For 48 hours, NHS Healthier Together leaves such a fever off its emergency list if"
        " nothing else is wrong. US advice (Schmitt) says a doctor should see every baby under 12"
        " weeks with a fever. Phone today and say when the vaccine was. From 39 °C, or with any"
        " other sign, call"
        " the emergency number."
    )


def test_a_fever_with_a_rash_names_the_rash_and_its_onset():
    rash_ = concern("cradle_cap", "2026-02-28", entry(ONSET), title="red cheek")
    assert sentence_on(diary(rash_, note(ONSET, temperature_c=38.4)), ONSET) == (
        "On 3 March 2026 you noted a temperature of 38.4 °C for Iris. You have noted “red cheek”"
        " since 28 February 2026. Seattle Children's says to call a doctor now if a fever comes"
        " with a rash on much of the body. The American Academy of Pediatrics says right away if no"
        " one has explained the rash. Call now, so that Iris sees a doctor today."
    )


def test_a_strawberry_mark_that_bled():
    mark = concern("haemangioma", "2026-02-28", entry(ONSET, bleeding=True))
    bled = next(flag for flag in flags(diary(mark), ONSET) if flag.is_urgent_sign)
    assert str(bled.sentence).startswith("On 3 March 2026 you noted that it bled. The American")


@pytest.mark.parametrize(("site", "is_named"), [("eyelid", True), ("back", False)])
def test_a_strawberry_mark_where_it_names_trouble(site, is_named):
    mark = concern("haemangioma", ONSET, entry(ONSET, spots=(Spot(site),)))
    words = "It also says that a mark in this place can cause trouble."
    assert sentence_on(diary(mark), ONSET).endswith(words) is is_named


VACCINE = (
    "Iris had a vaccine on {day}. Many babies have a fever after a vaccine. Published guidance"
    " (UKHSA) says that it mostly comes and goes within the first 48 hours. When you call, say"
    " that Iris had a vaccine, and when."
)


@pytest.mark.parametrize(
    ("given_on", "named_"),
    [
        ("2026-02-28", False),
        ("2026-03-01", True),
        ("2026-03-02", True),
        ("2026-03-03", True),
        ("2026-03-04", False),
    ],
    ids=["3 days before", "2 days before", "1 day before", "that day", "the day after"],
)
@pytest.mark.parametrize(
    ("born", "level"),
    [("2026-02-20", "emergency"), ("2025-11-20", "same_day"), ("2024-01-01", "ask")],
)
def test_a_fever_after_a_vaccine_says_so_and_keeps_its_level(born, level, given_on, named_):
    flag = only(diary(note(ONSET, temperature_c=39.2), vaccine(given_on), born=born), ONSET)
    assert flag.level.key == level
    assert (VACCINE.format(day=named(given_on)) in str(flag.sentence)) is named_


def test_the_run_of_fever_names_the_vaccine_too():
    hot = [note(after(ONSET, days), temperature_c=38.4) for days in (0, 2, 4)]
    run, _ = flags(diary(*hot, vaccine("2026-03-06")), "2026-03-07")
    assert str(run.sentence).endswith(VACCINE.format(day="6 March 2026"))


def test_of_two_vaccines_the_later_is_named():
    written = diary(
        note(ONSET, temperature_c=38.4),
        vaccine("2026-03-02"),
        vaccine("2026-03-01"),
        vaccine(ONSET),
    )
    assert sentence_on(written, ONSET).endswith(VACCINE.format(day="3 March 2026"))


def test_no_other_exposure_and_no_other_sign_names_a_vaccine():
    cold = diary(note(ONSET, temperature_c=35.5), vaccine(ONSET), born="2026-02-20")
    worried = diary(note(ONSET, yes="worried"), vaccine(ONSET))
    assert "vaccine" not in sentence_on(cold, ONSET)
    assert "vaccine" not in sentence_on(worried, ONSET)


def test_a_name_with_signs_of_formatting_stays_as_it_was_written():
    written = diary(
        concern("milia", ONSET, entry(ONSET, yes="warmth"), title="100 % %(n)s {x} %s"),
    )
    assert "about 100 % %(n)s {x} %s: warm" in sentence_on(written, ONSET)


# Standing words


def test_the_standing_words():
    assert str(DISCLAIMER) == (
        "This is a diary, not a diagnosis. The dates are the ones you entered. If you are worried"
        " at any time, contact a doctor."
    )
    assert str(nothing_due(diary(concern("milia", ONSET)))) == (
        "Going by the dates you entered, nothing is due. This does not mean that the skin is fine."
    )


def test_before_anything_is_written_nothing_is_said_to_be_not_due():
    assert str(nothing_due(diary())) == (
        "Nothing about the skin has been added yet. Add what you see. The diary uses the dates to"
        " say when to ask a doctor."
    )


# Phrases


def test_a_phrase_is_rendered_in_the_readers_language_with_its_values():
    one = phrase("On %(day)s: %(what)s.", day=after(ONSET, 0), what=phrase("milk spots"))
    many = plural("%(n)s day", "%(n)s days", 3)
    words = {"On %(day)s: %(what)s.": "%(what)s am %(day)s.", "milk spots": "Milien"}

    def gettext(text):
        return words.get(text, text)

    def ngettext(singular, plural_text, number):
        return {1: "%(n)s Tag"}.get(number, "%(n)s Tage")

    def german(day):
        return f"{day:%d.%m.%Y}"

    assert phrase_text(one, gettext, ngettext, german) == "Milien am 03.03.2026."
    assert phrase_text(many, gettext, ngettext, german) == "3 Tage"
    assert phrase_text(Sentences((one, many), "; "), gettext, ngettext, german) == (
        "Milien am 03.03.2026.; 3 Tage"
    )


@pytest.mark.parametrize(("number", "text"), [(0, "0 days"), (1, "1 day"), (2, "2 days")])
def test_english_plurals(number, text):
    assert str(plural("%(n)s day", "%(n)s days", number)) == text


def test_a_text_without_values_keeps_its_percent_signs():
    assert str(Phrase("40–50 % of newborns")) == "40–50 % of newborns"


@pytest.mark.parametrize("month", range(1, 13))
def test_english_days(month):
    names = "January February March April May June July August September October November December"
    assert english_day(after(f"2026-{month:02}-05", 0)) == f"5 {names.split()[month - 1]} 2026"
