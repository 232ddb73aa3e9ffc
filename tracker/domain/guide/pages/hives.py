"""Hives and reactions to food, also for a rash with a medicine."""

from __future__ import annotations

from tracker.domain import sources
from tracker.domain.guide import sources as guide_sources
from tracker.domain.guide.common import fact
from tracker.domain.guide.parts import GuidePage, LookAlike, Looks
from tracker.domain.phrases import phrase as _

_HARD_TO_SEE = fact(
    "The colour can be hard to see. The bumps may be the same colour as the skin or a little"
    " darker. You can feel them.",
    sources.NHS_HIVES,
)

HIVES = GuidePage(
    key="hives",
    title=_("Hives, and food reactions"),
    conditions=("hives",),
    nearest=("drug_rash",),
    name=(
        fact(
            "Hives are itchy raised patches that come fast and move about. They are also called"
            " nettle rash or welts.",
            sources.NHS_HIVES,
        ),
        fact(
            "Most often they come with a virus. Food, bites, a medicine or heat can bring them on"
            " too. Often nobody finds out why.",
            guide_sources.SEATTLE_HIVES_OLDER,
            sources.NHS_HIVES,
        ),
    ),
    looks=Looks(
        facts=(
            fact(
                "Raised, itchy bumps or patches of all sizes. Within hours they disappear from one"
                " place and appear in another.",
                sources.NHS_HIVES,
            ),
            fact(
                "A quick reaction to food comes within minutes, or up to 2 hours later: a sudden"
                " rash, swollen"
                " lips and face, sometimes vomiting.",
                sources.HSE_WEANING_ALLERGIES,
            ),
            fact(
                "A slow reaction takes hours to 2 days. It upsets the tummy or makes eczema worse.",
                guide_sources.DURHAM_ALLERGIES,
            ),
        ),
        light=fact("Pink or red, with a pale middle.", sources.NHS_HIVES),
        brown=_HARD_TO_SEE,
        black=_HARD_TO_SEE,
        drawing="hives",
    ),
    where=(
        fact("Anywhere on the body.", sources.NHS_HIVES),
        fact("“New Born Milia” mentions the chest, tummy and back.", sources.NEW_BORN_MILIA),
    ),
    course=(
        fact("From a few minutes to a few days.", sources.NHS_HIVES),
        fact(
            "After a food they are mostly gone within 6 hours.", guide_sources.SEATTLE_HIVES_OLDER
        ),
    ),
    helps=(
        fact("A pharmacist or doctor can say what suits a baby this young.", sources.NHS_HIVES),
    ),
    leave_alone=(
        fact(
            "Do not give the food again before you have advice.",
            sources.HSE_WEANING_ALLERGIES,
        ),
        fact(
            "Do not stop common allergy foods, such as milk or egg, without advice.",
            sources.HSE_WEANING_ALLERGIES,
        ),
    ),
    write_down=(
        _("The time the patches came, and how long each stayed. Take a photo with the time."),
        _("What your baby ate, how much, and how many minutes before."),
        _("Any medicine, illness, bite or sting in the last few days."),
    ),
    ask=(
        fact(
            "Not better after 2 days, spreading, coming back again and again, or with a fever. The"
            " NHS says to see a GP.",
            sources.NHS_HIVES,
        ),
        fact("You think a food brought it on.", guide_sources.SEATTLE_HIVES_OLDER),
        fact(
            "Another rash while your baby takes a prescribed medicine. Seattle Children's says to"
            " call a doctor.",
            sources.SEATTLE_WIDESPREAD,
        ),
    ),
    today=(
        fact(
            "Under 1 year, with hives over much of the body. Seattle Children's says to call now.",
            guide_sources.SEATTLE_HIVES_OLDER,
        ),
        fact(
            "Hives after peanut, fish, a sting or a medicine. Seattle Children's says to call now.",
            guide_sources.SEATTLE_HIVES_OLDER,
        ),
        fact(
            "Any rash over much of the body within 3 days of a prescribed medicine. Seattle"
            " Children's says to call now.",
            sources.SEATTLE_WIDESPREAD,
        ),
    ),
    urgent=(
        fact(
            "After a food, a sting or a medicine: swelling of the lips, mouth, tongue or throat,"
            " trouble breathing, floppy, pale or blue. On brown and black skin, look at the palms"
            " and soles.",
            sources.NHS_HIVES,
        ),
    ),
    look_alikes=(
        LookAlike(
            fact(
                "Bites are raised, itchy lumps, often in groups.",
                guide_sources.NHS_BITES_AND_STINGS,
            ),
            page="bites",
        ),
        LookAlike(
            fact(
                "A rash with a cold or fever is blotchy, over much of the body, with a runny nose"
                " or cough.",
                guide_sources.TOGETHER_FEVER_AND_RASH,
                sources.GLASGOW_RASH,
            ),
            page="rash-with-a-cold",
        ),
        LookAlike(
            fact(
                "Newborn blotches come in the first days of life. Each has a small white or yellow"
                " middle.",
                sources.SCHMITT_NEWBORN,
            ),
            page="newborn-blotches",
        ),
    ),
    questions=(
        _("Was it this food?"),
        _("May we give it again, and where?"),
        _("What do we do if it comes back?"),
    ),
    disagreements=(
        fact(
            "When to ask: the NHS says after 2 days, US advice (Schmitt) says after 1 week."
            " Seattle Children's says now, for a baby under 1 year with hives over much of the"
            " body. This guide puts the earliest first.",
            sources.NHS_HIVES,
            sources.SCHMITT_HIVES,
            guide_sources.SEATTLE_HIVES_OLDER,
        ),
        fact(
            "“New Born Milia” says to leave strawberries out for months. The HSE says not to hold"
            " back foods that can cause allergy without advice. This guide says: note it, ask,"
            " then leave it out.",
            sources.NEW_BORN_MILIA,
            sources.HSE_WEANING_ALLERGIES,
        ),
    ),
)
