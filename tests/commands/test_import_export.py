"""import_diary and export_diary: a whole diary into a family, and out of it."""

import io
import re
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from tests.factories import (
    make_child,
    make_concern,
    make_entry,
    make_family,
    make_member,
    make_user,
)
from tests.interchange.documents import as_bytes, concern, document, entry, full
from tracker.interchange import read_diary, write_diary
from tracker.models import Child, Member
from tracker.queries import whole_diary

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _november(time_machine):
    time_machine.move_to("2026-11-20T12:00+00:00", tick=False)


@pytest.fixture
def owner():
    return make_member(make_family(time_zone="Europe/London"), user=make_user("ada@example.org"))


@pytest.fixture
def file(tmp_path):
    def write(data: bytes) -> str:
        path = tmp_path / "diary.json"
        path.write_bytes(data)
        return str(path)

    return write


def run(command: str, *arguments: str) -> tuple[str, str]:
    """What it wrote to standard output and to standard error."""
    out, err = io.StringIO(), io.StringIO()
    call_command(command, *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def export(child: Child) -> bytes:
    return run("export_diary", "--child", str(child.pk))[0].encode()


def test_importing_prints_the_child_s_id_and_adds_nothing_twice(owner, file):
    path = file(as_bytes(full()))
    out, err = run("import_diary", path, "--owner", "Ada@Example.org ")
    child = Child.objects.get()
    assert (out, err) == (
        f"{child.pk}\n",
        "Records added: 10. Already there: 0.\n",
    )
    assert (child.family, child.name) == (owner.families.get(), "Noah")
    out, err = run("import_diary", path, "--owner", "ada@example.org")
    assert (out, err) == (
        f"{child.pk}\n",
        "Records added: 0. Already there: 10.\n",
    )


def test_export_import_into_an_empty_family_export_again(owner, file):
    child = make_child()
    make_entry(make_concern(child), date(2026, 3, 1), signs=("pus",), sites=("chin", "nose"))
    exported = export(child)
    make_member(make_family(), user=make_user("ben@example.org"))
    out, _ = run("import_diary", file(exported), "--owner", "ben@example.org")
    again = Child.objects.get(pk=int(out))
    assert again != child
    assert export(again) == exported == write_diary(whole_diary(child))
    assert read_diary(exported, TODAY) == whole_diary(child)


def test_export_into_a_file(tmp_path):
    child = make_child(name="Zoë")
    path = tmp_path / "out.json"
    assert run("export_diary", "--child", str(child.pk), "--output", str(path)) == ("", "")
    assert path.read_bytes() == export(child)
    assert "Zoë".encode() in path.read_bytes()


def test_export_to_standard_output_is_utf_8_whatever_the_terminal_speaks():
    child = make_child(name="Zoë")
    binary = io.BytesIO()
    terminal = io.TextIOWrapper(binary, encoding="ascii")
    call_command("export_diary", "--child", str(child.pk), stdout=terminal)
    assert binary.getvalue() == write_diary(whole_diary(child))


def test_a_wrong_file_is_told_line_by_line_and_nothing_is_taken_in(owner, file):
    wrong = document(
        concerns=[concern(entry(photos=[{"name": "a.jpg"}]), entry(date="2026-11-21"))]
    )
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command(
            "import_diary",
            file(as_bytes(wrong)),
            "--owner",
            "ada@example.org",
            stdout=out,
            stderr=err,
        )
    assert (ended.value.code, out.getvalue()) == (1, "")
    assert err.getvalue().splitlines() == [
        "concerns[0].entries[0].photos: photos can only be imported from a .zip file that"
        " has their files",
        "concerns[0].entries[1].date: 2026-11-21 is after today",
    ]
    assert not Child.objects.exists()


def test_today_is_the_family_s_own(file):
    make_member(make_family(time_zone="Pacific/Auckland"), user=make_user("ada@example.org"))
    path = file(as_bytes(document(concerns=[concern(entry(date="2026-11-21"))])))
    run("import_diary", path, "--owner", "ada@example.org")
    assert Child.objects.count() == 1


def test_of_several_families_it_goes_into_the_first_that_is_owned_and_real(owner, file):
    Member.objects.all().delete()
    make_member(make_family(is_sample=True), user=owner)
    make_member(make_family(), "caregiver", user=owner)
    first = make_family()
    make_member(make_family(), user=owner)
    make_member(first, user=owner)
    run("import_diary", file(as_bytes(full())), "--owner", "ada@example.org")
    assert Child.objects.get().family == first


def test_who_owns_nothing_cannot_be_named(file):
    make_member(make_family(), "caregiver", user=make_user("ben@example.org"))
    path = file(as_bytes(full()))
    with pytest.raises(
        CommandError, match=r"^ben@example\.org is not an owner of a family here\.$"
    ):
        run("import_diary", path, "--owner", "ben@example.org")
    with pytest.raises(
        CommandError, match=r"^There is no account with the email address x@y\.org\.$"
    ):
        run("import_diary", path, "--owner", "x@y.org")
    assert not Child.objects.exists()


def test_what_does_not_go_with_the_family_is_refused_in_one_sentence(owner, file):
    family = owner.families.get()
    two = [make_concern(make_child(family)) for _ in range(2)]
    value = document(concerns=[concern(id=str(row.uuid)) for row in two])
    with pytest.raises(CommandError, match="belongs to more than one child of this family"):
        run("import_diary", file(as_bytes(value)), "--owner", "ada@example.org")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["import_diary", "nowhere.json", "--owner", "ada@example.org"],
            "There is no file nowhere.json.",
        ),
        (["export_diary", "--child", "9"], "There is no child with the id 9."),
        (["import_diary", "no.json"], "Error: the following arguments are required: --owner"),
        (["export_diary"], "Error: the following arguments are required: --child"),
    ],
    ids=["no file", "no child", "no owner", "whose diary"],
)
def test_what_was_asked_wrongly_is_said_in_one_sentence(owner, arguments, sentence):
    with pytest.raises(CommandError, match=f"^{re.escape(sentence)}$"):
        run(*arguments)


def test_a_file_that_cannot_be_written():
    child = make_child()
    with pytest.raises(
        CommandError, match=r"^/nowhere/out\.json could not be written: No such file"
    ):
        run("export_diary", "--child", str(child.pk), "--output", "/nowhere/out.json")


def test_a_diary_too_large_to_be_read_again_says_so(monkeypatch):
    monkeypatch.setattr("tracker.management.commands.export_diary.MAX_FILE_SIZE", 10)
    out, err = run("export_diary", "--child", str(make_child().pk))
    assert out
    assert err == "The file is larger than 20 MB, so it cannot be imported again.\n"
