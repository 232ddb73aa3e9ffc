"""The rules about the course of a concern."""

from __future__ import annotations

from tracker.domain import sources
from tracker.domain.phrases import safety_phrase as _
from tracker.domain.rules.rows import ConcernRule
from tracker.domain.sources import Source
from tracker.domain.vocabulary import Level

_AS_IN_THE_CONDITIONS = Source(_("As given for each condition"), "", read="", reading=None)

CONCERN_RULES = (
    ConcernRule(
        "milia_over_3_months",
        Level.VISIT,
        _("Milk spots for more than 3 months"),
        _("Milk spots or small white bumps are still there after %(limit)s"),
        sources.MAYO_MILIA,
        says=_(
            "Mayo Clinic says to show them to your baby's doctor if milia are not gone within"
            " three months."
        ),
        sooner=_(
            "Others expect them to go sooner: NHS Healthier Together, within four weeks of birth."
        ),
        more_sources=(sources.NEW_BORN_MILIA, sources.TOGETHER_BABY_RASH),
        others=_(
            "NHS Healthier Together: usually gone in the first 4 weeks. mygpnotes: 1–2 months."
            " AccessPediatrics: by 1 month. For milk spots after a rash, no source gives"
            " a number of days."
        ),
        group="milia",
        months=3,
    ),
    ConcernRule(
        "rash_over_4_weeks",
        Level.VISIT,
        _("A rash for more than 4 weeks"),
        _("Any rash is still there after %(limit)s"),
        sources.NEW_BORN_MILIA,
        says=_(
            "The article “New Born Milia”, which this diary follows, says that any rash that lasts"
            " over four weeks is best looked at by a doctor."
        ),
        sooner=_("Others say sooner: the Irish health service after two weeks."),
        more_sources=(
            sources.HSE_LONG_RASH,
            sources.SEATTLE_LOCAL,
            sources.SEATTLE_WIDESPREAD,
        ),
        others=_(
            "HSE Ireland: more than 2 weeks. Seattle Children's: more than 7 days in one place;"
            " over much of the body, 24 hours. Children's Medical Group (a US practice): more than"
            " 1–2 weeks. No health authority found so far mentions 4 weeks."
        ),
        group="rash",
        days=28,
    ),
    ConcernRule(
        "follow_up",
        Level.VISIT,
        _("Follow-up"),
        _("The follow-up day set at the last visit has come"),
        Source(_("The visit that set the day"), "", read="", reading=None),
    ),
    ConcernRule(
        "at_first_sight",
        Level.VISIT,
        _("Worth showing as soon as you see it"),
        _("Guidance says to show this condition, or ask about it, straight away"),
        _AS_IN_THE_CONDITIONS,
    ),
    ConcernRule(
        "worsening",
        Level.ASK,
        _("Getting worse"),
        _("The last two days with an entry both say “worse”"),
        sources.BRACKNELL_RASHES,
        says=_(
            "The NHS in Bracknell says to contact the GP about a rash that gets worse or does not"
            " get better."
        ),
    ),
    ConcernRule(
        "expected_course",
        Level.ASK,
        _("Longer than it usually takes"),
        _("It is still there after the number of days given for the condition"),
        _AS_IN_THE_CONDITIONS,
    ),
)
"""In order of precedence: of rules with the same level, the first gives the concern's flag."""
