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
    2: _("bad"),
    3: _("very bad"),
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
    "mouth": _("inside the mouth"),
    "chin": _("chin"),
    "neck": _("neck"),
    "chest": _("chest"),
    "belly": _("tummy"),
    "navel": _("belly button"),
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

SITES_WITH_SIDE: Mapping[tuple[str, str], Phrase] = {
    ("scalp", "left"): _("left side of the scalp"),
    ("scalp", "right"): _("right side of the scalp"),
    ("scalp", "both"): _("scalp, both sides"),
    ("forehead", "left"): _("left side of the forehead"),
    ("forehead", "right"): _("right side of the forehead"),
    ("forehead", "both"): _("forehead, both sides"),
    ("eyelid", "left"): _("left eyelid"),
    ("eyelid", "right"): _("right eyelid"),
    ("eyelid", "both"): _("eyelid, both sides"),
    ("around_eye", "left"): _("around the left eye"),
    ("around_eye", "right"): _("around the right eye"),
    ("around_eye", "both"): _("around the eye, both sides"),
    ("nose", "left"): _("left side of the nose"),
    ("nose", "right"): _("right side of the nose"),
    ("nose", "both"): _("nose, both sides"),
    ("cheek", "left"): _("left cheek"),
    ("cheek", "right"): _("right cheek"),
    ("cheek", "both"): _("cheek, both sides"),
    ("ear", "left"): _("left ear"),
    ("ear", "right"): _("right ear"),
    ("ear", "both"): _("ear, both sides"),
    ("behind_ear", "left"): _("behind the left ear"),
    ("behind_ear", "right"): _("behind the right ear"),
    ("behind_ear", "both"): _("behind the ear, both sides"),
    ("around_mouth", "left"): _("left of the mouth"),
    ("around_mouth", "right"): _("right of the mouth"),
    ("around_mouth", "both"): _("around the mouth, both sides"),
    ("lip", "left"): _("left side of the lip"),
    ("lip", "right"): _("right side of the lip"),
    ("lip", "both"): _("lip, both sides"),
    ("mouth", "left"): _("inside the mouth, left side"),
    ("mouth", "right"): _("inside the mouth, right side"),
    ("mouth", "both"): _("inside the mouth, both sides"),
    ("chin", "left"): _("left side of the chin"),
    ("chin", "right"): _("right side of the chin"),
    ("chin", "both"): _("chin, both sides"),
    ("neck", "left"): _("left side of the neck"),
    ("neck", "right"): _("right side of the neck"),
    ("neck", "both"): _("neck, both sides"),
    ("chest", "left"): _("left side of the chest"),
    ("chest", "right"): _("right side of the chest"),
    ("chest", "both"): _("chest, both sides"),
    ("belly", "left"): _("left side of the tummy"),
    ("belly", "right"): _("right side of the tummy"),
    ("belly", "both"): _("tummy, both sides"),
    ("navel", "left"): _("left of the belly button"),
    ("navel", "right"): _("right of the belly button"),
    ("navel", "both"): _("belly button, both sides"),
    ("back", "left"): _("left side of the back"),
    ("back", "right"): _("right side of the back"),
    ("back", "both"): _("back, both sides"),
    ("armpit", "left"): _("left armpit"),
    ("armpit", "right"): _("right armpit"),
    ("armpit", "both"): _("armpit, both sides"),
    ("shoulder", "left"): _("left shoulder"),
    ("shoulder", "right"): _("right shoulder"),
    ("shoulder", "both"): _("shoulder, both sides"),
    ("upper_arm", "left"): _("left upper arm"),
    ("upper_arm", "right"): _("right upper arm"),
    ("upper_arm", "both"): _("upper arm, both sides"),
    ("elbow_fold", "left"): _("left elbow fold"),
    ("elbow_fold", "right"): _("right elbow fold"),
    ("elbow_fold", "both"): _("elbow fold, both sides"),
    ("forearm", "left"): _("left forearm"),
    ("forearm", "right"): _("right forearm"),
    ("forearm", "both"): _("forearm, both sides"),
    ("hand", "left"): _("left hand"),
    ("hand", "right"): _("right hand"),
    ("hand", "both"): _("hand, both sides"),
    ("groin", "left"): _("left side of the groin"),
    ("groin", "right"): _("right side of the groin"),
    ("groin", "both"): _("groin, both sides"),
    ("genitals", "left"): _("genitals, left side"),
    ("genitals", "right"): _("genitals, right side"),
    ("genitals", "both"): _("genitals, both sides"),
    ("bottom", "left"): _("left side of the bottom (nappy area)"),
    ("bottom", "right"): _("right side of the bottom (nappy area)"),
    ("bottom", "both"): _("bottom (nappy area), both sides"),
    ("thigh", "left"): _("left thigh"),
    ("thigh", "right"): _("right thigh"),
    ("thigh", "both"): _("thigh, both sides"),
    ("knee_fold", "left"): _("left knee fold"),
    ("knee_fold", "right"): _("right knee fold"),
    ("knee_fold", "both"): _("knee fold, both sides"),
    ("lower_leg", "left"): _("left lower leg"),
    ("lower_leg", "right"): _("right lower leg"),
    ("lower_leg", "both"): _("lower leg, both sides"),
    ("foot", "left"): _("left foot"),
    ("foot", "right"): _("right foot"),
    ("foot", "both"): _("foot, both sides"),
}
"""A message for each, since the words for a side agree with the site in many languages."""

VIEWS: Mapping[str, Phrase] = {"front": _("front"), "back": _("back"), "face": _("face")}

NAMERS: Mapping[str, Phrase] = {"parent": _("parent"), "doctor": _("doctor")}

MILIA_TYPES: Mapping[str, Phrase] = {
    "neonatal": _("neonatal"),
    "primary": _("primary"),
    "secondary": _("secondary (traumatic)"),
    "juvenile": _("juvenile"),
    "en_plaque": _("in a patch (en plaque)"),
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
    "cryotherapy": _("freezing (cryotherapy) by a doctor or nurse"),
    "curettage": _("scraping (curettage) by a doctor or nurse"),
    "deroofing": _("opening (deroofing) by a doctor or nurse"),
    "laser": _("laser by a doctor or nurse"),
    "peel": _("peel by a doctor or nurse"),
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
