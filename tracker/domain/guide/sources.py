"""The sources of the guide, besides those of the rules.

As in ``tracker.domain.sources``: an address stands here only where that very page was opened, and
of most pages only the beginning was read.
"""

from __future__ import annotations

from tracker.domain.sources import HowRead, Source

LATER = "2 December 2026"
"""When the sources were read that were added last."""


def _in_a_copy(title: str, publisher: str, copy_at: str, **given: str) -> Source:
    return Source(title, publisher, reading=HowRead.IN_A_COPY, copy_at=copy_at, **given)


MAYO_MILIA_CARE = Source(
    "Milia, diagnosis & treatment",
    "Mayo Clinic",
    "https://www.mayoclinic.org/diseases-conditions/milia/diagnosis-treatment/drc-20375078",
)
MAYO_ACNE_SYMPTOMS = _in_a_copy(
    "Baby acne, symptoms & causes", "Mayo Clinic", "ask-ahd.ahdubai.com/con-20369868"
)
MAYO_ACNE_DEFINITION = _in_a_copy(
    "Baby acne, definition (June 2017)", "Mayo Clinic", "middlesexhealth.org", read=LATER
)
MAYO_PRESS = Source(
    "Common skin conditions in babies",
    "Mayo Clinic Press",
    "https://mcpress.mayoclinic.org/parenting/common-skin-conditions-in-babies/",
)
MAYO_BABY_RASHES = _in_a_copy("Common baby rashes", "Mayo Clinic", "mymlc.com")
MAYO_NAPPY_RASH = _in_a_copy("Diaper rash", "Mayo Clinic", "stclair.org")
MAYO_BIRTHMARKS = Source(
    "Birthmarks, slate grey nevus",
    "Mayo Clinic",
    "https://www.mayoclinic.org/birthmarks/sls-20076683?s=4",
)
RAISING_CHILDREN_MILIA = Source(
    "Milia",
    "Raising Children Network (Australia)",
    "https://raisingchildren.net.au/guides/a-z-health-reference/milia",
)
DERMNET_MILIUM = Source("Milium, milia", "DermNet", "https://dermnetnz.org/topics/milium")
STATPEARLS_MILIA = _in_a_copy("Milia", "StatPearls", "dev2.statpearls.com")
MEDSCAPE_MILIA = Source(
    "Pediatric milia, overview · treatment",
    "Medscape",
    "https://emedicine.medscape.com/article/910405-overview",
)
HEALIO_WHITE_BUMPS = Source(
    "A neonate with white papules",
    "Healio Pediatrics",
    "https://cm.healio.com/news/pediatrics/20130222/10_3928_1081_597x_20130101_01_1026395",
)
INDIAN_PEDIATRICS_MILIA = Source(
    "Neonatal milia", "Indian Pediatrics", "https://indianpediatrics.net/aug2015/aug-723-724.htm"
)
GPNOTES_NEWBORN = Source(
    "Neonatal rashes", "mygpnotes", "https://mygpnotes.com/dermatology/neonatal-rashes"
)
TOGETHER_NEW_BABY = _in_a_copy(
    "New baby: rashes", "NHS Healthier Together", "staging.healthiertogether.nhs.uk"
)
TOGETHER_FEVER_AND_RASH = Source(
    "Fever and rash",
    "NHS what0-18",
    "https://www.what0-18.nhs.uk/professionals/school-nurses/safety-netting-documents-parents/fever-and-rash",
)
TOGETHER_ECZEMA = Source(
    "Eczema",
    "NHS Healthier Together",
    "https://www.healthiertogether.nhs.uk/new-parent-and-baby/eczema",
)
BELFAST_RASHES = Source(
    "Rashes",
    "Belfast Trust",
    "https://belfasttrust.hscni.net/hospitals/childrens/childrens-symptom-checker/rashes/",
)
NHS_BABY_RASHES = _in_a_copy("Rashes in babies and children", "NHS", "plowrightmedicalcentre.co.uk")
NHS_NAPPY_RASH = _in_a_copy("Nappy rash", "NHS", "torbayandsouthdevonenhancedaccess.nhs.uk")
NHS_CRADLE_CAP_COPY = _in_a_copy("Cradle cap", "NHS", "developer.api.nhs.uk")
NHS_HEAT_RASH_COPY = _in_a_copy("Heat rash", "NHS", "developer.api.nhs.uk")
NHS_ECZEMA_COPY = _in_a_copy("Atopic eczema", "NHS", "eastsussexchildren.nhs.uk/?p=228")
NHS_CHICKENPOX = _in_a_copy("Chickenpox", "NHS", "drmitchell.co.uk")
NHS_HAND_FOOT_MOUTH = _in_a_copy("Hand, foot and mouth disease", "NHS", "1stchoicepharmacy.co.uk")
NHS_RINGWORM_PAGE = Source("Ringworm", "NHS", "https://www.nhs.uk/conditions/ringworm/")
NHS_BITES_AND_STINGS = _in_a_copy("Insect bites and stings", "NHS", "styvechalepharmacy.co.uk")
NHS_CONTACT_DERMATITIS = Source(
    "Contact dermatitis, symptoms",
    "NHS",
    "https://www.nhs.uk/conditions/contact-dermatitis/symptoms/",
)
HSE_CONTACT_DERMATITIS = Source(
    "Contact dermatitis, symptoms",
    "HSE Ireland",
    "https://www2.hse.ie/conditions/contact-dermatitis/symptoms/",
)
NHS_HYDROCORTISONE = Source(
    "Hydrocortisone for skin",
    "NHS",
    "https://www.nhs.uk/medicines/hydrocortisone-for-skin/about-hydrocortisone-for-skin/",
)
LONDON_NORTH_WEST_BATHING = Source(
    "Washing and bathing your baby",
    "London North West NHS Trust",
    "https://www.lnwh.nhs.uk/washing-and-bathing-your-baby",
)
PREGNANCY_BIRTH_BABY_ECZEMA = Source(
    "Eczema in babies and children",
    "Pregnancy, Birth and Baby (Australia)",
    "https://www.pregnancybirthbaby.org.au/eczema-babies-and-children",
)
HEALTHLINK_ECZEMA = Source(
    "Eczema", "HealthLink BC", "https://www.healthlinkbc.ca/eczema-atopic-dermatitis-0"
)
AAP_ACNE_REFERENCE = _in_a_copy(
    "Pediatric Dermatology quick reference (acne chapter)", "AAP", "skyscape.com"
)
AAD_NAPPY_RASH = _in_a_copy(
    "Prevent and treat diaper rash", "American Academy of Dermatology", "globenewswire.com"
)
AUSTRALASIAN_ACNE = Source(
    "Neonatal and infantile acne",
    "Australasian College of Dermatologists",
    "https://www.dermcoll.edu.au/atoz/neonatal-infantile-acne/",
)
SEATTLE_HIVES_OLDER = Source(
    "Hives",
    "Seattle Children's",
    "https://www.seattlechildrens.org/medical-conditions/symptom-index/hives/",
)
KIDSHEALTH_ERYTHEMA_TOXICUM = _in_a_copy(
    "Erythema toxicum", "Nemours KidsHealth", "akronchildrens.org"
)
CHOP_ERYTHEMA_TOXICUM = Source(
    "Erythema toxicum, caring for your child",
    "StayWell for CHOP",
    "https://chopib.staywellsolutionsonline.com/Library/Encyclopedia/187,1554",
)
BABYCENTRE_SPOTS = Source(
    "Baby acne, milia, erythema toxicum",
    "BabyCentre UK",
    "https://www.babycentre.co.uk/a72/baby-acne-milia-erythema-toxicum-and-spotty-skin",
)
NICE_STRAWBERRY_MARKS = Source(
    "What are strawberry marks (ESUOM47)",
    "NICE",
    "https://www.nice.org.uk/advice/esuom47/ifp/chapter/What-are-strawberry-marks-infantile-haemangiomas",
)
MELBOURNE_HAEMANGIOMA = Source(
    "Haemangioma, pre-referral guideline",
    "Royal Children's Hospital Melbourne",
    "https://www.rch.org.au/kidsconnect/prereferral_guidelines/Haemangioma_%E2%80%93_infantile/",
)
MENINGITIS_NOW_GLASS_TEST = Source(
    "Glass test",
    "Meningitis Now",
    "https://www.meningitisnow.org/meningitis-explained/signs-and-symptoms/glass-test/",
)
BESTBETS_PETECHIAE = Source(
    "Petechiae of head and neck after cough or vomiting",
    "BestBETs 1956",
    "https://bestbets.org/bets/bet.php?id=1956",
)
GLASGOW_NON_BLANCHING = Source(
    "Non-blanching rash in children (for professionals)",
    "NHS Greater Glasgow",
    "https://rightdecisions.scot.nhs.uk/shared-content/ggc-clinical-guidelines/paediatrics/emergency-medicine/non-blanching-rash-management-in-children-paediatrics-537",
)
HAMPSHIRE_BRUISING = Source(
    "Bruising in babies who do not move on their own",
    "Hampshire SCP",
    "https://hampshirescp.org.uk/?p=7988",
)
OIL_TRIAL = Source(
    "OBSeRvE trial (Cooke et al., November 2015)",
    "Acta Dermato-Venereologica",
    "https://www.medicaljournals.se/acta/content/html/10.2340/00015555-2279",
)
PEANUT_OIL_STUDY = Source(
    "Peanut oil on the skin (Lack et al., N Engl J Med 2003)",
    "Thorax 2003;58:469",
    "https://thorax.bmj.com/content/58/6/469",
)
BURN_ASSOCIATION_STEAM = Source(
    "Warning on steam inhalation",
    "British Burn Association",
    "https://www.britishburnassociation.org/news/warning-by-the-british-burn-association-about-steam-inhalation-and-scalds-over-the-winter-period/",
)
EU_SALICYLIC_ACID = Source(
    "Salicylic acid, children's exposure",
    "European Commission, SCCS/1675/25",
    "https://health.ec.europa.eu/publications/sccs-opinion-salicylic-acid-cas-no-69-72-7-ec-no-200-712-3-childrens-exposure_en",
)
MEDSCAPE_PUSTULAR_MELANOSIS = Source(
    "Transient neonatal pustular melanosis",
    "Medscape",
    "https://emedicine.medscape.com/article/1112258-overview",
)
SKIN_DEEP_ROSEOLA = Source(
    "Roseola", "Skin Deep", "https://dftbskindeep.com/all-diagnoses/roseola/"
)
SKIN_DEEP_ECZEMA_HERPETICUM = Source(
    "Eczema herpeticum", "Skin Deep", "https://dftbskindeep.com/all-diagnoses/eczema-herpeticum/"
)
ALDER_HEY_MEASLES = Source(
    "Measles", "Alder Hey", "https://www.alderhey.nhs.uk/conditions/symptoms-checker/measles"
)
PEDIATRIC_CONSULT_MILIA = Source(
    "Milia",
    "5-Minute Pediatric Consult",
    "https://im.unboundmedicine.com/medicine/view/Select-5-Minute-Pediatric-Consult/14125/all/Milia",
)
GP_ONLINE_NAPPY = Source(
    "Nappy dermatitis versus candida",
    "GP Online",
    "https://www.gponline.com/glance-nappy-dermatitis-versus-candida-nappy-rash/dermatology/article/609471",
)
INDEPENDENT_NURSE_NAPPY = Source(
    "Nappy rash, an update",
    "Independent Nurse",
    "https://www.independentnurse.co.uk/clinical-article/nappy-rash-an-update/145703",
)
DURHAM_ALLERGIES = Source(
    "Children's allergies",
    "County Durham & Darlington NHS",
    "https://cddft.nhs.uk/services/nutrition-dietetics/children/allergies-food-exclusions",
)
PHARMACY_FIRST_IMPETIGO = Source(
    "Pharmacy First: impetigo",
    "Community Pharmacy West Midlands",
    "https://westmidlands.communitypharmacy.org.uk/pharmacy-first/impetigo",
)
KINGSTON_CRADLE_CAP = Source(
    "Cradle cap",
    "Kingston and Richmond NHS",
    "https://kingstonandrichmond.nhs.uk/patients-and-families/patient-leaflets/cradle-cap",
)
BARTON_HOUSE_PHOTOS = Source(
    "Good photo of your rash",
    "Barton House Group Practice (NHS)",
    "https://www.bartonhousegrouppractice.co.uk/how-to-take-good-photo-of-your-rash",
)
ST_VINCENTS_PHOTOS = Source(
    "Photographing dermatological conditions",
    "St Vincent's Melbourne",
    "https://www.svhm.org.au/patients-visitors/specialist-clinics/photographing-dermatological-conditions",
)
NEW_ZEALAND_PHOTOS = Source(
    "Images",
    "NZ Teledermatology",
    "http://www.nzteledermatology.com/images.html",
)
HEALTHDAY_PHOTOS = Source(
    "Photographing skin of colour, on JAMA Dermatology",
    "HealthDay",
    "https://www.healthday.com/dermatology-special/guidance-provided-for-dermatologists-photographing-skin-of-color",
)
SCHMITT_AT_COLORADO = Source(
    "Newborn rashes and birthmarks, care",
    "Schmitt, at Children's Hospital Colorado",
    "http://www.childrenscolorado.org/wellness-safety/is-your-child-sick/newbornrashesandbirthmarks/newborn-rashes-and-birthmarks-/care",
)
NHS_WALES_ORAL_THRUSH = Source(
    "Oral thrush",
    "NHS 111 Wales",
    "https://111.wales.nhs.uk/Encyclopaedia/o/article/oralthrush/",
    LATER,
)
COLOR_ATLAS_MILIA = Source(
    "Milia",
    "Color Atlas of Pediatric Dermatology, at MedicineNet",
    "http://www.medicinenet.com/image-collection/milia_picture/picture.htm",
    LATER,
)
MAYO_NAPPY_RASH_DOCTOR = _in_a_copy(
    "Diaper rash, when to see a doctor", "Mayo Clinic", "hmgsderm.com"
)

