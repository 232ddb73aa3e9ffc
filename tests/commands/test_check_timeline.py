"""check_timeline: the flags of a file without a database, and of what is kept here."""

import json
import os
import subprocess
import sys
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_child, make_concern, make_entry, make_family
from tests.interchange.documents import as_bytes, concern, document, entry, full

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "tests" / "data").glob("*.json"))
DAYS = [
    pytest.param(path, day, flags, id=f"{path.stem} on {day}")
    for path in EXAMPLES
    for day, flags in json.loads(path.read_bytes())["expected"]["flags"].items()
]
STANDING = (
    "This is a diary, not a diagnosis. The dates are the ones you entered. If you are worried"
    "\nat any time, contact a doctor.\n"
)


@pytest.fixture(autouse=True)
def _november(time_machine):
    time_machine.move_to("2026-11-20T12:00+00:00", tick=False)


def check(*arguments: str, **options) -> str:
    out = StringIO()
    call_command("check_timeline", *arguments, stdout=out, **options)
    return out.getvalue()


def check_json(*arguments: str) -> list[dict]:
    return json.loads(check(*arguments, "--format", "json"))


def refused(*arguments: str) -> list[str]:
    """The lines on standard error, and nothing on standard output."""
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("check_timeline", *arguments, stdout=out, stderr=err)
    assert (ended.value.code, out.getvalue()) == (1, "")
    return err.getvalue().splitlines()


@pytest.fixture
def file(tmp_path):
    """Writes a document and returns its path."""

    def write(value) -> str:
        path = tmp_path / "diary.json"
        path.write_bytes(as_bytes(value))
        return str(path)

    return write


# A file, without a database: these tests have none


@pytest.mark.parametrize(("path", "day", "flags"), DAYS)
def test_an_example_gives_just_its_flags(path, day, flags):
    found = check_json("--file", str(path), "--on", day)
    keys = ("rule", "level", "due_on", "concern", "confirmed", "since")
    assert [{key: flag[key] for key in keys} for flag in found] == flags


def test_the_program_itself_checks_a_file_and_touches_no_database(tmp_path):
    elsewhere = tmp_path / "no" / "database" / "there.sqlite3"
    environment = {
        **os.environ,
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{elsewhere}",
        "DJANGO_SETTINGS_MODULE": "diary.settings",
    }
    path = ROOT / "tests" / "data" / "glass-test.json"
    arguments = ["check_timeline", "--file", path, "--on", "2026-03-10", "--format", "json"]
    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", *arguments],
        env=environment,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert [flag["rule"] for flag in json.loads(done.stdout)] == [
        "nonblanching",
        "at_first_sight",
    ]
    assert not elsewhere.parent.exists()


def test_a_flag_as_json(file):
    assert check("--file", file(full()), "--on", "2026-06-01", "--format", "json") == (
        """\
[
 {
  "child": "Noah",
  "concern": "c1",
  "condition": "milia",
  "rule": "milia_over_3_months",
  "level": "visit",
  "since": "2026-02-20",
  "limit": "3 months",
  "due_on": "2026-05-21",
  "confirmed": true,
  "entry": null,
  "sentence": "You first noticed these bumps on 20 February 2026, 14 weeks ago. Mayo Clinic says \
to show them to your baby's doctor if milia are not gone within three months. Others \
expect them to go sooner: NHS Healthier Together, within four weeks of birth.",
  "source": {
   "title": "Milia",
   "publisher": "Mayo Clinic",
   "address": "https://www.mayoclinic.org/diseases-conditions/milia/symptoms-causes/syc-20375073"
  }
 }
]
"""
    )


def test_a_flag_about_the_child_as_json(file):
    value = document(
        concerns=[concern(entry(id="e1", signs={"unwell": "yes"}))],
        visits=[{"date": "2026-02-20", "who": "Dr Okafor", "follow_up_on": "2026-03-01"}],
    )
    urgent, follow_up = check_json("--file", file(value), "--on", "2026-03-01")
    shared = {"child": "Noah", "concern": None, "condition": None, "limit": None}
    assert urgent.items() >= {**shared, "rule": "unwell", "entry": "e1", "confirmed": True}.items()
    assert follow_up.items() >= {**shared, "rule": "follow_up", "entry": None}.items()
    assert follow_up["source"] == {
        "title": "Visit on 20 February 2026",
        "publisher": "Dr Okafor",
        "address": "",
    }


def test_flags_as_text_with_what_falls_due_next(file):
    cheek = concern(
        entry(signs={"pus": "yes"}), id="c2", condition="unsure_rash", title="red cheek"
    )
    value = document(concerns=[concern(title="patch on the chin"), cheek])
    value["child"]["birth_date"] = "2025-11-01"
    assert check("--file", file(value), "--on", "2026-03-01") == (
        """\
Noah, 1 March 2026

◆ red cheek: See a doctor today
  On 1 March 2026 you noted this about red cheek: little bumps with pus. Seattle
  Children's says to call a doctor within 24 hours if a rash looks infected. For
  newborns, US advice (Schmitt) says now.
  Rash – localized, Seattle Children's,
  https://www.seattlechildrens.org/medical-conditions/symptom-index/rashes-localized/

○ red cheek: Worth asking about
  You first noticed this rash on 20 February 2026, 9 days ago. Seattle Children's says
  to call the doctor if a rash in one place lasts longer than 7 days.
  Rash – localized, Seattle Children's,
  https://www.seattlechildrens.org/medical-conditions/symptom-index/rashes-localized/

Due next
  patch on the chin: Worth showing to a doctor if still there on 21 May 2026 (in 81
  days)
  red cheek: Worth showing to a doctor if still there on 21 March 2026 (in 20 days)

"""
        + STANDING
    )


