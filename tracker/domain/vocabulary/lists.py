"""The small lists: answers, places on the body, kinds of care and of exposure."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.domain.phrases import Phrase
from tracker.domain.phrases import phrase as _

SIGN_ANSWERS: Mapping[str, Phrase] = {
    "yes": _("yes"),
    "no": _("no"),
    "not_checked": _("not checked"),
}

STATUSES: Mapping[str, Phrase] = {"present": _("still there"), "clear": _("gone")}

TRENDS: Mapping[str, Phrase] = {
    "new": _("new"),
    "better": _("better"),
    "same": _("the same"),
    "worse": _("worse"),
}

SEVERITIES: Mapping[int, Phrase] = {
    0: _("barely there"),
    1: _("mild"),
    2: _("strong"),
    3: _("very strong"),
}

ITCHES: Mapping[int, Phrase] = {
    0: _("no itch"),
    1: _("a little itchy"),
    2: _("itchy"),
    3: _("very itchy"),
}

APPEARANCES: Mapping[str, Phrase] = {
    "flat": _("flat"),
    "raised": _("raised"),
    "clear_fluid": _("clear fluid inside"),
    "pus_filled": _("pus inside"),
    "scaly": _("scaly"),
    "crusty": _("crusty"),
    "weeping": _("weeping"),
    "dry": _("dry"),
    "white": _("white"),
    "yellow": _("yellow"),
    "pink_red": _("pink or red"),
    "darker": _("darker than the skin round it"),
    "purple": _("purple"),
    "brown": _("brown"),
    "blue_grey": _("blue-grey"),
    "skin_coloured": _("skin-coloured"),
}

TICKS: Mapping[str, Phrase] = {
    "sleep_lost": _("lost sleep"),
    "scratched": _("scratched"),
    "bleeding": _("bleeding"),
    "dry": _("dry skin"),
}
"""The yes/no questions of an entry. None means not asked, and none is about an urgent sign."""

SITES: Mapping[str, Phrase] = {
    "scalp": _("scalp"),
    "forehead": _("forehead"),
    "eyelid": _("eyelid"),
    "around_eye": _("around the eye"),
    "nose": _("nose"),
    "cheek": _("cheek"),
    "ear": _("ear"),
    "behind_ear": _("behind the ear"),
    "around_mouth": _("around the mouth"),
    "lip": _("lip"),
    "mouth": _("mouth (gums, palate)"),
    "chin": _("chin"),
    "neck": _("neck"),
    "chest": _("chest"),
    "belly": _("belly"),
    "navel": _("navel"),
    "back": _("back"),
    "armpit": _("armpit"),
    "shoulder": _("shoulder"),
    "upper_arm": _("upper arm"),
    "elbow_fold": _("elbow fold"),
    "forearm": _("forearm"),
    "hand": _("hand"),
    "groin": _("groin"),
    "genitals": _("genitals"),
    "bottom": _("bottom (nappy area)"),
    "thigh": _("thigh"),
    "knee_fold": _("knee fold"),
    "lower_leg": _("lower leg"),
    "foot": _("foot"),
}

PRIVATE_SITES = frozenset({"groin", "genitals", "bottom"})
"""Photos of these sites are blurred until tapped, and shared only where picked."""

SIDES: Mapping[str, Phrase] = {
    "left": _("left"),
    "right": _("right"),
    "both": _("both sides"),
    "middle": _("middle"),
}

VIEWS: Mapping[str, Phrase] = {"front": _("front"), "back": _("back"), "face": _("face")}

NAMERS: Mapping[str, Phrase] = {"parent": _("parent"), "doctor": _("doctor")}

MILIA_TYPES: Mapping[str, Phrase] = {
    "neonatal": _("neonatal"),
    "primary": _("primary"),
    "secondary": _("secondary (traumatic)"),
    "juvenile": _("juvenile"),
    "en_plaque": _("en plaque"),
    "multiple_eruptive": _("multiple eruptive"),
    "medication": _("medication-associated"),
}

SEXES: Mapping[str, Phrase] = {
    "": _("not given"),
    "female": _("girl"),
    "male": _("boy"),
    "other": _("other"),
}

ATOPIES: Mapping[str, Phrase] = {
    "eczema": _("eczema"),
    "asthma": _("asthma"),
    "hay_fever": _("hay fever"),
    "food_allergy": _("food allergy"),
}

CARE_KINDS: Mapping[str, Phrase] = {
    "washing": _("washing"),
    "moisturiser": _("moisturiser"),
    "barrier_cream": _("barrier cream"),
    "bath": _("bath"),
    "antifungal": _("antifungal"),
    "antibiotic": _("antibiotic"),
    "steroid": _("steroid cream"),
    "retinoid": _("retinoid"),
    "acne_product": _("acne product"),
    "home_remedy": _("home remedy"),
    "removed_trigger": _("stopped a possible trigger"),
    "cryotherapy": _("cryotherapy by a clinician"),
    "curettage": _("curettage by a clinician"),
    "deroofing": _("deroofing by a clinician"),
    "laser": _("laser by a clinician"),
    "peel": _("peel by a clinician"),
    "oral_medicine": _("medicine by mouth"),
    "other": _("something else"),
}


OUTCOMES: Mapping[str, Phrase] = {
    "better": _("better after it"),
    "same": _("the same after it"),
    "worse": _("worse after it"),
}

MAP_TONES: Mapping[str, Phrase] = {
    "line": _("line drawing"),
    "light": _("light skin"),
    "brown": _("brown skin"),
    "black": _("black skin"),
}
"""How the baby of the body map is drawn."""

TEMPERATURE_PLACES: Mapping[str, Phrase] = {
    "armpit": _("armpit"),
    "ear": _("ear"),
    "forehead": _("forehead"),
    "rectal": _("in the bottom (rectal)"),
    "other": _("another way"),
}

EXPOSURE_KINDS: Mapping[str, Phrase] = {
    "food": _("food"),
    "milk": _("milk"),
    "soap": _("soap"),
    "detergent": _("detergent"),
    "wipes": _("wipes"),
    "nappy": _("nappy"),
    "cream": _("cream"),
    "clothing": _("clothing"),
    "heat": _("heat"),
    "sun": _("sun"),
    "illness": _("illness"),
    "vaccine": _("vaccine"),
    "medicine": _("medicine"),
    "teething": _("teething"),
    "pet": _("pet"),
    "other": _("something else"),
}
