"""Half-written forms survive leaving them: kept on the phone, offered on return."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.offline.phones import (
    FILES,
    SAVE,
    kill,
    log_in_by_hand,
    log_out,
    photo,
    until,
    watched,
)
from tests.browser.screens import TOO_SMALL, WCAG, violations
from tests.browser.thumb import log_in
from tests.conftest import persistent_phone
from tests.factories import (
    make_child,
    make_concern,
    make_entry,
    make_family,
    make_member,
    make_photo,
)
from tracker.actions.records import change_record
from tracker.domain import records
from tracker.models import Care, Concern, DayNote, Entry, Exposure, Question, User, Visit
from tracker.queries.records import full_record

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAID = "[data-draft-said]"
CONTINUE = "[data-draft-continue]"
DISCARD = "[data-draft-discard]"
NOTES = "[name=notes]"
BEGAN = "You started this at "
PHOTOS = ".photo-pick img:visible"

READ_STORE = """async () => {
  const request = indexedDB.open("milkspot drafts /");
  const database = await new Promise((done) => (request.onsuccess = () => done(request.result)));
  const names = [...database.objectStoreNames];
  if (!names.length) return [new Set(), []];
  const transaction = database.transaction(names);
  const all = (name) => new Promise((done) => {
    transaction.objectStore(name).getAll().onsuccess = ({ target }) => done(target.result);
  });
  const [drafts, photos] = [await all("drafts"), await all("photos")];
  database.close();
  const held = Object.keys(localStorage).map((key) => key.split(" ").at(-1));
  return [new Set([...drafts.map(({ id }) => id), ...held]), photos];
}"""

HOLDS = f"""async ([drafts, photos]) => {{
  const found = await ({READ_STORE})();
  return found[0].size === drafts && found[1].length === photos;
}}"""


@pytest.fixture
def today() -> date:
    return timezone.now().date()


@pytest.fixture
def concern(today: date) -> Concern:
    family = make_family(time_zone="UTC", country="GB")
    child = make_child(family, birth_date=today - timedelta(60))
    return make_concern(child, first_noticed_on=today - timedelta(days=30))


@pytest.fixture
def parent(concern: Concern) -> User:
    return make_member(concern.child.family)


@pytest.fixture
def address(concern: Concern, live_server: LiveServer) -> str:
    return live_server.url + reverse("entry_new", args=[concern.child_id, concern.uuid])


@pytest.fixture
def form(page: Page, parent: User, address: str, live_server: LiveServer) -> Page:
    """The form of a new entry."""
    log_in(page, parent, live_server)
    page.goto(address)
    return page


def note(page: Page, words: str) -> None:
    if not page.locator(NOTES).is_visible():
        page.locator("summary", has_text="Notes").click()
    page.fill(NOTES, words)


def leave(page: Page) -> None:
    page.locator(".tabs a", has_text="Timeline").click()
    page.wait_for_url("**/timeline/")


def save(page: Page) -> None:
    page.locator(SAVE).click()
    page.wait_for_url("**/children/*/")


def goes_on(page: Page) -> None:
    page.locator(CONTINUE).click()
    expect(page.locator(SAID)).to_contain_text("This is what you started.")


def holds(page: Page, drafts: int, photos: int = 0) -> None:
    until(page, HOLDS, [drafts, photos])


def offers_nothing(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    expect(page.locator("form[autocomplete=off] [data-draft]")).to_have_count(1)  # it has started
    expect(page.locator(CONTINUE)).to_be_hidden()


def test_an_entry_left_by_the_bottom_navigation_comes_back_whole(form: Page, address: str) -> None:
    page = form
    page.locator("[name=trend][value=worse]").check()
    page.locator("[name=signs-gate][value=yes]").check()
    page.locator("#sign-floppy").check()
    note(page, "red and dry")
    for view, place in (("face", 0.33), ("front", 0.4)):
        page.locator(".map-switch", has_text=view.capitalize()).click()
        drawing = page.locator(f"[data-map-view={view}] svg")
        box = drawing.bounding_box()
        assert box
        drawing.click(position={"x": box["width"] * 0.5, "y": box["height"] * place})
    places = [box.input_value() for box in page.locator("select[name$=-site]:visible").all()]
    assert len(places) == 2
    leave(page)

    page.goto(address)
    expect(page.locator(SAID)).to_contain_text(BEGAN)
    top = page.locator("[data-draft]").bounding_box()
    first = page.locator(".when").bounding_box()
    assert top
    assert first
    assert top["y"] + top["height"] <= first["y"]
    assert violations(page, {"type": "tag", "values": WCAG}) == []
    assert page.evaluate(TOO_SMALL) == []
    assert page.locator(NOTES).input_value() == ""
    page.locator(CONTINUE).focus()
    page.keyboard.press("Enter")
    expect(page.locator(NOTES)).to_have_value("red and dry")
    expect(page.locator(NOTES)).to_be_visible()
    expect(page.locator(SAID)).to_be_focused()
    assert page.locator("[name=trend][value=worse]").is_checked()
    assert page.locator("#sign-floppy").is_checked()
    expect(page.locator("[data-sign-advice]:visible")).to_contain_text("Call for help now")
    expect(page.locator("[data-map-view=front]")).to_be_visible()
    expect(page.locator("[data-map-view] .map-dot:not(.is-faded)")).to_have_count(2)
    again = [box.input_value() for box in page.locator("select[name$=-site]:visible").all()]
    assert again == places
    save(page)
    entry = Entry.objects.get()
    assert (entry.notes, entry.trend) == ("red and dry", "worse")
    assert [spot.site for spot in entry.spots.order_by("pk")] == places
    assert entry.signs.get(key="floppy").answer == "yes"
    holds(page, 0)
    page.goto(address)
    offers_nothing(page)


def other_forms(concern: Concern, parent: User) -> dict[str, tuple[str, str, str]]:
    """Return of each other form its address, a field and what is typed there."""
    child, today = concern.child, timezone.now().date()
    entry = make_entry(concern, today)
    visit = Visit.objects.create(child=child, day=today)
    exposure = Exposure.objects.create(child=child, kind="food", day=today)
    care = Care.objects.create(concern=concern, kind="bath", started_on=today)
    question = Question.objects.create(child=child, text="Why?", asked_on=today)
    day_note = DayNote.objects.create(child=child, day=today, notes="before")
    of_child, of_concern = [child.pk], [child.pk, concern.uuid]
    of_member = [child.family_id, child.family.members.get(user=parent).pk]
    return {
        "note": (reverse("note_new", args=of_child), "notes", "slept badly"),
        "its edit": (reverse("note_edit", args=[*of_child, day_note.uuid]), "notes", "slept"),
        "concern": (reverse("concern_new", args=of_child), "title", "spots"),
        "concern's edit": (reverse("concern_edit", args=of_concern), "title", "dots"),
        "entry's edit": (reverse("entry_edit", args=[*of_concern, entry.uuid]), "notes", "drier"),
        "visit": (reverse("visit_new", args=of_child), "said", "wait"),
        "visit's edit": (reverse("visit_edit", args=[*of_child, visit.pk]), "said", "come back"),
        "exposure": (reverse("exposure_new", args=of_child), "name", "egg"),
        "exposure's edit": (reverse("exposure_edit", args=[*of_child, exposure.pk]), "name", "nut"),
        "care": (reverse("care_new", args=of_concern), "product", "oil"),
        "care's edit": (reverse("care_edit", args=[*of_concern, care.pk]), "product", "soap"),
        "question": (reverse("questions", args=of_child), "text", "Can it stay?"),
        "question's edit": (
            reverse("question_edit", args=[*of_child, question.pk]),
            "text",
            "How?",
        ),
        "child": (reverse("child_edit", args=of_child), "weights-0-kg", "5.2"),
        "new child": (reverse("child_new"), "name", "Ben"),
        "family": (reverse("family_edit", args=of_member[:1]), "name", "The Bees"),
        "relation": (reverse("member_relation", args=of_member), "relation", "aunt"),
        "photo": (
            reverse("photo_edit", args=[*of_child, make_photo(entry).uuid]),
            "caption",
            "ear",
        ),
    }


def test_every_form_keeps_what_was_typed(
    page: Page, parent: User, concern: Concern, live_server: LiveServer
) -> None:
    log_in(page, parent, live_server)
    wrong = []
    for name, (path, field, words) in other_forms(concern, parent).items():
        page.goto(live_server.url + path)
        box = page.locator(f"form:has([data-draft]) [name={field}]").first
        before = box.input_value()
        box.evaluate("(box) => box.closest('details')?.setAttribute('open', '')")
        box.fill(words)
        leave(page)
        page.goto(live_server.url + path)
        expect(page.locator(SAID)).to_contain_text(BEGAN)
        unasked = box.input_value()
        goes_on(page)
        if (unasked, box.input_value()) != (before, words):
            wrong.append(name)
    assert wrong == []
    holds(page, 18)


def test_a_form_that_was_only_opened_is_no_draft(form: Page, address: str) -> None:
    page = form
    page.locator(".map-switch", has_text="Back").click()
    page.locator("summary", has_text="Notes").click()
    leave(page)
    holds(page, 0)
    page.goto(address)
    offers_nothing(page)


def test_a_form_brought_back_to_its_beginning_is_no_draft(form: Page) -> None:
    page = form
    note(page, "red")
    holds(page, 1)
    note(page, "")
    holds(page, 0)


def test_what_is_typed_before_a_decision_is_a_draft_of_its_own(form: Page, address: str) -> None:
    page = form
    note(page, "the first")
    leave(page)
    page.goto(address)
    expect(page.locator(SAID)).to_contain_text(BEGAN)
    note(page, "the second")
    leave(page)
    holds(page, 2)
    page.goto(address)
    goes_on(page)
    expect(page.locator(NOTES)).to_have_value("the second")
    expect(page.locator(SAID)).to_contain_text("You started another one at ")
    page.locator(CONTINUE).click()
    expect(page.locator(NOTES)).to_have_value("the first")
    save(page)
    holds(page, 1)
    assert [entry.notes for entry in Entry.objects.all()] == ["the first"]


def test_what_is_discarded_can_be_had_back_while_the_page_is_open(form: Page, address: str) -> None:
    page = form
    note(page, "the first")
    page.set_input_files(FILES, [photo(1)])
    expect(page.locator(PHOTOS)).to_have_count(1)
    holds(page, 1, 1)
    leave(page)
    page.goto(address)
    page.locator(DISCARD).click()
    expect(page.locator(SAID)).to_have_text("Discarded.")
    holds(page, 0)
    page.get_by_role("button", name="Undo").click()
    goes_on(page)
    expect(page.locator(NOTES)).to_have_value("the first")
    expect(page.locator(PHOTOS)).to_have_count(1)
    leave(page)
    page.goto(address)
    page.locator(DISCARD).click()
    holds(page, 0)
    page.reload()
    offers_nothing(page)


def test_two_tabs_of_a_form_are_two_drafts(form: Page, phone: BrowserContext, address: str) -> None:
    other = watched(phone.new_page())
    other.goto(address)
    note(form, "in the first tab")
    note(other, "in the second tab")
    holds(other, 2)
    note(form, "in the first tab, and later")
    for tab in (other, form):
        tab.close(run_before_unload=False)
    page = watched(phone.new_page())
    page.goto(address)
    goes_on(page)
    expect(page.locator(NOTES)).to_have_value(
        re.compile("^in the (first tab, and later|second tab)$")
    )
    page.locator(CONTINUE).click()
    save(page)
    page.goto(address)
    goes_on(page)
    save(page)
    notes = set(Entry.objects.values_list("notes", flat=True))
    assert notes == {"in the first tab, and later", "in the second tab"}
    holds(page, 0)


def test_a_killed_browser_offers_what_was_written_with_its_photo(
    browser: Browser, parent: User, address: str, live_server: LiveServer, tmp_path: Path
) -> None:
    phone = persistent_phone(browser.browser_type, tmp_path / "phone")
    page = watched(phone.new_page())
    log_in(page, parent, live_server)
    page.goto(address)
    note(page, "red")
    page.set_input_files(FILES, [photo(1), photo(2)])
    expect(page.locator(PHOTOS)).to_have_count(2)
    holds(page, 1, 2)
    kill(tmp_path / "phone")

    phone = persistent_phone(browser.browser_type, tmp_path / "phone")
    page = watched(phone.new_page())
    log_in(page, parent, live_server)
    page.goto(address)
    goes_on(page)
    expect(page.locator(NOTES)).to_have_value("red")
    expect(page.locator(PHOTOS)).to_have_count(2)
    save(page)
    holds(page, 0)
    phone.close()
    entry = Entry.objects.get()
    assert (entry.notes, [row.width for row in entry.photos.all()]) == ("red", [81, 82])


def test_photos_chosen_for_an_entry_that_is_there_are_kept(
    form: Page, concern: Concern, today: date, live_server: LiveServer
) -> None:
    page, entry = form, make_entry(concern, today)
    address = reverse("photos", args=[concern.child_id, concern.uuid, entry.uuid])
    page.goto(live_server.url + address)
    page.set_input_files(FILES, [photo(1)])
    expect(page.locator(PHOTOS)).to_have_count(1)
    holds(page, 1, 1)
    leave(page)
    page.goto(live_server.url + address)
    goes_on(page)
    expect(page.locator(PHOTOS)).to_have_count(1)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".photo-list li")).to_have_count(1)
    holds(page, 0)
    assert entry.photos.count() == 1


def failing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the server fail at every form."""
    good: Callable[[WSGIHandler, HttpRequest], HttpResponseBase] = WSGIHandler.get_response

    def answer(handler: WSGIHandler, request: HttpRequest) -> HttpResponseBase:
        if request.method == "POST":
            return HttpResponse("broken", status=500)
        return good(handler, request)

    monkeypatch.setattr(WSGIHandler, "get_response", answer)


