"""Diagnosis codes of the conditions.

A parent's word is not a diagnosis: a code is exported only where a doctor named the condition.
Only conditions whose code was looked up and checked have one.
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
