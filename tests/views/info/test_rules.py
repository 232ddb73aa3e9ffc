"""The page of the rules."""

from __future__ import annotations

import pytest

from tracker.domain.rules import CONCERN_RULES, URGENT_RULES
from tracker.domain.vocabulary import CONDITIONS
from tracker.rendering import render

pytestmark = pytest.mark.django_db

ADDRESS = "/rules/"


def test_a_stranger_reads_the_whole_table(client):
    page = client.get(ADDRESS).content.decode()
    for rule in (*CONCERN_RULES, *URGENT_RULES):
        assert f'id="rule-{rule.key}"' in page
    assert "No doctor or nurse has reviewed any of these rules." in page
    assert (
        "The sources were read as saved copies of the web pages. Some were saved from other"
        " web pages that had copied them. Each rule says which."
    ) in page
    assert (
        "NHS Healthier Together: look after the child at home, unless something else is wrong."
        in page
    )
    assert render(CONDITIONS["haemangioma"].appearance)[:20] in page


def test_what_the_host_changed_is_marked(client, settings, tmp_path):
    file = tmp_path / "rules.toml"
    file.write_text("[rules.rash_over_4_weeks]\ndays = 21\n[rules.worsening]\nenabled = false\n")
    settings.MILKSPOT_RULES_FILE = file
    page = client.get(ADDRESS).content.decode()
    assert "has changed or switched off some rules" in page
    assert "Changed by the person who hosts this diary. Before: 28 days." in page
    assert page.count("Switched off by the person who hosts this diary.") == 1


def test_as_shipped_nothing_is_marked(client):
    assert "on this installation" not in client.get(ADDRESS).content.decode()


def test_it_asks_the_database_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(ADDRESS)
