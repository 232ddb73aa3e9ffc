"""The diagnosis codes, row by row, against what was looked up."""

import re

import pytest

from tracker.domain.vocabulary import CONDITIONS, ICD_10_CM

CHECKED = {
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


def test_every_code_is_one_that_was_checked():
    assert ICD_10_CM == CHECKED


@pytest.mark.parametrize("condition", ICD_10_CM)
def test_a_row_is_about_a_condition_and_has_the_form_of_a_code(condition):
    assert condition in CONDITIONS
    assert re.fullmatch(r"[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?", ICD_10_CM[condition])


def test_no_two_conditions_share_a_code():
    assert len(set(ICD_10_CM.values())) == len(ICD_10_CM)