def test_a_server_that_fails_leaves_the_draft(
    form: Page, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = form
    note(page, "red")
    with monkeypatch.context() as patch:
        failing(patch)
        page.locator(SAVE).click()
        expect(page.get_by_text("broken")).to_be_visible()
    page.goto(address)
    goes_on(page)
    expect(page.locator(NOTES)).to_have_value("red")


def test_a_connection_that_breaks_leaves_the_draft(
    form: Page, phone: BrowserContext, address: str
) -> None:
    page = form
    note(page, "red")
    phone.set_offline(True)
    with page.expect_event("requestfailed", lambda request: request.method == "POST"):
        page.locator(SAVE).click()
    phone.set_offline(False)
    page.wait_for_load_state()
    page.goto(address)
    goes_on(page)
    expect(page.locator(NOTES)).to_have_value("red")


def test_a_form_with_errors_keeps_its_draft_and_asks_nothing(form: Page, address: str) -> None:
    page = form
    note(page, "red")
    page.fill("[name=temperature]", "77")
    page.locator(SAVE).click()
    expect(page.get_by_text("Not saved yet.")).to_be_visible()
    expect(page.locator(CONTINUE)).to_be_hidden()
    holds(page, 1)
    note(page, "red and dry")
    leave(page)
    page.goto(address)
    goes_on(page)
    expect(page.locator(NOTES)).to_have_value("red and dry")
    page.fill("[name=temperature]", "37.7")
    save(page)
    holds(page, 0)
    assert Entry.objects.get().temperature_c == 37.7


def test_a_draft_of_an_edit_meets_the_conflict(
    form: Page, concern: Concern, parent: User, today: date, live_server: LiveServer
) -> None:
    page, entry = form, make_entry(concern, today, notes="as it was")
    path = reverse("entry_edit", args=[concern.child_id, concern.uuid, entry.uuid])
    page.goto(live_server.url + path)
    note(page, "mine")
    leave(page)
    other = make_member(concern.child.family)
    record = replace(full_record(records.Entry, entry), notes="theirs")
    change_record(row=entry, record=record, revision=0, by=other)
    page.goto(live_server.url + path)
    expect(page.locator(NOTES)).to_have_value("theirs")
    goes_on(page)
    expect(page.locator(NOTES)).to_have_value("mine")
    page.locator(SAVE).click()
    expect(page.locator(".conflict")).to_contain_text("theirs")
    entry.refresh_from_db()
    assert entry.notes == "theirs"
    holds(page, 1)
    page.locator(".conflict").get_by_role("button", name="Save mine instead").click()
    page.wait_for_url("**/children/*/")
    entry.refresh_from_db()
    assert entry.notes == "mine"
    holds(page, 0)


def test_who_keeps_the_others_version_gives_the_draft_up(
    form: Page, concern: Concern, today: date, live_server: LiveServer
) -> None:
    page, entry = form, make_entry(concern, today, notes="as it was")
    path = reverse("entry_edit", args=[concern.child_id, concern.uuid, entry.uuid])
    page.goto(live_server.url + path)
    note(page, "mine")
    record = replace(full_record(records.Entry, entry), notes="theirs")
    change_record(row=entry, record=record, revision=0, by=make_member(concern.child.family))
    page.locator(SAVE).click()
    page.get_by_role("link", name="Keep their version").click()
    page.wait_for_url("**/children/*/")
    holds(page, 0)


def test_after_a_log_out_it_is_gone(
    form: Page, parent: User, address: str, live_server: LiveServer
) -> None:
    page = form
    note(page, "red")
    page.set_input_files(FILES, [photo(1)])
    holds(page, 1, 1)
    log_out(page, live_server)
    page.wait_for_selector("[name=password]")
    holds(page, 0)
    log_in_by_hand(page, parent)
    page.goto(address)
    offers_nothing(page)


def test_a_session_that_ends_leaves_it_and_another_account_does_not_see_it(
    form: Page, parent: User, concern: Concern, address: str, live_server: LiveServer
) -> None:
    page = form
    note(page, "red")
    leave(page)
    Session.objects.all().delete()
    log_in(page, make_member(concern.child.family), live_server)
    page.goto(address)
    offers_nothing(page)
    assert page.locator(NOTES).input_value() == ""
    log_out(page, live_server)
    page.wait_for_selector("[name=password]")
    holds(page, 1)
    log_in(page, parent, live_server)
    page.goto(address)
    goes_on(page)
    expect(page.locator(NOTES)).to_have_value("red")


@pytest.mark.parametrize(("days", "is_there"), [(6, True), (8, False)])
def test_after_a_week_it_is_gone(
    form: Page, concern: Concern, address: str, live_server: LiveServer, days: int, is_there: bool
) -> None:
    page = form
    note(page, "red")
    leave(page)
    page.clock.set_system_time(timezone.now() + timedelta(days=days))
    page.goto(live_server.url + reverse("note_new", args=[concern.child_id]))
    holds(page, int(is_there))
    page.goto(address)
    if is_there:
        expect(page.locator(SAID)).to_contain_text("You started this on ")
    else:
        offers_nothing(page)


NO_STORE = "Object.defineProperty(window, 'indexedDB', { value: { open() { throw Error(); } } })"


def test_where_nothing_can_be_kept_the_browser_asks(
    phone: BrowserContext, form: Page, address: str
) -> None:
    page = phone.new_page()
    page.add_init_script(NO_STORE)
    page.goto(address)
    leave(page)
    page.goto(address)
    note(page, "red")
    page.set_input_files(FILES, [photo(1)])
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.locator(".tabs a", has_text="Timeline").click()
    expect(page.locator(NOTES)).to_have_value("red")
    assert asked == ["beforeunload"]
    page.locator("[data-remove]").click()
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.locator(".tabs a", has_text="Timeline").click()
    expect(page.locator(NOTES)).to_have_value("red")
    assert asked == ["beforeunload"] * 2
    page.set_input_files(FILES, [photo(1)])
    save(page)
    entry = Entry.objects.get()
    assert (entry.notes, entry.photos.count()) == ("red", 1)


def test_where_it_is_kept_the_browser_does_not_ask(form: Page) -> None:
    page = form
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    note(page, "red")
    page.set_input_files(FILES, [photo(1)])
    holds(page, 1, 1)
    leave(page)
    assert asked == []


# Save, Back, Save


def test_saved_again_after_back_it_is_changed(form: Page, address: str) -> None:
    page = form
    page.locator("[name=trend][value=worse]").check()
    note(page, "red")
    for words in ("red and dry", "red and very dry"):
        save(page)
        page.go_back()
        page.wait_for_url(address)
        expect(page.locator(SAID)).to_contain_text("You saved this at ")
        note(page, words)
    save(page)
    entry = Entry.objects.get()
    assert (entry.notes, entry.trend, entry.revision) == ("red and very dry", "worse", 2)
    page.get_by_role("button", name="Undo").first.click()
    page.wait_for_load_state()
    entry.refresh_from_db()
    assert entry.notes == "red and dry"


def test_saved_again_after_back_it_keeps_its_photo(form: Page, address: str) -> None:
    page = form
    note(page, "red")
    page.set_input_files(FILES, [photo(1)])
    save(page)
    page.go_back()
    page.wait_for_url(address)
    expect(page.locator(NOTES)).to_have_value("red")
    note(page, "dry")
    save(page)
    entry = Entry.objects.get()
    assert (entry.notes, entry.photos.count()) == ("dry", 1)
    holds(page, 0)


def test_what_somebody_else_changed_meanwhile_is_not_overwritten_after_back(
    form: Page, concern: Concern, address: str
) -> None:
    page = form
    note(page, "red")
    save(page)
    entry = Entry.objects.get()
    record = replace(full_record(records.Entry, entry), notes="theirs")
    change_record(row=entry, record=record, revision=0, by=make_member(concern.child.family))
    page.go_back()
    page.wait_for_url(address)
    expect(page.locator(NOTES)).to_have_value("red")
    note(page, "mine")
    page.set_input_files(FILES, [photo(1)])  # sent by the script
    page.locator(SAVE).click()
    expect(page.locator(".conflict")).to_contain_text("theirs")
    page.locator(".conflict").get_by_role("button", name="Save mine instead").click()
    page.wait_for_url("**/children/*/")
    entry.refresh_from_db()
    assert (entry.notes, entry.photos.count()) == ("mine", 1)


def test_every_new_form_saved_again_after_back_is_changed(
    page: Page, parent: User, concern: Concern, live_server: LiveServer
) -> None:
    log_in(page, parent, live_server)
    forms = other_forms(concern, parent)
    for name, also in {
        "note": {},
        "concern": {"condition": "heat_rash"},
        "visit": {},
        "exposure": {"kind": "food"},
        "care": {"kind": "bath"},
    }.items():
        path, field, words = forms[name]
        page.goto(live_server.url + path)
        for other, value in also.items():
            choose(page, other, value)
        page.locator(f"form:has([data-draft]) [name={field}]").fill("slip")
        save(page)
        page.go_back()
        page.wait_for_url(live_server.url + path)
        expect(page.locator(SAID)).to_contain_text("You saved this at ")
        page.locator(f"form:has([data-draft]) [name={field}]").fill(words)
        save(page)
    assert list(DayNote.objects.values_list("notes", flat=True)) == ["before", "slept badly"]
    assert list(Visit.objects.values_list("said", flat=True)) == ["", "wait"]
    assert list(Exposure.objects.values_list("name", flat=True)) == ["", "egg"]
    assert list(Care.objects.values_list("product", flat=True)) == ["", "oil"]
    assert list(Concern.objects.order_by("pk").values_list("title", flat=True))[1:] == ["spots"]
    assert Entry.objects.count() == 2


def choose(page: Page, name: str, value: str) -> None:
    box = page.locator(f"form:has([data-draft]) [name={name}]")
    if box.first.evaluate("(box) => box.tagName") == "SELECT":
        box.select_option(value)
    else:
        page.locator(f"form:has([data-draft]) [name={name}][value={value}]").evaluate(
            "(box) => box.click()"
        )


def test_after_an_edit_and_back_the_form_shows_what_is_saved(
    form: Page, concern: Concern, today: date, live_server: LiveServer
) -> None:
    page, entry = form, make_entry(concern, today, notes="as it was")
    path = reverse("entry_edit", args=[concern.child_id, concern.uuid, entry.uuid])
    page.goto(live_server.url + path)
    for words in ("one", "two"):
        note(page, words)
        save(page)
        page.go_back()
        page.wait_for_url(live_server.url + path)
        offers_nothing(page)
        expect(page.locator(NOTES)).to_have_value(words)
