"""What a push message says, and that only its browser can read it."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.utils import translation

from tests.push.service import Browser
from tracker.models import PushSubscription
from tracker.push.message import LENGTH, content, encrypt, encrypted
from tracker.push.subscriptions import decoded

ADDRESS = "https://diary.milkspot.de/"


def test_the_example_of_the_standard() -> None:
    """RFC 8291, section 5 and appendix A; the record there has no padding either."""
    numbers = int.from_bytes(decoded("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"))
    body = encrypt(
        b"When I grow up, I want to be a watermelon",
        receiver=decoded(
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
        ),
        auth=decoded("BTBZMqHH6r4Tts7J_aSIgg"),
        sender=ec.derive_private_key(numbers, ec.SECP256R1()),
        salt=decoded("DGv6ra1nlYgDCS1FRnbzlw"),
    )
    assert body == urlsafe_b64decode(
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIg"
        "Dll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVB"
        "St2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


def test_its_browser_opens_it() -> None:
    browser = Browser()
    subscription = PushSubscription(**browser.keys)
    body = encrypted(content(title="Something is due", address=ADDRESS, tag="due"), subscription)
    assert browser.opened(body) == {
        "web_push": 8030,
        "notification": {
            "title": "Something is due",
            "lang": "en",
            "dir": "ltr",
            "navigate": ADDRESS,
            "tag": "due",
            "actions": [],
        },
    }


def test_no_two_are_encrypted_alike() -> None:
    subscription = PushSubscription(**Browser().keys)
    same = content(title="Something is due", address=ADDRESS, tag="due")
    assert encrypted(same, subscription) != encrypted(same, subscription)


@pytest.mark.parametrize("title", ["A", "Time for today's entry", "日記を開いてください" * 5])
def test_all_have_one_length(title: str) -> None:
    subscription = PushSubscription(**Browser().keys)
    body = encrypted(content(title=title, address=ADDRESS, tag="t"), subscription)
    assert len(body) == LENGTH + 103  # header 86, tag 16, delimiter 1


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        content(title="x" * LENGTH, address=ADDRESS, tag="t")


def test_it_names_its_language_and_direction() -> None:
    with translation.override("ar"):
        notification = json.loads(content(title="t", address=ADDRESS, tag="t"))["notification"]
    assert (notification["lang"], notification["dir"]) == ("ar", "rtl")
