"""The published sources of the rules and conditions, with how and when each was read.

Only stored copies were read, and of most pages only the beginning. An address stands here only
where that very page was opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.phrases import Phrase
from tracker.domain.phrases import phrase as _


class HowRead(StrEnum):
    """How a source was read."""

    READ = "read"
    IN_A_COPY = "copy"
    EARLIER = "earlier"
    NOT_YET = "not_yet"


READING_LABELS: Mapping[HowRead, Phrase] = {
    HowRead.READ: _("read"),
    HowRead.IN_A_COPY: _("read in a copy"),
    HowRead.EARLIER: _("read earlier"),
    HowRead.NOT_YET: _("not yet read"),
}


@dataclass(frozen=True)
class Source:
    """A published page. ``address`` is empty where there is none or where nobody opened it.

    ``read``: the day on which it was read, or the month where no day was
    noted; empty where it was not read. ``reading``: None for a
    source that is no publication, such as a visit. ``copy_at``: the site of the copy that was read.
    """

    title: str | Phrase
    publisher: str
    address: str = ""
    read: str = "1 December 2026"
    reading: HowRead | None = HowRead.READ
    copy_at: str = ""


def _earlier(title: str, publisher: str, address: str = "") -> Source:
    return Source(title, publisher, address, "November 2026", HowRead.EARLIER)


def _in_a_copy(title: str, publisher: str, copy_at: str) -> Source:
    return Source(title, publisher, reading=HowRead.IN_A_COPY, copy_at=copy_at)


def _not_yet(title: str, publisher: str) -> Source:
    return Source(title, publisher, read="", reading=HowRead.NOT_YET)


_FOUNDING = "one of the five articles this diary grew from"
_TOGETHER = "NHS Healthier Together"
_SEATTLE = "Seattle Children's"
_AAP = "American Academy of Pediatrics"

OWN_NUMBER = Source(_("This diary's own number of days"), "Milkspot", read="", reading=None)

CHANGED_HERE = Source(
    _("Changed by the person who hosts this diary"), "Milkspot", read="", reading=None
)

MAYO_MILIA = _earlier(
    "Milia",
    "Mayo Clinic",
    "https://www.mayoclinic.org/diseases-conditions/milia/symptoms-causes/syc-20375073",
)
MAYO_ACNE = _earlier(
    "Baby acne",
    "Mayo Clinic",
    "https://www.mayoclinic.org/diseases-conditions/baby-acne/diagnosis-treatment/drc-20369885",
)
NEW_BORN_MILIA = _earlier("New Born Milia", _FOUNDING)
MILIA_IN_BABIES = _earlier("Milia in Babies: What You Should Know", _FOUNDING)
INFANT_MILIA_TREATMENT = _earlier("Infant Milia Treatment", _FOUNDING)
DERMNET_MILIA = _not_yet("Milia", "DermNet")
NHS_HEAT_RASH = _earlier(
    "Heat rash (prickly heat)",
    "NHS (nidirect)",
    "https://www.nidirect.gov.uk/conditions/heat-rash-prickly-heat",
)
NICE_ECZEMA = _earlier(
    "Atopic eczema in under 12s (CG57)", "NICE", "https://www.nice.org.uk/guidance/cg57"
)
NHS_ECZEMA = _not_yet("Atopic eczema", "NHS")
NHS_CRADLE_CAP = _not_yet("Cradle cap", "NHS")

AAP_FEVER = _in_a_copy("Fever: when to call the pediatrician", _AAP, "vidapediatrics.com")
HEALTH_FOR_UNDER_5S_SEPSIS = Source(
    "Septicaemia (sepsis) in children 0–5 years",
    "NHS Health for Under 5s (Leicestershire)",
    "https://healthforunder5s.co.uk/sections/baby/septicaemia-in-children-0-5-years",
)
SEATTLE_WIDESPREAD = Source(
    "Rash – widespread",
    _SEATTLE,
    "https://www.seattlechildrens.org/medical-conditions/symptom-index/rashes-widespread/",
)
SEATTLE_LOCAL = Source(
    "Rash – localized",
    _SEATTLE,
    "https://www.seattlechildrens.org/medical-conditions/symptom-index/rashes-localized/",
)
SEATTLE_HIVES = Source("Hives", _SEATTLE, "https://www.seattlechildrens.org/conditions/a-z/hives/")
ALDER_HEY_RASHES = Source(
    "Rashes",
    "Alder Hey Children's NHS",
    "https://www.alderhey.nhs.uk/conditions/symptoms-checker/rashes/",
)
TOGETHER_BABY_RASH = Source(
    "My baby has a rash (under 3 months)",
    f"{_TOGETHER}, Humber and North Yorkshire",
    "https://www.hnyhealthiertogether.nhs.uk/parentscarers/worried-your-baby-unwell-under-3-months/"
    "my-baby-has-rash",
)
TOGETHER_BABY_RASH_LONDON = Source(
    "My baby has a rash",
    f"{_TOGETHER}, Hounslow and Richmond",
    "https://healthiertogether.hrch.nhs.uk/parentscarers/worried-your-baby-unwell-under-3-months/"
    "my-baby-has-rash",
)
SCHMITT_NEWBORN = Source(
    "Newborn rashes and birthmarks",
    "Schmitt, at Piedmont Pediatrics",
    "http://www.piedmontpediatrics.com/Is-Your-Child-Sick/Is-Your-Child-Sick/"
    "Newborn-Rashes-and-Birthmarks.aspx",
)
SCHMITT_HIVES = _in_a_copy("Hives", "Schmitt", "intpeds.com")
HSE_LONG_RASH = Source(
    "My child has a rash for more than two weeks",
    "HSE Ireland, Under the Weather",
    "https://www.undertheweather.ie/symptom/my-child-has-a-rash-for-more-than-two-weeks",
)
TOGETHER_RASHES = Source(
    "Rashes",
    f"{_TOGETHER}, South West London",
    "https://www.swlondon-healthiertogether.nhs.uk/children-and-young-people/"
    "concerned-your-child-is-unwell/rashes",
)
TOGETHER_FEVER_UNDER_3_MONTHS = Source(
    "Fever (under 3 months)",
    f"{_TOGETHER}, Oxfordshire",
    "https://oxfordshire-healthiertogether.nhs.uk/pregnant-women/fever-high-temperature",
)
TOGETHER_FEVER = Source(
    "Fever", _TOGETHER, "https://www.healthiertogether.nhs.uk/professional/fever"
)
NICE_FEVER = _in_a_copy("Fever in under 5s (NG143)", "NICE", "primarycarenotebook.com")
PERTH_SCALDED_SKIN = Source(
    "Staphylococcal scalded skin syndrome",
    "Perth Children's Hospital",
    "https://www.cahs.health.wa.gov.au/sitecore/content/Hospitals/PCH/Home/"
    "For-health-professionals/Emergency-Department-Guidelines/"
    "Staphylococcal-scalded-skin-syndrome",
)
BAD_SCALDED_SKIN = Source(
    "Staphylococcal scalded skin syndrome",
    "British Association of Dermatologists",
    "https://www.skinhealthinfo.org.uk/condition/staphylococcal-scalded-skin-syndrome/",
)
NHS_KAWASAKI = _in_a_copy("Kawasaki disease", "NHS", "kingussiepharmacy.com")
TOGETHER_NEONATAL_HERPES = _in_a_copy(
    "Neonatal herpes simplex virus infection", _TOGETHER, "staging.healthiertogether.nhs.uk"
)
HSE_NEONATAL_HERPES = Source(
    "Neonatal herpes", "HSE Ireland", "https://www2.hse.ie/conditions/neonatal-herpes"
)
HSE_WEANING_ALLERGIES = Source(
    "Weaning and allergies",
    "HSE Ireland",
    "https://www2.hse.ie/babies-children/weaning-eating/weaning/allergies",
)
NICE_ECZEMA_QUALITY = Source(
    "Atopic eczema in under 12s, statement 7: eczema herpeticum (QS44)",
    "NICE",
    "https://www.nice.org.uk/guidance/QS44/chapter/"
    "Quality-statement-7-Treatment-of-eczema-herpeticum",
)
NHS_BORDERS_BRUISING = Source(
    "Bruising or other injury in babies and children who are not independently mobile",
    "NHS Borders",
    "https://rightdecisions.scot.nhs.uk/nhs-borders-clinical-guidelines/paediatrics/"
    "child-protection/multi-agency-protocol-for-the-management-of-bruising-or-other-injury-in-"
    "babies-and-children-who-are-not-independently-mobile",
)
TOGETHER_JAUNDICE = Source(
    "Jaundice",
    _TOGETHER,
    "https://www.what0-18.nhs.uk/worried-your-baby-unwell-under-3-months-2/"
    "worried-about-your-baby/jaundice",
)
GLASGOW_RASH = Source(
    "Concerned about your child's rash",
    "Royal Hospital for Children, Glasgow",
    "https://rightdecisions.scot.nhs.uk/rhcg/"
    "royal-hospital-for-children-for-patients-carers-visitors/"
    "about-your-childs-health-information-resources/concerned-about-your-childs-rash",
)
AAP_HAEMANGIOMA = Source(
    "Guideline for the management of infantile haemangiomas (2019)",
    _AAP,
    "https://publications.aap.org/pediatrics/article/143/1/e20183475",
)
BIRTHMARK_SUPPORT = Source(
    "Protecting your birthmark",
    "Birthmark Support Group",
    "https://birthmarksupportgroup.org.uk/protecting-your-birthmark",
)
NHS_DEHYDRATION = _in_a_copy("Dehydration (under 5s)", "NHS", "clmp.org.uk")
HEALTH_FOR_UNDER_5S_CHICKENPOX = Source(
    "Chickenpox",
    "NHS Health for Under 5s",
    "https://healthforunder5s.co.uk/sections/foryou/chickenpox",
)
TOGETHER_HAND_FOOT_MOUTH = Source(
    "Hand, foot and mouth disease",
    f"{_TOGETHER}, North East and North Cumbria",
    "https://nenc-healthiertogether.nhs.uk/parentscarers/worried-your-child-unwell/"
    "hand-foot-and-mouth-disease",
)
NHS_SCABIES = _in_a_copy("Scabies", "NHS", "castlegate-pharmacy.com")
NHS_INSECT_BITES = _in_a_copy("Insect bites and stings", "NHS", "getdoc.com")
KIDSHEALTH_CRADLE_CAP = _in_a_copy("Cradle cap", "KidsHealth", "HealthDay 732243")
UKHSA_MENB = Source(
    "MenB vaccine and paracetamol",
    "UKHSA",
    "https://www.gov.uk/government/publications/menb-vaccine-and-paracetamol",
    reading=HowRead.IN_A_COPY,
    copy_at="gpnotebook.com",
)
BRACKNELL_RASHES = Source(
    "Rashes", "NHS Bracknell", "http://www.myhealthbracknell.info/home/i-am-ill/rashes"
)
AAD_ACNE = _in_a_copy("Baby acne", "American Academy of Dermatology", "drsayyed.com")
MEDLINE_ERYTHEMA_TOXICUM = _in_a_copy("Erythema toxicum", "MedlinePlus", "indiatoday.in")
AAFP_NAPPY_RASH = Source(
    "Diaper rash",
    "American Academy of Family Physicians, familydoctor.org",
    "https://familydoctor.org/familydoctor/en/diseases-conditions/diaper-rash/symptoms.html",
)
INTERMOUNTAIN_RASH = Source(
    "When should I call my doctor about a skin rash?",
    "Intermountain Healthcare, on Sharecare",
    "https://www.sharecare.com/health/skin-disorders/when-doctor-skin-rash",
)
NHS_IMPETIGO = _in_a_copy("Impetigo", "NHS", "referral-flow.co.uk")
NHS_RINGWORM = _in_a_copy("Ringworm", "NHS", "emsworthmedical.co.uk")
MEDLINE_EPSTEIN_PEARLS = _in_a_copy("Epstein pearls", "MedlinePlus", "healthfinder.fl.gov")
NHS_WALES_BIRTHMARKS = Source(
    "Birthmarks",
    "NHS 111 Wales",
    "https://111.wales.nhs.uk/encyclopaedia/b/article/birthmarks",
)
NHS_BIRTHMARKS = _in_a_copy("Birthmarks", "NHS", "developer.api.nhs.uk")
NHS_HIVES = Source("Hives", "NHS", "https://www.nhs.uk/conditions/hives/")
