"""What the five articles mention is answered on a page of the guide, in a named section."""

from __future__ import annotations

import re
from functools import cache
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from tracker.domain.guide import PAGES, TIP_PAGES

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

MILK, AFTER = "milk-spots", "milk-spots-after-a-rash"

ITEMS = [
    ("small firm pearls, 1 to 3 mm", MILK, "looks", "firm, smooth bumps.* 1 to 2 mm .* 3 mm"),
    ("white or yellow", MILK, "looks", "White or yellow"),
    ("several, without a red ring", MILK, "looks", "a few or many.* no ring of colour"),
    ("the claim that they are red", MILK, "disagreements", "Redness: .* may have redness"),
    ("soft when new, hard later", MILK, "looks", "soft at first and harder later"),
    ("like a pocket", MILK, "name", "bead in a pocket"),
    ("nose, cheeks, chin, forehead, eyelids", MILK, "where", "nose, .*cheeks, chin, forehead, eye"),
    ("scalp, limbs, genitals", MILK, "where", "scalp, upper body, arms, legs and genitals"),
    (
        "neck, chest, back, lips, mouth",
        MILK,
        "where",
        "neck, chest, back, lips, mouth and the roof",
    ),
    ("line on the nose", MILK, "where", "row of them along the crease of the nose"),
    ("palate and gums", "gums", "where", "gums, and along the middle of the roof of the mouth"),
    ("hair or sweat gland", MILK, "name", "tiny hairs or sweat glands"),
    ("keratin", MILK, "name", "keratin"),
    ("hurt skin that heals", AFTER, "name", "while hurt skin heals"),
    ("any rash before", AFTER, "name", "any rash can leave them, even baby acne"),
    ("how many newborn babies", MILK, "how-common", "40 to 50, says DermNet"),
    ("all peoples", MILK, "how-common", "In every skin colour"),
    ("all ages", AFTER, "kinds", "at any age"),
    ("how long they last", MILK, "course", "within 4 weeks.*1 month.*1 to 2 months"),
    ("2 to 4 weeks, 3 months, years", MILK, "disagreements", "2 to 4 weeks, 3 months, .* years"),
    ("ask when they do not go", MILK, "ask", "still there at 3 months"),
    ("ask when they get worse", MILK, "ask", "more and more, or they get worse"),
    ("any new bump to a doctor", MILK, "disagreements", "Any new bump"),
    ("not catching", MILK, "course", "not catching"),
    ("not dirt", MILK, "name", "It is not dirt"),
    ("baby acne is another thing", "baby-acne", "name", "not the same as milk spots"),
    ("milk spots called baby acne", MILK, "disagreements", "calls milk spots baby acne"),
    ("baby acne: red", "baby-acne", "looks", "Red bumps, or red round the bumps"),
    ("baby acne: weeks to months", "baby-acne", "course", "weeks to months"),
    ("baby acne: heads", "baby-acne", "looks", "white or yellow head"),
    ("nearly all go", "baby-acne", "disagreements", "nearly all babies, says .*, with no source"),
    ("stubborn baby acne", "baby-acne", "ask", "A doctor may prescribe"),
    ("Epstein pearls", "gums", "name", "Epstein pearls"),
    ("whiteheads", MILK, "look-alikes", "Whiteheads"),
    ("warts", MILK, "look-alikes", "Warts"),
    ("cradle cap", "cradle-cap", "name", "scales on a baby's head"),
    ("cradle cap: white, crusty, oily", "cradle-cap", "looks", "White or yellow greasy .* crust"),
    ("cradle cap: the mother's hormones", "cradle-cap", "disagreements", "mother's hormones"),
    ("nappy rash, mild to bleeding", "nappy-rash", "disagreements", "mild redness to bleeding"),
    ("wet nappies", "nappy-rash", "name", "wee and poo"),
    ("nappy rash from food", "nappy-rash", "disagreements", "mild food allergy"),
    ("hives on chest and back", "hives", "where", "chest, tummy and back"),
    ("food that brings hives", "hives", "write-down", "What your baby ate"),
    ("eczema, elbows and knees", "eczema", "where", "face, scalp.* elbows and knees"),
    ("eczema and the family", "eczema", "write-down", "hay fever in the family"),
    ("eczema and allergy", "eczema", "disagreements", "not a food allergy"),
    ("too hot", "heat-rash", "name", "Sweat is caught"),
    ("rash with a virus", "rash-with-a-cold", "name", "virus"),
    ("strawberries", "hives", "disagreements", "strawberries"),
    ("bath soap", "contact-rash", "helps", "bath soap"),
    ("detergent", "contact-rash", "write-down", "washing powder"),
    ("rough clothes", "contact-rash", "helps", "rough clothes"),
    ("new wipes and foods", "nappy-rash", "write-down", "New foods.*Wipes"),
    ("rashes that come back", "contact-rash", "ask", "keeps coming back"),
    ("find the trigger and stop it", "contact-rash", "disagreements", "find a trigger and stop"),
    ("petechiae and purpura", "dots-that-do-not-fade", "name", "petechiae .* purpura"),
    ("press test", "dots-that-do-not-fade", "looks", "The glass test"),
    ("care at once", "dots-that-do-not-fade", "call", "stay under the glass"),
    ("after a cough", "dots-that-do-not-fade", "disagreements", "after a cough"),
    ("a rash over four weeks", MILK, "ask", "any rash over four weeks"),
    ("worried", MILK, "ask", "You are worried"),
    ("swelling or colour after scratching", MILK, "today", "colour .* changes.* scratching"),
    ("itch and pain", MILK, "ask", "milk spots do neither"),
    (
        "irritation on the eyelids, pain",
        MILK,
        "disagreements",
        "constant irritation on the eyelids.*says that some hurt",
    ),
    ("rough bedding", MILK, "helps", "No rough cloth .* look red"),
    ("burns, blisters, sunburn", AFTER, "name", "blisters, burns, sunburn"),
    ("tattoos and creams", AFTER, "name", "tattoos, and creams"),
    ("operations", AFTER, "name", "operations"),
    ("acne, then milk spots on the chin", AFTER, "course", "acne at 3 weeks, .*at 5 months"),
    ("neonatal", AFTER, "kinds", "Neonatal"),
    ("primary", AFTER, "kinds", "Primary"),
    ("traumatic", AFTER, "kinds", "traumatic"),
    ("juvenile", AFTER, "kinds", "Juvenile"),
    ("en plaque", AFTER, "kinds", "En plaque"),
    ("multiple eruptive", AFTER, "kinds", "Multiple eruptive"),
    ("medication", AFTER, "kinds", "Medication"),
    (
        "sun, heat, hot bath, wipes, genes",
        MILK,
        "disagreements",
        "sun, infection, wipes, genes, eczema, psoriasis, .* hot baths",
    ),
    (
        "poor washing, oil, heavy creams",
        MILK,
        "disagreements",
        "poor washing, oil and heavy creams",
    ),
    ("steroids as a cause", AFTER, "disagreements", "give steroids as a cause"),
    ("medicines as a cause", AFTER, "kinds", "After a medicine"),
    ("wash gently, pat dry", MILK, "helps", "warm water and pat it dry"),
    ("mild soap", MILK, "helps", "a mild one without perfume"),
    ("soap in the first month", MILK, "disagreements", "no soap in the first month"),
    ("warm washcloth", AFTER, "disagreements", "warm one on until it cools"),
    ("rubbing with a washcloth", AFTER, "helps", "soft flannel"),
    ("moisturiser", MILK, "disagreements", "Creams: three articles say to moisturise"),
    ("perfume", MILK, "leave-alone", "Nothing with perfume"),
    ("squeeze, pinch, scrape", MILK, "leave-alone", "Do not squeeze, pinch, pick, scrub"),
    ("infection and scars by squeezing", MILK, "leave-alone", "scar it or let germs in"),
    ("scrub of almonds and milk", MILK, "disagreements", "scrub of almonds and milk"),
    ("only what you would eat", MILK, "disagreements", "only what you would eat"),
    ("steam", MILK, "leave-alone", "No steaming"),
    ("acids", MILK, "leave-alone", "No salicylic acid"),
    ("acids and steam in the articles", MILK, "disagreements", "At most, these are for adults"),
    ("acne products from a shop", MILK, "leave-alone", "No acne product from a shop"),
    ("acne products, never", "baby-acne", "disagreements", "“New Born Milia” says never"),
    ("retinoid", MILK, "leave-alone", "No retinoid cream"),
    ("retinoid from 12 months", MILK, "disagreements", "12 months"),
    ("steroid as a treatment", MILK, "disagreements", "with a steroid cream"),
    ("antibiotics", MILK, "leave-alone", "No antibiotics at home"),
    ("freezing, scraping, laser", AFTER, "clinician", "scraping, freezing, a laser, a peel"),
    ("near the eye", AFTER, "clinician", "not for skin near the eye"),
    ("what treatment is for", AFTER, "clinician", "only that the skin looks better and"),
    (
        "treatment hurts or scars",
        AFTER,
        "clinician",
        "not painless.* Scars are possible.* Infection",
    ),
    ("done at home", MILK, "disagreements", "At home: .* can be removed at home"),
    ("scars without treatment", MILK, "disagreements", "scar if they are not treated early"),
    ("coming back", AFTER, "disagreements", "Coming back"),
    (
        "known by looking, or a biopsy",
        MILK,
        "disagreements",
        "looking is enough.* a sample is taken",
    ),
    ("before a visit", AFTER, "write-down", "Before a visit: medicines .* clean"),
    ("other skin problems", AFTER, "write-down", "and other skin problems"),
    ("questions for the visit", MILK, "questions", "Are these likely to go"),
    ("birthmarks and laser", "birthmarks", "disagreements", "laser"),
    ("who sells a treatment", MILK, "disagreements", "Three sell a treatment"),
]


@cache
def html_of(page: str) -> str:
    return Client().get(reverse("guide_page", args=[page])).content.decode()


def section_text(page: str, anchor: str) -> str:
    found = re.search(rf'<section[^>]* id="{anchor}".*?</section>', html_of(page), re.S)
    assert found, f"{page} has no section {anchor}"
    return re.sub(r"\s+", " ", unescape(re.sub(r"<sup>.*?</sup>|<[^>]+>", "", found[0])))


@pytest.mark.parametrize(
    ("page", "anchor", "words"), [row[1:] for row in ITEMS], ids=[row[0] for row in ITEMS]
)
def test_an_item_of_the_articles_is_answered(page: str, anchor: str, words: str) -> None:
    assert re.search(words, section_text(page, anchor))


@pytest.mark.parametrize("page", [*PAGES, *TIP_PAGES])
def test_what_the_articles_disclaim_is_said_on_each_page(page: str) -> None:
    assert "This is a diary, not a diagnosis. No doctor or nurse" in section_text(page, "sources")
