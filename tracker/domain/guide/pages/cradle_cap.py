"""Cradle cap, also for greasy scales off the scalp."""

from __future__ import annotations

from tracker.domain import sources
from tracker.domain.guide import common
from tracker.domain.guide import sources as guide_sources
from tracker.domain.guide.common import fact
from tracker.domain.guide.parts import GuidePage, LookAlike, Looks
from tracker.domain.phrases import phrase as _

CRADLE_CAP = GuidePage(
    key="cradle-cap",
    title=_("Cradle cap"),
    conditions=("cradle_cap",),
    nearest=("seborrhoeic_dermatitis",),
    name=(
        fact(
            "Greasy scales on a baby's head. Anywhere else, doctors say seborrhoeic dermatitis.",
            guide_sources.NHS_CRADLE_CAP_COPY,
            sources.KIDSHEALTH_CRADLE_CAP,
        ),
        fact(
            "The cause is not clear. It is not catching. It does not itch or hurt.",
            guide_sources.NHS_CRADLE_CAP_COPY,
        ),
    ),
    looks=Looks(
        facts=(
            fact(
                "White or yellow greasy scales that form a crust and may flake off. The scales look"
                " alike on every skin; the skin under them does not.",
                guide_sources.NHS_CRADLE_CAP_COPY,
            ),
        ),
        light=fact(
            "The skin under the scales may be pink or red.", guide_sources.NHS_CRADLE_CAP_COPY
        ),
        brown=fact(
            "The skin under the scales may be lighter or darker than the skin round it.",
            guide_sources.NHS_CRADLE_CAP_COPY,
            guide_sources.MAYO_BABY_RASHES,
        ),
        black=fact(
            "The skin under the scales may be lighter or darker than the skin round it.",
            guide_sources.NHS_CRADLE_CAP_COPY,
            guide_sources.MAYO_BABY_RASHES,
        ),
        drawing="cradle_cap",
    ),
    where=(
        fact(
            "Scalp and face, eyebrows, behind the ears. Sometimes in the folds or under the nappy,"
            " as small dry flakes.",
            guide_sources.NHS_CRADLE_CAP_COPY,
            sources.KIDSHEALTH_CRADLE_CAP,
        ),
    ),
    how_common=(
        fact(
            "Mayo Clinic says that many babies have it from birth to a few months. No source"
            " found so far gives a good number.",
            guide_sources.MAYO_BABY_RASHES,
        ),
    ),
    course=(
        fact(
            "It starts in the first 2 to 3 months and goes after weeks to a few months.",
            sources.TOGETHER_BABY_RASH,
        ),
    ),
    helps=(
        fact(
            "Rub a plain moisturiser lightly into the scalp. Brush gently with a soft brush, then"
            " wash with baby shampoo. A pharmacist can say which moisturiser.",
            guide_sources.NHS_CRADLE_CAP_COPY,
        ),
        fact(
            "Hair may come away with the scales. The NHS says that it grows back.",
            guide_sources.NHS_CRADLE_CAP_COPY,
        ),
    ),
    leave_alone=(
        fact("Do not pick the crusts: germs can get in.", guide_sources.NHS_CRADLE_CAP_COPY),
        fact("No soap, and no adult shampoo.", guide_sources.NHS_CRADLE_CAP_COPY),
        fact(
            "No olive oil. In a small trial, the skin's layers had formed less well after 4"
            " weeks of"
            " olive or sunflower oil.",
            guide_sources.NHS_CRADLE_CAP_COPY,
            guide_sources.OIL_TRIAL,
        ),
        common.NUT_OILS,
        common.STEROID_CREAM,
    ),
    write_down=(
        _("What you put on, and how often you wash and brush."),
        _("Whether it itches or your baby rubs the head."),
        _("Where else it is: brows, behind the ears, folds, under the nappy."),
    ),
    ask=(
        fact(
            "It is no better after a few weeks of care at home.", guide_sources.NHS_CRADLE_CAP_COPY
        ),
        fact("It is all over the body.", guide_sources.NHS_CRADLE_CAP_COPY),
        fact("It is in places without hair.", sources.KIDSHEALTH_CRADLE_CAP),
    ),
    today=(
        fact(
            "The crusts bleed or leak, or the skin swells. The NHS says to see a GP, but not how"
            " soon. “Today” is this diary's own choice. It can be an infection, eczema or scabies.",
            guide_sources.NHS_CRADLE_CAP_COPY,
        ),
    ),
    look_alikes=(
        LookAlike(
            fact(
                "Eczema is dry and itches. Cradle cap is greasy and does not.",
                guide_sources.NHS_ECZEMA_COPY,
                guide_sources.NHS_CRADLE_CAP_COPY,
            ),
            page="eczema",
        ),
        LookAlike(
            fact(
                "Ringworm of the scalp is a scaly patch where hair is lost. Show it to a GP.",
                guide_sources.NHS_RINGWORM_PAGE,
                sources.NHS_RINGWORM,
            ),
            page="ringworm",
        ),
        LookAlike(
            fact(
                "Nappy rash is sore. Cradle cap under the nappy is not.",
                guide_sources.NHS_NAPPY_RASH,
                guide_sources.NHS_CRADLE_CAP_COPY,
            ),
            page="nappy-rash",
        ),
    ),
    questions=(
        _("Is it cradle cap or eczema?"),
        _("Which moisturiser, and how often?"),
        _("When should it go?"),
    ),
    disagreements=(
        fact(
            "Oil: the newest NHS page that was read says no olive oil and no peanut oil. Healthier"
            " Together and a Kingston leaflet allow oil, and Mayo Clinic mentions mineral oil. This"
            " guide follows the NHS, because of the trial above.",
            guide_sources.NHS_CRADLE_CAP_COPY,
            sources.TOGETHER_BABY_RASH,
            guide_sources.KINGSTON_CRADLE_CAP,
            guide_sources.MAYO_BABY_RASHES,
            guide_sources.OIL_TRIAL,
        ),
        fact(
            "Cause: “New Born Milia” gives oil made by the mother's hormones as a cause. The NHS"
            " says that the cause is not clear.",
            sources.NEW_BORN_MILIA,
            guide_sources.NHS_CRADLE_CAP_COPY,
        ),
    ),
)
