"""A browser without scripts: opens addresses, fills in the forms it finds there, sends them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from requests import Response as Page

SESSION_COOKIE = "milkspot_session"

Values = dict[str, list[str]]
Files = list[tuple[str, tuple[str, bytes, str]]]


@dataclass
class Form:
    """A form as the page shows it. ``values`` is what it would send unchanged."""

    action: str
    method: str
    values: Values = field(default_factory=dict)

    def add(self, name: str | None, value: str | None) -> None:
        if name:
            self.values.setdefault(name, []).append(value or "")


class FormParser(HTMLParser):
    """Collects the forms of a page, without what stands in a <template>."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._templates = 0
        self._select: str | None = None
        self._textarea: str | None = None
        self._text = ""
        self._options: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "template":
            self._templates += 1
        if self._templates:
            return
        if tag == "form":
            form = Form(given.get("action") or "", given.get("method") or "get")
            self.forms.append(form)
        elif not self.forms or "disabled" in given:
            return
        elif tag == "input":
            self._input(given)
        elif tag == "select":
            self._select, self._options = given.get("name"), []
        elif tag == "option":
            self._options.append((given.get("value") or "", "selected" in given))
        elif tag == "textarea":
            self._textarea, self._text = given.get("name"), ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self._templates -= 1
        elif tag == "select" and self._select:
            self._end_select()
        elif tag == "textarea" and self._textarea:
            self.forms[-1].add(self._textarea, self._text.removeprefix("\n"))
            self._textarea = None

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self._text += data

    def _end_select(self) -> None:
        """Where nothing is selected, a browser sends the first option."""
        selected = [value for value, is_selected in self._options if is_selected]
        for value in selected or [value for value, _ in self._options[:1]]:
            self.forms[-1].add(self._select, value)
        self._select = None

    def _input(self, given: dict[str, str | None]) -> None:
        kind = given.get("type", "text")
        if kind in {"file", "submit", "button", "image"}:
            return
        if kind not in {"radio", "checkbox"} or "checked" in given:
            self.forms[-1].add(
                given.get("name"), given.get("value", "on" if kind == "checkbox" else "")
            )


class Browser:
    """Keeps its cookies. ``now`` is the moment at which each of its requests happens."""

    def __init__(self, server: str, now: str, session: str = "") -> None:
        """``session``: the cookie of somebody who is logged in."""
        self.server = server
        self.now = now
        self.session = requests.Session()
        if session:
            self.session.cookies.set(SESSION_COOKIE, session)

    def get(self, path: str) -> Page:
        return self._checked(self.session.get(self._url(path), headers=self._headers()))

    def send(
        self, page: str | Page, form: str = "", files: Files | None = None, **values: object
    ) -> Page:
        """Fills in a form of a page, at a path or open already, and sends it: the first form whose
        action contains ``form``, or else the first one that the page sends to itself.

        A value is a text or a list of texts; None leaves the field out. The names of fields have
        "__" in the place of "-".
        """
        page = self.get(page) if isinstance(page, str) else page
        chosen = chosen_form(page, form)
        answer = self.session.post(
            urljoin(page.url, chosen.action),
            data=chosen.values | typed(values),
            files=files,
            headers=self._headers() | {"Referer": page.url},
        )
        self._checked(answer)
        assert answer.history, f"{page.url} shows its form again"
        return answer

    def send_queued(
        self, address: str, fields: Values, files: Files | None = None
    ) -> dict[str, Any]:
        """Sends what waited on the phone, as the script does once there is a network."""
        ticket = self.get("/outbox/ticket/").json()
        answer = self.session.post(
            self._url(address),
            data=fields,
            files=files or [("", ("", b"", ""))],  # a form with files, even where there is none
            headers=self._headers()
            | {
                "Accept": "application/json",
                "X-CSRFToken": ticket["csrf"],
                "Milkspot-Written-By": ticket["account"],
                "Milkspot-Written-At": self.now,
            },
        )
        said: dict[str, Any] = self._checked(answer).json()
        return said

    def press(self, path: str) -> Page:
        """Sends to a path what a button of a page sends, which need not be shown any more."""
        page = self.get("/account/")
        token = chosen_form(page, "").values["csrfmiddlewaretoken"]
        return self._checked(
            self.session.post(
                self._url(path),
                data={"csrfmiddlewaretoken": token},
                headers=self._headers() | {"Referer": page.url},
            )
        )

    def _checked(self, answer: Page) -> Page:
        assert answer.status_code == 200, f"{answer.status_code}: {answer.url}"
        return answer

    def _url(self, path: str) -> str:
        return urljoin(self.server, path)

    def _headers(self) -> dict[str, str]:
        return {"X-Now": self.now}


def chosen_form(page: Page, action: str) -> Form:
    own = {"", urlsplit(page.url).path}
    for form in forms_of(page):
        if form.method == "post" and (action in form.action if action else form.action in own):
            return form
    raise AssertionError(f"{page.url} has no form to {action or 'itself'}")


def forms_of(page: Page) -> list[Form]:
    parser = FormParser()
    parser.feed(page.text)
    return parser.forms


def typed(values: dict[str, object]) -> Values:
    return {name.replace("__", "-"): _texts(value) for name, value in values.items()}


def _texts(value: object) -> list[str]:
    if value is None:
        return []
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]
