"""The first minutes as a thumb walks through them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tracker.models import Child, Concern, Entry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def fill_first_page(page) -> None:
    page.fill("[name=name]", "Iris")
    page.fill("[name=birth_date]", (date.today() - timedelta(days=60)).isoformat())
    page.check("[name=condition][value=unsure_rash]")
    page.select_option("[name=site_1]", "cheek")
    page.select_option("[name=side_1]", "left")


def fill_second_page(page) -> None:
    page.fill("[name=name]", "Ana")
    page.fill("[name=email]", "ana@example.org")
    page.fill("[name=password]", "milk and honey moon")


def test_from_the_start_to_today(live_server, page):
    page.goto(live_server.url)
    fill_first_page(page)
    page.click("text=Next: your account")
    assert page.input_value("[name=time_zone]") == "UTC"
    fill_second_page(page)
    page.click("button:has-text('Show')")
    assert page.get_attribute("[name=password]", "type") == "text"
    page.click("text=Open the diary")
    page.click("text=Open Iris's diary")
    assert page.text_content("h1") == "Iris"
    assert Concern.objects.get().condition == "unsure_rash"


def test_where_it_is_is_not_asked_when_there_is_nothing(live_server, page):
    page.goto(live_server.url)
    page.check("[name=condition][value=nothing]")
    assert not page.is_visible("[name=site_1]")


def test_without_script(live_server, browser):
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto(live_server.url)
    fill_first_page(page)
    page.click("text=Next: your account")
    assert page.input_value("[name=time_zone]") == "Europe/London"
    assert page.input_value("[name=country]") == "GB"
    fill_second_page(page)
    page.click("text=Open the diary")
    assert Entry.objects.count() == 1
    context.close()


def test_the_sample_opens_and_goes(live_server, page):
    page.goto(live_server.url)
    page.click("text=See a sample diary first")
    assert page.text_content("h1") == "Juno"
    page.click("text=Remove the sample")
    page.wait_for_url("**/start/")
    assert Child.objects.count() == 0
