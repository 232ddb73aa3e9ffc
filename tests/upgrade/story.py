"""What a family does over a month, in the browser: something of every kind that is stored."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit

from PIL import Image, ImageDraw

from tests.upgrade.browser import Browser, Files, Page, chosen_form, typed

PASSWORD = "milk and honey moon"
ANA, PAVEL, GRAN = (f"{name}@example.org" for name in ("ana", "pavel", "gran"))
RASH = "11111111-1111-4111-8111-000000000001"
CHIN = "11111111-1111-4111-8111-000000000002"
SCALP = "11111111-1111-4111-8111-000000000003"
DELETED_ENTRY = "11111111-1111-4111-8111-000000000004"
CHANGED_ENTRY = "11111111-1111-4111-8111-000000000005"
CHILDREN = IRIS, OTTO, SAMPLE = ("/children/1", "/children/2", "/children/3")
"""In the order in which they come."""


class Story:
    def __init__(self, server: str) -> None:
        self.today = datetime.now(UTC).date()
        self.server = server
        self.known: dict[str, Any] = {}
        self.ana = self.somebody()

    def tell(self) -> dict[str, Any]:
        """What has to be known to open it all again: addresses, codes, a session."""
        self.begin()
        self.write_entries()
        self.write_around()
        self.share()
        self.invite()
        self.add_a_second_child_to_be_deleted()
        self.delete()
        self.look_around_in_the_sample()
        self.change_last()
        self.keep_on_the_phone()
        self.known["photos"] = self.photos_of(RASH)
        self.known["moment"] = self.moment(-1, "12:00")
        self.known["session"] = self.ana.session.cookies.get("milkspot_session")
        return self.known

    def moment(self, days_ago: int, at: str) -> str:
        return f"{self.today - timedelta(days_ago)}T{at}:00Z"

    def day(self, days_ago: int) -> str:
        return str(self.today - timedelta(days_ago))

    def somebody(self) -> Browser:
        return Browser(self.server, self.moment(30, "13:00"))

    def begin(self) -> None:
        """In America, and so with °F."""
        ana = self.ana
        ana.send(
            "/start/",
            uuid=RASH,
            time_zone="America/New_York",
            name="Iris",
            birth_date=self.day(120),
            condition="unsure_rash",
            site_1="cheek",
            side_1="both",
            site_2="elbow_fold",
            side_2="left",
            first_noticed_on=self.day(40),
        )
        ana.send("/start/account/", name="Ana", email=ANA, password=PASSWORD, country="US")
        ana.send(
            f"{IRIS}/edit/",
            due_date=self.day(130),
            sex="female",
            allergies="egg – “a rash”",
            medicines="vitamin D",
            family_atopy=["eczema", "asthma"],
            feeding="breast milk",
            skin_tone="brown",
            history="born at 39 weeks",
        )

    def write_entries(self) -> None:
        ana, rash = self.ana, f"{IRIS}/concerns/{RASH}"
        ana.now = self.moment(20, "13:00")
        ana.send(
            f"{rash}/entries/new/",
            uuid=CHANGED_ENTRY,
            trend="worse",
            severity="2",
            itch="2",
            sleep_lost="on",
            scratched="on",
            bleeding="on",
            dry="on",
            appearance=["dry", "pink_red"],
            temperature="100.4",
            notes="Red & rough.\nBoth cheeks, <so> she rubs.",
            signs__gate="yes",
            signs__seen=["weeping_crust"],
            spots__0__count="3",
            spots__0__size_mm="12.5",
            spots__1__view="front",
            spots__1__x="0.77",
            spots__1__y="0.5225",
            spots__1__track="left elbow",
            files=photos(3),
        )
        first, _second, third = self.photos_of(RASH)
        ana.send(f"{first}/", caption="by the window", site="cheek", view="close")
        spot = re.search(r'name="spot" value="(\d+)"', ana.get(f"{first}/scale/").text)
        assert spot
        scale = {"known": "length", "known_mm": "20", "known_px": "40", "spot_px": "16"}
        ana.send(f"{first}/scale/", spot=spot[1], **scale)
        ana.send(f"{third}/", form="/delete/")
        ana.now = self.moment(19, "13:00")
        ana.send(f"{IRIS}/", form="/log/", choice="same")
        page = ana.send(f"{IRIS}/", form="/log/", choice="better")
        ana.press(found(rf"({IRIS}/undo/[\w-]+/)", page))
        ana.send(
            f"{IRIS}/concerns/new/",
            uuid=CHIN,
            condition="milia",
            title="pearls on the chin",
            first_noticed_on=self.day(25),
            severity="1",
            spots__0__site="chin",
            spots__0__side="middle",
            signs__gate="none",
        )
        ana.now = self.moment(18, "13:00")
        ana.send(f"{IRIS}/", form="/same/")
        ana.send(f"{IRIS}/concerns/{CHIN}/entries/new/", status="clear", notes="All gone 🎉")

    def write_around(self) -> None:
        ana, rash = self.ana, f"{IRIS}/concerns/{RASH}"
        ana.now = self.moment(15, "13:00")
        ana.send(
            f"{IRIS}/notes/new/",
            temperature="101.3",
            notes="After the vaccines.",
            signs__gate="yes",
            signs__seen=["feeding_less", "worried"],
        )
        ana.send(f"{IRIS}/", form="/dealt-with/")
        ana.send(f"{IRIS}/notes/new/", temperature="96.6", signs__gate="none")
        early = {"day": self.day(45), "notes": "Earlier than we thought."}
        ana.send(f"{rash}/entries/new/", **early, signs__gate="none")
        ana.send(f"{rash}/care/new/", kind="moisturiser", product="ointment", outcome="better")
        care = f"{rash}/care/1/"
        ana.send(care, ended_on=self.day(15), prescribed="on", notes="Twice a day")
        for kind, name in (("vaccine", "second vaccines"), ("food", "egg")):
            ana.send(f"{IRIS}/exposures/new/", kind=kind, name=name, notes="at noon")
        ana.send(
            f"{IRIS}/visits/new/",
            at="07:30",
            concerns=[RASH],
            asked="doctor",
            who="Dr Okafor",
            said="Eczema. Ointment twice a day.",
            follow_up_on=self.day(-20),
            named="eczema",
        )
        for text in ("Is it from the milk?", "Which soap?", "Answered already?"):
            ana.send(f"{IRIS}/questions/", text=text)
        ana.send(f"{IRIS}/questions/", form="/questions/3/delete/")
        ana.get(f"{IRIS}/summary/?days=all&notes=yes&log=yes&photos=yes&paper=a4")

    def share(self) -> None:
        """One link shows the diary as it was, one as it is, one has ended. And a calendar."""
        ana = self.ana
        ana.now = self.moment(5, "13:00")
        links = {}
        for name, shows, code in (
            ("frozen", "frozen", "yes"),
            ("live", "live", "no"),
            ("ended", "live", "no"),
        ):
            page = ana.send(f"{IRIS}/shares/new/?days=all", shows=shows, code=code, days="30")
            secret = re.search(r"<strong>(\d{3} \d{3})</strong>", page.text)
            links[name] = [
                found(r"(/s/[\w-]{43}/)", page),
                secret[1].replace(" ", "") if secret else "",
            ]
        ana.send(page, form="/revoke/")
        doctor = self.somebody()
        doctor.now = ana.now
        address, code = links["frozen"]
        doctor.send(address, code=code)
        self.known["links"] = links
        self.known["calendar"] = found(r"(/calendar/[\w-]{43}\.ics)", ana.send(f"{IRIS}/calendar/"))

    def invite(self) -> None:
        """Pavel writes too. Gran reads, and leaves with a copy. One link is open, one ended."""
        ana = self.ana
        ana.now = self.moment(4, "13:00")
        ana.send("/account/confirm/", password=PASSWORD)
        pavel = self.joined("Pavel", "caregiver", PAVEL)
        pavel.send(
            f"{IRIS}/concerns/{RASH}/entries/new/",
            trend="same",
            severity="1",
            notes="Written by Pavel.",
            files=photos(1),
        )
        gran = self.joined("Gran", "viewer", GRAN)
        gran.send("/account/confirm/", password=PASSWORD)
        gran.send("/family/1/leave/")
        self.known["open invitation"] = self.invitation("Aunt", "viewer")
        self.invitation("Nobody", "viewer")
        ana.send("/family/1/invitations/4/", form="/revoke/")

    def invitation(self, name: str, role: str) -> str:
        page = self.ana.send("/family/1/invitations/new/", for_whom=name, role=role)
        return found(r"(/invitation/[\w-]{43}/)", page)

    def joined(self, name: str, role: str, email: str) -> Browser:
        browser = self.somebody()
        browser.now = self.ana.now
        page = browser.send(self.invitation(name, role))
        browser.send(page, name=name, email=email, password=PASSWORD)
        return browser

    def add_a_second_child_to_be_deleted(self) -> None:
        ana = self.ana
        ana.now = self.moment(3, "13:00")
        ana.send("/children/new/", name="Otto", birth_date=self.day(60))
        ana.send(
            f"{OTTO}/concerns/new/",
            uuid=SCALP,
            condition="cradle_cap",
            first_noticed_on=self.day(10),
            spots__0__site="scalp",
        )
        ana.send("/account/confirm/", password=PASSWORD)
        ana.send(f"{OTTO}/delete/", typed="Otto")

    def delete(self) -> None:
        ana = self.ana
        ana.now = self.moment(2, "13:00")
        rash = f"{IRIS}/concerns/{RASH}"
        ana.send(
            f"{rash}/entries/new/", uuid=DELETED_ENTRY, notes="To be deleted.", files=photos(1)
        )
        ana.send(f"{rash}/entries/{DELETED_ENTRY}/", form="/delete/")
        ana.send(f"{IRIS}/concerns/{CHIN}/edit/", form="/delete/")
        ana.send(f"{IRIS}/exposures/2/", form="/delete/")

    def look_around_in_the_sample(self) -> None:
        self.ana.send(f"{IRIS}/more/", form="/sample/")

    def change_last(self) -> None:
        """What can be taken back once the diary is brought over."""
        ana = self.ana
        ana.now = self.moment(0, "13:00")
        address = f"{IRIS}/concerns/{RASH}/entries/{CHANGED_ENTRY}/"
        page = ana.send(address, notes="Changed at last.")
        self.known["undo"] = found(rf"({IRIS}/undo/[\w-]+/)", page)

    def keep_on_the_phone(self) -> None:
        """What waits there without a network: a look, a tap, and a photo by one tap."""
        ana, rash = self.ana, f"{IRIS}/concerns/{RASH}"
        new = ana.get(f"{rash}/entries/new/")
        today = ana.get(f"{IRIS}/")
        self.known["queued"] = [
            self.queued(new, "", notes="Queued.", severity=2, signs__gate="none"),
            self.queued(today, f"{rash}/log/", choice="worse", tapped_on=self.day(0)),
            self.queued(today, f"{rash}/photo/", tapped_on=self.day(0)),
        ]

    def queued(self, page: Page, form: str, **values: object) -> dict[str, Any]:
        chosen = chosen_form(page, form)
        chosen.values.pop("csrfmiddlewaretoken")
        address = urlsplit(urljoin(page.url, chosen.action)).path
        return {"address": address, "fields": chosen.values | typed(values)}

    def photos_of(self, concern: str) -> list[str]:
        """The addresses of its photos, without the slash at the end."""
        page = self.ana.get(f"{IRIS}/concerns/{concern}/photos/")
        return [*dict.fromkeys(re.findall(rf"{IRIS}/photos/[\w-]{{36}}", page.text))]


def found(pattern: str, page: Page) -> str:
    there = re.search(pattern, unescape(page.text))
    assert there, f"{page.url} has no {pattern}"
    return there[1]


def photos(number: int) -> Files:
    return [("photos", (f"{n}.jpg", drawn(n), "image/jpeg")) for n in range(number)]


def drawn(number: int) -> bytes:
    """Skin with one red spot."""
    image = Image.new("RGB", (120, 90), (214, 164, 142))
    left = 30 + 10 * number
    ImageDraw.Draw(image).ellipse((left, 30, left + 30, 60), fill="#c0392b")
    out = BytesIO()
    image.save(out, "JPEG")
    return out.getvalue()