def test_text_where_nothing_is_due(file):
    assert check("--file", file(document())) == (
        "Noah, 20 November 2026\n\nNothing about the skin has been added yet. Add what you see."
        " The diary uses the dates to\nsay when to ask a doctor.\n\n" + STANDING
    )


def test_an_urgent_sign_of_an_earlier_day_asks_instead_of_shouting(file):
    value = document(concerns=[concern(entry(signs={"nonblanching": "yes"}), title="dots")])
    text = check("--file", file(value), "--on", "2026-03-10")
    assert "▲ dots: Not answered yet" in text
    assert "Has a doctor seen Noah?" in " ".join(text.split())
    assert "call for help now" not in text


@pytest.mark.parametrize(
    ("zone", "day"), [("UTC", "2026-03-09"), ("Pacific/Auckland", "2026-03-10")]
)
def test_today_is_that_of_the_configured_time_zone(zone, day, file, settings, time_machine):
    settings.TIME_ZONE = zone
    time_machine.move_to("2026-03-09T12:00+00:00", tick=False)
    assert check("--file", file(document())).startswith(f"Noah, {int(day[-2:])} March 2026")
    later = document(concerns=[concern(entry(date="2026-03-10"))])
    if day == "2026-03-10":
        assert check_json("--file", file(later)) == []
    else:
        place = "concerns[0].entries[0].date"
        assert refused("--file", file(later)) == [f"{place}: 2026-03-10 is after today"]


def test_the_rules_of_the_host_hold(file, settings, tmp_path):
    rules = tmp_path / "rules.toml"
    settings.MILKSPOT_RULES_FILE = rules
    rules.write_text("[rules.milia_over_3_months]\ndays = 10\n")
    (flag,) = check_json("--file", file(full()), "--on", "2026-05-24")
    assert (flag["limit"], flag["due_on"]) == ("10 days", "2026-03-03")
    rules.write_text("[rules.nothing]\n")
    with pytest.raises(CommandError, match=r"rules\.toml is wrong: rules\.nothing: unknown"):
        check("--file", file(full()))


def test_every_problem_of_a_wrong_file_has_its_line(file):
    value = document(
        concerns=[concern(entry(date="2026-02-30"), entry(trend="cured"), condition="warts")]
    )
    assert refused("--file", file(value)) == [
        'concerns[0].condition: unknown condition "warts"',
        "concerns[0].entries[0].date: the day 2026-02-30 does not exist",
        'concerns[0].entries[1].trend: must be one of null, "new", "better", "same", "worse",'
        ' not "cured"',
    ]


def test_a_file_too_large_is_not_read_to_its_end(tmp_path):
    path = tmp_path / "large.json"
    with path.open("wb") as opened:
        opened.truncate(3_000_000_000)  # a hole, which takes no room
    assert refused("--file", str(path)) == ["document: larger than 20 MB"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--file", "nowhere.json"], "There is no file nowhere.json."),
        (["--file", "/"], "/ could not be read: Is a directory."),
        (["--file", "nowhere.json", "--on", "2026-02-30"], "--on 2026-02-30 is not a date."),
        (["--on", "tomorrow"], "--on tomorrow is not a date. Write it as YYYY-MM-DD."),
        (["--on", "20260301"], "--on 20260301 is not a date. Write it as YYYY-MM-DD."),
        (["--file", "a.json", "--child", "1"], "not allowed with argument"),
    ],
    ids=["no file", "a folder", "no such day", "a word", "no hyphens", "file and child"],
)
def test_what_was_asked_wrongly_is_said_in_one_sentence(arguments, sentence):
    with pytest.raises(CommandError) as refusal:
        check(*arguments)
    assert sentence in str(refusal.value)
    assert "\n" not in str(refusal.value)


# What is kept here


@pytest.fixture
def chin(db):
    """A concern of milia since 20 February, last seen on 24 May."""
    child = make_child(make_family(time_zone="Europe/London"), name="Noah")
    concern = make_concern(child, title="chin", first_noticed_on=date(2026, 2, 20))
    make_entry(concern, date(2026, 5, 24))
    return concern


def test_the_flags_of_one_child_and_of_all_most_urgent_first(chin, django_assert_max_num_queries):
    iris = make_child(name="Iris", birth_date=date(2024, 1, 1))
    make_entry(make_concern(iris, condition="impetigo"), date(2026, 5, 1), signs=("pus",))
    make_entry(make_concern(make_child(make_family(is_sample=True))), date(2026, 5, 1))
    on = ("--on", "2026-06-01")
    found = [(flag["child"], flag["rule"]) for flag in check_json(*on)]
    assert found == [
        ("Iris", "infection_signs"),
        ("Iris", "rash_over_4_weeks"),
        ("Noah", "milia_over_3_months"),
    ]
    with django_assert_max_num_queries(10):
        (flag,) = check_json("--child", str(chin.child.pk), *on)
    assert (flag["concern"], flag["entry"]) == (str(chin.uuid), None)
    text = check(*on)
    assert text.index("Noah, 1 June 2026") < text.index("Iris, 1 June 2026")
    assert text.endswith(STANDING)
    assert text.count("This is a diary") == 1


@pytest.mark.django_db
def test_today_is_the_family_s_own(time_machine):
    time_machine.move_to("2026-03-09T12:00+00:00", tick=False)
    child = make_child(make_family(time_zone="Pacific/Auckland"))
    assert check("--child", str(child.pk)).startswith("Iris, 10 March 2026")


@pytest.mark.django_db
def test_nobody_here_yet():
    assert check() == "There is no diary here yet.\n\n" + STANDING
    assert check_json() == []


@pytest.mark.django_db
def test_a_child_that_is_not_there():
    with pytest.raises(CommandError, match=r"There is no child with the id 7\."):
        check("--child", "7")
