"""Codes of conditions and body sites in the classifications that clinics use.

A parent's word is not a diagnosis: a condition's code is exported only where a doctor named it.
Only what was looked up and checked has a code; the rest is exported in words.
"""

from __future__ import annotations

from collections.abc import Mapping

ICD_10_CM: Mapping[str, str] = {
    "milia": "L72.0",
    "baby_acne": "L70.4",
    "erythema_toxicum": "P83.1",
    "heat_rash": "L74.3",
    "cradle_cap": "L21.0",
    "diaper_rash": "L22",
    "eczema": "L20.83",
    "hives": "L50.9",
    "impetigo": "L01.00",
    "ringworm": "B35.4",
    "chickenpox": "B01.9",
    "hand_foot_mouth": "B08.4",
    "scabies": "B86",
    "drug_rash": "L27.0",
    "seborrhoeic_dermatitis": "L21.9",
    "haemangioma": "D18.01",
    "unsure_rash": "R21",
}
"""ICD-10-CM codes by condition: International Classification of Diseases, Tenth Revision, Clinical
Modification (US National Center for Health Statistics); checked in
November and December 2026."""

SNOMED_CT_SITES: Mapping[str, str] = {
    "scalp": "43067004",
    "forehead": "68698007",
    "around_eye": "362916000",
    "nose": "113179006",
    "cheek": "36141000",
    "ear": "1902009",
    "behind_ear": "24483006",
    "around_mouth": "110488009",
    "lip": "88089004",
    "mouth": "113277000",
    "chin": "23747009",
    "neck": "43081002",
    "chest": "74160004",
    "belly": "75093004",
    "navel": "315003",
    "back": "66643007",
    "armpit": "76261009",
    "shoulder": "76552005",
    "upper_arm": "371309009",
    "elbow_fold": "17957002",
    "forearm": "5742000",
    "hand": "33712006",
    "groin": "39687006",
    "genitals": "60944009",
    "bottom": "22180002",
    "thigh": "371305003",
    "knee_fold": "84507004",
    "foot": "60496002",
}
"""SNOMED CT codes of the skin of a body site, without its side; of the mouth, its mucosa.

From DICOM's list of dermatological sites (PS3.16, CID 4029), and three of the limbs from value sets
of the Belgian eHealth platform; read in copies in December 2026. No code was found for the eyelid
as a whole and for the lower leg.
"""
