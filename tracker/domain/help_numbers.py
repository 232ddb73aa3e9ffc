"""Emergency and advice phone numbers by country, each row with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.domain.phrases import Phrase
from tracker.domain.phrases import phrase as gettext
from tracker.domain.phrases import safety_phrase as _
from tracker.domain.sources import HowRead, Source


@dataclass(frozen=True)
class PhoneNumber:
    """A phone number as people write it, and who answers."""

    number: str
    who: Phrase

    @property
    def address(self) -> str:
        """The ``tel:`` URL of the number."""
        return "tel:" + self.number.replace(" ", "").replace("#", "%23")


@dataclass(frozen=True)
class HelpNumbers:
    """The numbers of a country (two letters).

    ``emergency``: the number to dial first comes first. ``advice``: for what is no emergency.
    """

    country: str
    name: Phrase
    emergency: tuple[PhoneNumber, ...]
    source: Source
    advice: tuple[PhoneNumber, ...] = ()
    advice_note: Phrase | None = None


def _source(title: str | Phrase, publisher: str, address: str) -> Source:
    return Source(title, publisher, address, "November 2026", HowRead.EARLIER)


_EU_112 = _source(
    "112, the single European emergency number", "European Commission", "https://europa.eu"
)

_AMBULANCE = _("emergency, ambulance")
_ANY_EMERGENCY = _("emergency")
_ON_CALL = _("doctor on call")

_ONLY_112 = (
    ("BG", gettext("Bulgaria")),
    ("CY", gettext("Cyprus")),
    ("CZ", gettext("Czechia")),
    ("EE", gettext("Estonia")),
    ("ES", gettext("Spain")),
    ("GR", gettext("Greece")),
    ("HR", gettext("Croatia")),
    ("HU", gettext("Hungary")),
    ("LT", gettext("Lithuania")),
    ("LU", gettext("Luxembourg")),
    ("LV", gettext("Latvia")),
    ("MT", gettext("Malta")),
    ("PL", gettext("Poland")),
    ("RO", gettext("Romania")),
    ("SI", gettext("Slovenia")),
    ("SK", gettext("Slovakia")),
)

_ROWS = (
    HelpNumbers(
        "AT",
        gettext("Austria"),
        (PhoneNumber("144", _AMBULANCE), PhoneNumber("112", _ANY_EMERGENCY)),
        _source("1450 – the health number", "Ministry of Health, Austria", "https://www.1450.at"),
        (PhoneNumber("1450", _("health advice by nurses, day and night")),),
    ),
    HelpNumbers(
        "AU",
        gettext("Australia"),
        (PhoneNumber("000", _AMBULANCE),),
        _source(
            "What healthcare do I need?",
            "healthdirect Australia",
            "https://www.healthdirect.gov.au/what-care-do-i-need",
        ),
        (PhoneNumber("1800 022 222", _("healthdirect, nurses day and night")),),
    ),
    HelpNumbers(
        "BE",
        gettext("Belgium"),
        (PhoneNumber("112", _AMBULANCE),),
        _source(
            "Need to call a doctor? Call 1733",
            "FPS Public Health, Belgium",
            "https://www.health.belgium.be/en/health/need-call-doctor-call-1733",
        ),
        (PhoneNumber("1733", _("doctor on call at weekends, and at night in most places")),),
    ),
    HelpNumbers(
        "CA",
        gettext("Canada"),
        (PhoneNumber("911", _AMBULANCE),),
        _source(
            "811: frequently asked questions",
            "Government of the Northwest Territories",
            "https://www.hss.gov.nt.ca/en/services/811/frequently-asked-questions",
        ),
        (PhoneNumber("811", _("nurse line, in nearly all provinces and territories")),),
    ),
    HelpNumbers(
        "CH",
        gettext("Switzerland"),
        (PhoneNumber("144", _AMBULANCE), PhoneNumber("112", _ANY_EMERGENCY)),
        _source("Emergency numbers", "ch.ch", "https://www.ch.ch"),
        advice_note=_("Call your children's doctor. The answering machine says who is on call."),
    ),
    HelpNumbers(
        "DE",
        gettext("Germany"),
        (PhoneNumber("112", _AMBULANCE),),
        _source(
            "Services provided through national emergency numbers",
            "Federal Ministry of Health, Germany",
            "https://verwaltung.bund.de/leistungsverzeichnis/en/leistung/LeiKa/102837939",
        ),
        (PhoneNumber("116117", _ON_CALL),),
    ),
    HelpNumbers(
        "DK",
        gettext("Denmark"),
        (PhoneNumber("112", _AMBULANCE),),
        _source(
            "If you get sick in Denmark",
            "Øresunddirekt",
            "https://www.oresunddirekt.se/en/working-in-denmark/health-care/"
            "if-you-get-sick-in-denmark",
        ),
        (PhoneNumber("1813", _("medical helpline of the Capital Region (Copenhagen)")),),
        advice_note=_("Elsewhere, call your own doctor or your region's out-of-hours doctor."),
    ),
    HelpNumbers(
        "FI",
        gettext("Finland"),
        (PhoneNumber("112", _AMBULANCE),),
        _source(
            "Urgent and emergency health services",
            "Ministry of Social Affairs and Health, Finland",
            "https://stm.fi/en/urgent-and-emergency-health-services",
        ),
        (PhoneNumber("116117", _("Medical Helpline, day and night")),),
    ),
    HelpNumbers(
        "FR",
        gettext("France"),
        (PhoneNumber("15", _("emergency doctors (Samu)")), PhoneNumber("112", _ANY_EMERGENCY)),
        _source("Emergency numbers", "Service-Public.fr", "https://www.service-public.fr"),
        advice_note=_(
            "15 also gives medical advice and says which doctor is on call, day and night."
        ),
    ),
    HelpNumbers(
        "GB",
        gettext("United Kingdom"),
        (PhoneNumber("999", _AMBULANCE),),
        _source("When to use 111", "NHS", "https://www.nhs.uk/111"),
        (PhoneNumber("111", _("NHS 111, day and night")),),
        advice_note=_("In Northern Ireland, call your GP or the out-of-hours GP."),
    ),
    HelpNumbers(
        "IE",
        gettext("Ireland"),
        (PhoneNumber("112", _AMBULANCE), PhoneNumber("999", _AMBULANCE)),
        _source(
            "When to call 112 or 999",
            "HSE",
            "https://www2.hse.ie/emergencies/when-to-call-112-or-999/",
        ),
        advice_note=_("Call your GP. At night and at weekends, call the out-of-hours GP service."),
    ),
    HelpNumbers(
        "IN",
        gettext("India"),
        (PhoneNumber("112", _ANY_EMERGENCY), PhoneNumber("108", _("ambulance, in most states"))),
        _source("Emergency Response Support System", "112 India", "https://112.gov.in"),
        advice_note=_("Call your children's doctor or the nearest hospital."),
    ),
    HelpNumbers(
        "IT",
        gettext("Italy"),
        (PhoneNumber("112", _AMBULANCE),),
        _source("116 117", "Regione Lombardia", "https://www.regione.lombardia.it"),
        (PhoneNumber("116117", _("doctor on call, in some regions")),),
    ),
    HelpNumbers(
        "JP",
        gettext("Japan"),
        (PhoneNumber("119", _AMBULANCE),),
        _source(
            "When a child is suddenly unwell: whom to call",
            "emergencyjapan.org",
            "https://emergencyjapan.org/en/3385",
        ),
        (PhoneNumber("#8000", _("children's medical advice, at night and on holidays")),),
    ),
    HelpNumbers(
        "NL",
        gettext("Netherlands"),
        (PhoneNumber("112", _AMBULANCE),),
        _EU_112,
        advice_note=_("Call your GP. At night and at weekends, call the GP post (huisartsenpost)."),
    ),
    HelpNumbers(
        "NO",
        gettext("Norway"),
        (PhoneNumber("113", _AMBULANCE),),
        _source("Where to get help", "Helsenorge", "https://www.helsenorge.no"),
        (PhoneNumber("116117", _("out-of-hours doctor (legevakt), day and night")),),
    ),
    HelpNumbers(
        "NZ",
        gettext("New Zealand"),
        (PhoneNumber("111", _AMBULANCE),),
        _source(
            "Common questions about Healthline", "Ministry of Health", "https://www.health.govt.nz"
        ),
        (PhoneNumber("0800 611 116", _("Healthline, nurses day and night")),),
    ),
    HelpNumbers(
        "PT",
        gettext("Portugal"),
        (PhoneNumber("112", _AMBULANCE),),
        _source("About SNS 24", "SNS 24", "https://www.sns24.gov.pt/en/sobre-nos/"),
        (PhoneNumber("808 24 24 24", _("SNS 24, nurses day and night")),),
    ),
    HelpNumbers(
        "SE",
        gettext("Sweden"),
        (PhoneNumber("112", _AMBULANCE),),
        _source("How to seek healthcare", "1177", "https://www.1177.se"),
        (PhoneNumber("1177", _("nurses, day and night")),),
    ),
    HelpNumbers(
        "US",
        gettext("United States"),
        (PhoneNumber("911", _AMBULANCE),),
        _source(
            "When to call your doctor",
            "OHSU Doernbecher Children's Hospital",
            "https://www.ohsu.edu/doernbecher",
        ),
        advice_note=_("Call your baby's doctor. Most have someone on call, even at night."),
    ),
    HelpNumbers(
        "ZA",
        gettext("South Africa"),
        (
            PhoneNumber("10177", _("ambulance")),
            PhoneNumber("112", _("emergency, from a mobile phone")),
        ),
        _source(
            "Ambulance and emergency medical services",
            "Trek Medics International",
            "https://trekmedics.org/database/south_africa/",
        ),
        advice_note=_("Call your doctor, clinic or the nearest hospital."),
    ),
    *(
        HelpNumbers(country, name, (PhoneNumber("112", _AMBULANCE),), _EU_112)
        for country, name in _ONLY_112
    ),
)

HELP_NUMBERS: Mapping[str, HelpNumbers] = {
    row.country: row for row in sorted(_ROWS, key=lambda row: str(row.name))
}
"""Rows by country code (two letters), in the order of the English country names."""

DEFAULT_HELP_NUMBERS = HelpNumbers(
    "",
    gettext("Another country"),
    (PhoneNumber("112", _("emergency, from a mobile phone in most countries")),),
    _EU_112,
    advice_note=_("Call your doctor, a nurse or the nearest hospital."),
)
"""For a country without a row of its own."""


def help_numbers_for(country: str) -> HelpNumbers:
    """Return the row of a country code, ``DEFAULT_HELP_NUMBERS`` where it has none."""
    return HELP_NUMBERS.get(country, DEFAULT_HELP_NUMBERS)
