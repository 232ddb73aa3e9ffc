"""The rule table in force: the default, or with the changes of the host's file."""

import os

import pytest

from tracker.domain.rules import STANDARD_RULES, RulesError, rules_from_toml
from tracker.rules_in_force import current_rules

TEN_DAYS = "[rules.rash_over_4_weeks]\ndays = 10\n"


def test_the_table_as_shipped_where_the_host_names_no_file(settings):
    settings.MILKSPOT_RULES_FILE = None
    assert current_rules() is STANDARD_RULES


def test_the_host_s_file_is_read_once_and_again_when_it_has_changed(settings, tmp_path):
    path = settings.MILKSPOT_RULES_FILE = tmp_path / "rules.toml"
    path.write_text(TEN_DAYS)
    os.utime(path, ns=(1, 1))
    first = current_rules()
    assert first == rules_from_toml(TEN_DAYS) != STANDARD_RULES
    assert current_rules() is first
    path.write_text("")
    os.utime(path, ns=(2, 2))
    assert current_rules() == STANDARD_RULES


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, r"the rules file .*rules\.toml could not be read: No such file or directory"),
        (b"\xff", r"the rules file .*rules\.toml is not UTF-8"),
        (b"[rules.x]", r"the rules file .*rules\.toml is wrong: rules\.x: unknown"),
    ],
    ids=["no file", "not UTF-8", "an unknown rule"],
)
def test_a_file_that_cannot_be_used_is_named(settings, tmp_path, content, sentence):
    path = settings.MILKSPOT_RULES_FILE = tmp_path / "rules.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(RulesError, match=sentence):
        current_rules()
