"""Secrets that stand in an address."""

from __future__ import annotations

import re

from tracker.utils.tokens import hash_of, new_token


def test_a_token_is_long_and_goes_into_an_address_as_it_is() -> None:
    token, _kept = new_token()
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", token)


def test_no_two_are_alike() -> None:
    assert len({new_token()[0] for _ in range(100)}) == 100


def test_what_is_kept_is_the_hash_of_what_is_handed_out() -> None:
    token, kept = new_token()
    assert kept == hash_of(token)


def test_the_hash_is_sha_256() -> None:
    assert hash_of("milk") == "8825e76530f87ff5c737b3254c6936bc0a90bba3a10a91bbba739268208d378a"