PARENT_PHOTOS_STUDY = Source(
    "O'Connor DM, Jew OS, Perman MJ, Castelo-Soccio LA, Winston FK, McMahon PJ: Diagnostic Accuracy"
    " of Pediatric Teledermatology Using Parent-Submitted Photographs, a Randomized Clinical Trial",
    "JAMA Dermatology 2017;153(12):1243–1248, doi:10.1001/jamadermatol.2017.4280",
    read="November 2026",
    reading=HowRead.EARLIER,
)
SKIN_DEEP_ABOUT = Source("About Skin Deep", "Skin Deep", "https://dftbskindeep.com/about/")
REFRAME = Source(
    "Reframe",
    "University of the West of England, NHS England and University Hospitals Bristol",
    "https://www.reframe-diverseimages.co.uk/home",
)
REFRAME_NEWS = Source(
    "Medical photography project (3 June 2025)",
    "University of the West of England",
    "https://www.uwe.ac.uk/news/medical-photography-project",
)


def _founding(title: str) -> Source:
    return Source(
        title,
        "one of the five articles this diary grew from",
        read="November 2026",
        reading=HowRead.EARLIER,
    )


MILIA_REMOVAL = _founding("Milia And Milk Spot Removal")
MILIA_FROM_ACNE = _founding("Baby Milia from Baby Acne")
