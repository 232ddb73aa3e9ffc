"""The rules about temperatures, in °C."""

from __future__ import annotations

from tracker.domain import sources
from tracker.domain.phrases import safety_phrase as _
from tracker.domain.rules.rows import UrgentRule
from tracker.domain.vocabulary import Level

GO_NOW = _(
    "NHS Healthier Together says to go to an emergency department or call the emergency number now."
)
_BELOW_36 = _("NICE counts below 36 °C at any age as a red sign where sepsis is suspected.")

TEMPERATURE_RULES = (
    UrgentRule(
        "fever_after_vaccine",
        Level.SAME_DAY,
        "child",
        _("38.0 to 38.9 °C after a vaccine, under 3 months of age"),
        _(
            "%(child)s had a vaccine on %(day)s. For 48 hours, NHS Healthier Together leaves such"
            " a fever off its emergency list if nothing else is wrong. US advice (Schmitt) says a"
            " doctor should see every baby under 12 weeks with a fever. Phone today and say when"
            " the vaccine was. From 39 °C, or with any other sign, call the emergency number."
        ),
        sources.TOGETHER_FEVER_UNDER_3_MONTHS,
        more_sources=(sources.UKHSA_MENB,),
        others=_(
            "UKHSA: a fever after the MenB vaccine is nearly always gone in 2 days. With"
            " paracetamol, it is nearly always below 39 °C."
        ),
        temperature_from=38.0,
        temperature_below=39.0,
        age_days_from=56,
        age_months_under=3,
        after_vaccine=True,
    ),
    UrgentRule(
        "fever_under_3_months",
        Level.EMERGENCY,
        "child",
        _("38.0 °C or more under 3 months of age"),
        _(
            "NHS Healthier Together says to go to an emergency department or call the emergency"
            " number. The American Academy of Pediatrics says to call the doctor right away."
        ),
        sources.TOGETHER_FEVER_UNDER_3_MONTHS,
        more_sources=(sources.AAP_FEVER,),
        others=_(
            "NICE counts it as a red sign. Other NHS pages say to call NHS 111 or get an urgent GP"
            " appointment."
        ),
        temperature_from=38.0,
        age_months_under=3,
    ),
    UrgentRule(
        "low_temperature_under_3_months",
        Level.EMERGENCY,
        "child",
        _("Below 36.0 °C under 3 months of age"),
        GO_NOW,
        sources.TOGETHER_FEVER_UNDER_3_MONTHS,
        others=_BELOW_36,
        temperature_below=36.0,
        age_months_under=3,
    ),
    UrgentRule(
        "very_high_fever",
        Level.SAME_DAY,
        "child",
        _("40.0 °C or more"),
        _(
            "The American Academy of Pediatrics says to call the doctor right away if a fever"
            " keeps going above 40 °C. This is for any age. Call now, so that %(child)s sees a"
            " doctor today."
        ),
        sources.AAP_FEVER,
        others=_(
            "Seattle Children's: 40 °C, even once (this source itself has not been read yet). After"
            " 6 months of age, NICE does not go only by how high the fever is (this source itself"
            " has not been read yet)."
        ),
        temperature_from=40.0,
    ),
    UrgentRule(
        "fever_3_to_6_months",
        Level.SAME_DAY,
        "child",
        _("39.0 °C or more at 3 to 6 months of age"),
        _(
            "NICE counts this as an amber sign. Alder Hey Children's Hospital says to call NHS 111"
            " or get an urgent GP appointment."
        ),
        sources.NICE_FEVER,
        more_sources=(sources.ALDER_HEY_RASHES,),
        temperature_from=39.0,
        age_months_under=6,
    ),
    UrgentRule(
        "fever_with_rash",
        Level.SAME_DAY,
        "child",
        _("38.0 °C or more with a rash that began in the last 7 days"),
        _(
            "You have noted “%(concern)s” since %(onset)s. Seattle Children's says to call a"
            " doctor now if a fever comes with a rash on much of the body. The American Academy of"
            " Pediatrics says right away if no one has explained the rash. Call now, so that"
            " %(child)s sees a doctor today."
        ),
        sources.SEATTLE_WIDESPREAD,
        more_sources=(sources.AAP_FEVER,),
        others=_(
            "NHS pages for children over 3 months say to look after the child at home, unless"
            " something else is wrong."
        ),
        temperature_from=38.0,
        with_fresh_rash=True,
    ),
    UrgentRule(
        "fever",
        Level.ASK,
        "child",
        _("38.0 °C or more"),
        _(
            "The American Academy of Pediatrics says to call the doctor if a fever lasts more than"
            " 24 hours in a child under 2, or if the child seems to be getting worse."
        ),
        sources.AAP_FEVER,
        others=_(
            "NHS Healthier Together: look after the child at home, unless something else is wrong."
        ),
        temperature_from=38.0,
    ),
    UrgentRule(
        "low_temperature",
        Level.SAME_DAY,
        "child",
        _("Below 36.0 °C"),
        _(
            "Take the temperature again. Health for Under 5s (NHS) says to take it three"
            " times in ten minutes, and to call NHS 111 at once if it is below 36 °C."
            " If %(child)s seems ill as well, call the emergency number."
        ),
        sources.HEALTH_FOR_UNDER_5S_SEPSIS,
        others=_BELOW_36,
        temperature_below=36.0,
    ),
    UrgentRule(
        "fever_5_days",
        Level.SAME_DAY,
        "child",
        _("38.0 °C or more for five days"),
        _(
            "NICE counts a fever of five days as an amber sign. The NHS says to see a GP urgently"
            " or call NHS 111 if one of these comes with it: red eyes, red lips or tongue, a rash,"
            " or swollen hands or feet."
        ),
        sources.NICE_FEVER,
        more_sources=(sources.NHS_KAWASAKI,),
        temperature_from=38.0,
        run_days=5,
    ),
)
"""In order of precedence. One temperature meets at most one of them and the run of days."""
