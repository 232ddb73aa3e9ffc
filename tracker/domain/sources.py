"""The published sources of the rules and conditions, with the month in which each was read."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.domain.phrases import Phrase


@dataclass(frozen=True)
class Source:
    """A published page. ``address`` is empty where there is none; ``read`` is a month or a day."""

    title: str | Phrase
    publisher: str
    address: str = ""
    read: str = "November 2026"


_FOUNDING = "founding article of this product"

MAYO_MILIA = Source(
    "Milia",
    "Mayo Clinic",
    "https://www.mayoclinic.org/diseases-conditions/milia/symptoms-causes/syc-20375073",
)
MAYO_ACNE = Source(
    "Baby acne",
    "Mayo Clinic",
    "https://www.mayoclinic.org/diseases-conditions/baby-acne/diagnosis-treatment/drc-20369885",
)
NEW_BORN_MILIA = Source("New Born Milia", _FOUNDING)
MILIA_IN_BABIES = Source("Milia in Babies: What You Should Know", _FOUNDING)
SEATTLE_LOCAL = Source(
    "Rash or Redness – Localized",
    "Seattle Children's",
    "https://www.seattlechildrens.org/medical-conditions/symptom-index/rashes-localized",
)
SEATTLE_WIDESPREAD = Source("Rash or Redness – Widespread", "Seattle Children's")
SEATTLE_HIVES = Source("Hives", "Seattle Children's")
SEATTLE_FEVER = Source("Fever", "Seattle Children's")
NHS_HEAT_RASH = Source(
    "Heat rash (prickly heat)",
    "NHS (nidirect)",
    "https://www.nidirect.gov.uk/conditions/heat-rash-prickly-heat",
)
SHARECARE_RASH = Source(
    "When should I call my doctor about a skin rash?",
    "Intermountain Healthcare, on Sharecare",
    "https://www.sharecare.com/health/skin-disorders/when-doctor-skin-rash",
)
AAFP_NAPPY_RASH = Source(
    "Health Tip 656236, on nappy rash (AAFP)",
    "HealthDay",
    "https://consumer.healthday.com",
)
CRADLE_CAP = Source(
    "Cradle cap",
    "MedicineNet (HealthDay on AAD)",
    "https://www.medicinenet.com/script/main/art.asp?articlekey=211275",
)
SWEDISH_YEAST = Source("Diaper rash, yeast", "Swedish (Barton Schmitt)")
NICE_ECZEMA = Source(
    "Atopic eczema in under 12s (CG57)", "NICE", "https://www.nice.org.uk/guidance/cg57"
)
NICE_ECZEMA_QUALITY = Source(
    "Atopic eczema in under 12s: quality standard (QS44)",
    "NICE",
    "https://www.nice.org.uk/guidance/qs44",
)
NICE_FEVER = Source("Fever in under 5s (NG143)", "NICE", "https://www.nice.org.uk/guidance/ng143")
NICE_SEEKING_ADVICE = Source(
    "Fever in under 5s: seeking further advice",
    "NICE",
    "https://www.nice.org.uk/guidance/cg160/ifp/chapter/Seeking-further-advice",
)
NHS_IMPETIGO = Source("Impetigo", "NHS", "https://www.nhs.uk/conditions/impetigo/")
NHS_RINGWORM = Source("Ringworm", "NHS", "https://www.nhs.uk/conditions/ringworm/")
NHS_NEONATAL_HERPES = Source(
    "Neonatal herpes", "NHS", "https://www.nhs.uk/conditions/neonatal-herpes/"
)
NHS_GLASS_TEST = Source("Fever in children under 5 (glass test)", "NHS", "https://what0-18.nhs.uk")
NHS_HEALTHIER_TOGETHER = Source(
    "Baby under 3 months with a low temperature",
    "NHS Healthier Together",
    "https://what0-18.nhs.uk",
)
NHS_UNWELL_CHILD = Source("Is your baby or toddler seriously ill?", "NHS")
NHS_RASHES = Source("Rashes in babies and children", "NHS")
NHS_BLISTERS = Source("Blisters", "NHS")
NHS_JAUNDICE = Source("Newborn jaundice", "NHS")
SKIN_PEELING = Source("Staphylococcal scalded skin syndrome", "Texas Children's; MSD Manual")
AAP_NEWBORN = Source(
    "Newborn Rashes and Birthmarks",
    "Piedmont Pediatrics (AAP-derived)",
    "https://www.piedmontpediatrics.com",
)
AAP_HAEMANGIOMA = Source(
    "Guideline for the management of infantile haemangiomas (2019)",
    "American Academy of Pediatrics",
    "https://publications.aap.org/pediatrics/article/143/1/e20183475",
)
SALMON_PATCH = Source("Salmon patch", "WebMD (AAP-derived)")
UK_BRUISING = Source("Bruising in babies who do not move about yet", "UK child health guidance")
