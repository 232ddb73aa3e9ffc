"""The doctor's page on paper."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typst

from tests.cases import newborn_diary
from tests.factories import drawn_jpeg
from tests.reports.fonts import draw_font, only_this_system_font
from tests.reports.paper import (
    alternatives_of,
    foot_of,
    height_of,
    lines_of_pages,
    page_sizes,
    picture_of,
    squeezed,
    strings_of,
    tags_of,
    text_of,
)
from tests.reports.sheets import CASES, picture_descriptions, sheet_of, texts_of
from tests.test_repository import requirements
from tracker.domain.summary import PAPERS
from tracker.presenters.summary import Sheet
from tracker.reports import typesetting
from tracker.reports.summary_pdf import PrintedLink, letters_not_printed, summary_pdf
from tracker.reports.typesetting import (
    TypesettingError,
    letters_without_font,
    printable,
    typeset,
)

pytestmark = pytest.mark.fonts

LINK = PrintedLink(
    address="https://milkspot.example.org/s/u8Jd0sX2c1Qk3Vb9TzL5nPq7RwEeAaYyHhGgFfDdSs0/",
    code="482913",
    ends_on="until 24 May 2026, 14:00",
)
REPEATED = ("DayWhatwaswritten", "CaretriedWhenWhatcameofit")
"""The heads of tables stand again where a table goes on."""


def pdf_of(page: Sheet, **given: Any) -> bytes:
    defaults = {
        "paper": "a4",
        "photo_bytes": lambda _file: drawn_jpeg((480, 360)),
        "language": "en",
    }
    return summary_pdf(page, **{**defaults, **given})


@cache
def case(name: str) -> Sheet:
    return sheet_of(CASES[name]())


@cache
def printed(name: str, paper: str = "a4", link: PrintedLink | None = None) -> bytes:
    return pdf_of(case(name), paper=paper, link=link)


def words_of(pdf: bytes, page: int | None = None) -> str:
    text = squeezed(text_of(pdf, page))
    for head in REPEATED:
        text = text.replace(head, "")
    return text


def missing(texts: Iterator[str], printed: str) -> list[str]:
    return [text for text in texts if squeezed(text) not in printed]


def pages_of(pdf: bytes) -> int:
    return len(page_sizes(pdf))


every_case = pytest.mark.parametrize("name", CASES)
every_paper = pytest.mark.parametrize("paper", PAPERS)


# What is printed


@every_case
@every_paper
def test_all_that_the_sheet_says_is_printed(name: str, paper: str) -> None:
    assert missing(texts_of(case(name)), words_of(printed(name, paper))) == []


@every_case
@every_paper
@pytest.mark.parametrize("link", [None, LINK], ids=["no link", "a link"])
def test_the_first_page_holds_the_whole_case(
    name: str, paper: str, link: PrintedLink | None
) -> None:
    first = replace(case(name), all_signs=(), log=(), other_photos=())
    assert missing(texts_of(first), words_of(printed(name, paper, link), page=1)) == []


def test_a_short_log_stays_on_the_first_page_and_a_long_one_follows_it() -> None:
    assert missing(texts_of(case("newborn").log), words_of(printed("newborn"), page=1)) == []
    first, second = (words_of(printed("eczema"), page) for page in (1, 2))
    heading = "Allentriesonthesedays,newestfirst"
    assert heading not in first
    assert second.startswith(heading)


@every_case
@every_paper
def test_no_page_has_a_line_or_two(name: str, paper: str) -> None:
    """But one of photos."""
    made = pdf_of(replace(case(name), other_photos=()), paper=paper)
    assert min(lines_of_pages(made)) > 4


@every_case
def test_every_picture_is_also_said_in_words(name: str) -> None:
    said = squeezed(" ".join(alternatives_of(printed(name))))
    assert missing(picture_descriptions(case(name)), said) == []


def test_a_case_of_many_concerns_fits_the_first_page_in_smaller_letters() -> None:
    one = case("red flag")
    many = replace(one, blocks=one.blocks * 3, all_signs=(), log=(), other_photos=())
    made = pdf_of(many)
    assert pages_of(made) == 1
    assert missing(texts_of(many), words_of(made)) == []


def test_a_flat_chart_has_letters_no_larger_than_the_titles() -> None:
    """One of nothing but clear days, without a photo or a place beside it."""
    bumps = newborn_diary().concerns[0]
    clear = tuple(replace(entry, status="clear", photos=(), spots=()) for entry in bumps.entries)
    plain = tuple(replace(entry, severity=None, trend=None) for entry in clear)
    made = pdf_of(sheet_of(replace(newborn_diary(), concerns=(replace(bumps, entries=plain),))))
    assert height_of(made, "today") < height_of(made, "shows")


def test_an_empty_sheet_is_printed() -> None:
    empty = replace(
        case("newborn"),
        questions=(),
        urgent=(),
        unanswered=(),
        blocks=(),
        chart_key=(),
        narrow_chart_key=(),
        past=(),
        signs=(),
        events=(),
        history=(),
        due=(),
        all_signs=(),
        log=(),
        other_photos=(),
    )
    made = pdf_of(empty)
    assert pages_of(made) == 1
    assert "Noskinproblemwasfollowedonthesedays." in words_of(made)


@every_paper
def test_a_title_stays_with_what_it_names(paper: str) -> None:
    page = words_of(printed("newborn", paper), page=2)
    assert page.startswith("Morephotos,oldestfirst1·littlewhitepearlsonhisnose21Apr")


@every_paper
def test_every_page_says_whose_it_is_of_which_day_and_which_of_how_many(paper: str) -> None:
    made = printed("eczema", paper)
    number = pages_of(made)
    assert number >= 4
    assert [foot_of(made, page) for page in range(1, number + 1)] == [
        f"Leonie Katharina Brandt-Okonkwo · Skin diary as of 10 May 2026 Page {page} of {number}"
        for page in range(1, number + 1)
    ]


@pytest.mark.parametrize(("paper", "size"), [("a4", (595.28, 841.89)), ("letter", (612, 792))])
def test_it_is_made_for_its_paper(paper: str, size: tuple[float, float]) -> None:
    assert page_sizes(printed("newborn", paper))[0] == pytest.approx(size, abs=0.01)


def test_another_paper_is_refused() -> None:
    with pytest.raises(KeyError):
        pdf_of(case("newborn"), paper="a5")


def test_on_white_paper_all_but_the_photos_is_grey() -> None:
    page = picture_of(pdf_of(case("eczema"), photo_bytes=lambda _file: None, link=LINK), 1)
    red, green, blue = page.convert("RGB").split()
    assert red.tobytes() == green.tobytes() == blue.tobytes()
    assert page.convert("L").getextrema() == (0, 255)


# The link


def test_a_link_is_printed_with_its_code_and_its_end() -> None:
    made = printed("newborn", link=LINK)
    assert missing(texts_of(LINK), words_of(made)) == []
    assert f"QR code of the address {LINK.address}" in alternatives_of(made)


def test_a_link_without_a_code_names_none() -> None:
    made = printed("newborn", link=replace(LINK, code=""))
    assert "Code" not in text_of(made, 1)
    assert "Code" in text_of(printed("newborn", link=LINK), 1)


# Tags


def without_notes(page: Sheet) -> Sheet:
    """The log without what no font of every machine can hold."""
    return replace(
        page,
        log=tuple(
            replace(section, rows=tuple(replace(row, notes="") for row in section.rows))
            for section in page.log
        ),
    )


@every_case
def test_it_has_what_the_standard_for_readers_asks_for(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Typst checks it: words for every picture, headings in order, a title, a language."""
    asked: list[str] = []
    run = subprocess.run

    def listen(command: list[str], **given: Any) -> subprocess.CompletedProcess[bytes]:
        asked.extend(given["input"].decode().split("\0"))
        return run(command, **given)

    monkeypatch.setattr(typesetting.subprocess, "run", listen)
    pdf_of(without_notes(case(name)), link=LINK)
    template, _system_fonts, fonts, data, *pictures = asked
    made = typst.compile(
        template.encode(),
        font_paths=typst.Fonts(font_paths=fonts.split(os.pathsep)),
        sys_inputs={"data": data, **{f"picture-{n}": svg for n, svg in enumerate(pictures)}},
        pdf_standards="ua-1",
    )
    assert made.startswith(b"%PDF")


def test_it_is_tagged_with_headings_and_the_heads_of_its_tables() -> None:
    made = printed("eczema")
    tags = tags_of(made)
    assert b"/MarkInfo<</Marked true" in made
    assert tags.count("H1") == 1
    assert {"H2", "H3", "Figure", "Table", "THead", "L", "Link"} - {*tags} == {"Link"}
    assert "Link" in tags_of(printed("newborn", link=LINK))
    heads_of_tables = 3 + 2 + 2  # care; the entries of the eczema; those of the child
    assert tags.count("TH") == heads_of_tables


def test_it_names_its_title_and_its_language() -> None:
    made = printed("newborn")
    assert "Doctor's page: Milo Ångström" in strings_of(made, "Title")
    assert strings_of(made, "Lang") == ["en"]
    assert strings_of(pdf_of(case("newborn"), language="de"), "Lang") == ["de"]
    assert strings_of(pdf_of(case("newborn"), language="pt-br"), "Lang") == ["pt"]


# Photos


def test_the_photos_of_the_first_page_are_the_large_ones() -> None:
    page = case("newborn")
    asked: list[str] = []
    pdf_of(page, photo_bytes=asked.append)
    on_first = [photo.file for photo in page.blocks[0].photos]
    others = [photo.file for photo in page.other_photos[0].photos]
    assert len(on_first) == 2
    assert asked == on_first + [file.replace(".jpg", "-small.jpg") for file in others]


@pytest.mark.parametrize(
    "jpeg",
    [None, b"", b"no picture", b"%PDF-1.7"],
    ids=["lost", "empty", "no picture", "something else"],
)
def test_a_photo_that_cannot_be_shown_leaves_a_frame_with_a_word(jpeg: bytes | None) -> None:
    made = pdf_of(case("newborn"), photo_bytes=lambda _file: jpeg)
    assert text_of(made).count("photo not found") == 3
    assert missing(texts_of(case("newborn")), words_of(made)) == []


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.99])
def test_half_a_photo_is_no_reason_to_fail(kept: float) -> None:
    whole = drawn_jpeg((480, 360))
    half = whole[: int(len(whole) * kept)]
    made = pdf_of(case("newborn"), photo_bytes=lambda _file: half)
    assert missing(texts_of(case("newborn")), words_of(made)) == []


def test_a_photo_is_printed_as_it_is_stored() -> None:
    photo = drawn_jpeg((480, 360))
    assert photo in pdf_of(case("newborn"), photo_bytes=lambda _file: photo)


# What people write


def written_all_over(text: str) -> Sheet:
    """A case in which the parents wrote this everywhere."""
    diary = newborn_diary()
    (concern,) = diary.concerns
    return sheet_of(
        replace(
            diary,
            child=replace(
                diary.child, name=text, allergies=text, medicines=text, feeding=text, history=text
            ),
            concerns=(
                replace(
                    concern,
                    title=text,
                    entries=tuple(
                        replace(
                            entry,
                            notes=text,
                            author=text,
                            photos=tuple(replace(photo, caption=text) for photo in entry.photos),
                        )
                        for entry in concern.entries
                    ),
                    care=tuple(replace(care, product=text, notes=text) for care in concern.care),
                ),
            ),
            questions=tuple(replace(question, text=text) for question in diary.questions),
            visits=tuple(replace(visit, who=text, said=text) for visit in diary.visits),
        )
    )


HOSTILE = {
    "typst": '#read("/etc/passwd") #import "@preview/x:1.0.0" $x^2$ *b* _i_ = H `r` <l> @r // c',
    "typst at the start": '= Heading\n+ item\n#panic("now")\n]) }',
    "html": "<script>alert(1)</script> <b>&amp;&lt;</b> <!-- --> ]]> {{ x }} {% y %}",
    "tex": r"\input{/etc/passwd} $$\frac{1}{2}$$ % # & _ ^ ~ {}",
    "json": '"}, {"a": ["\\u0041"], null',
    "quotes": 'it\'s "fine" -- ... --- (c) 1/2 ~ \\ /',
    "emoji": "👶🏽 first 😀 👨‍👩‍👧 🇬🇧 ❤️ ✅ last",
    "unseen": "a\u200bb\u200cc\u200dd\ufeffe\u2060f\u00adg",
    "lines": "one\r\ntwo\rthree\n\nfour\u2028five\tsix",
    "markdown": "| a | b |\n|---|---|\n- [ ] c\n1. d\n> e",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_people_write_is_printed_as_it_was_typed(text: str) -> None:
    assert_all_is_printed(text)


def test_letters_of_no_font_of_ours_are_printed_in_one_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "左脸颊有红疹，三天了。洗澡后更明显。"
    fonts = only_this_system_font(tmp_path, text)
    monkeypatch.setenv("FONTCONFIG_FILE", str(fonts))
    assert_all_is_printed(text)


@pytest.fixture
def one_system_font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The machine's own fonts have two Chinese letters; the package of fonts is not installed."""
    monkeypatch.setattr(typesetting, "_CJK", "package_of_a_font")
    monkeypatch.setenv("FONTCONFIG_FILE", str(only_this_system_font(tmp_path, "左脸")))
    typesetting._without_font.cache_clear()
    yield
    typesetting._without_font.cache_clear()


def test_letters_that_no_font_has_are_known_beforehand(
    one_system_font: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ["左脸颊 Åsa – שלום 🎈", "አ ব নি 脸颊 볼 é"]
    assert letters_without_font(texts) == "颊🎈አবন볼"

    package = tmp_path / "package_of_a_font"
    package.mkdir()
    draw_font(package / "cjk.ttf", "颊")
    monkeypatch.syspath_prepend(tmp_path)
    typesetting._without_font.cache_clear()
    assert letters_without_font(texts) == "🎈አবন볼"


def test_the_package_that_is_looked_for_is_the_one_to_install() -> None:
    (pin,) = requirements("requirements-cjk.txt")
    assert typesetting._CJK.lower().replace("_", "-") == pin.split("==")[0]


def test_only_what_a_family_typed_can_lack_a_font(one_system_font: None) -> None:
    assert {letters_not_printed(case(name)) for name in CASES} == {"", "😴"}


def assert_all_is_printed(text: str) -> None:
    page = written_all_over(text)
    made = words_of(pdf_of(page))
    assert missing(texts_of(page), made) == []
    assert "root:" not in made


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("طفح جلدي على الخد", "طفحجلديعخ"),
        ("פריחה על הלחי", "פריחהעלה"),
        ("हिन्दी नमस्ते தமிழ் తెలుగు ไทย ខ្មែរ", "हनमतதமతలไทខម"),
    ],
    ids=["arabic", "hebrew", "indic and thai"],
)
def test_letters_of_other_scripts_are_printed(text: str, letters: str) -> None:
    """Poppler gives them back in another order, some twice."""
    assert {*letters} <= {*text_of(pdf_of(written_all_over(text)))}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b\x1b[31mc\x7fd", "a�b�[31mc�d"),
        ("a\ud800b\udfffc", "a�b�c"),
        ("a\ufffeb\uffffc", "a�b�c"),
    ],
    ids=["control characters", "halves of a pair", "no characters"],
)
def test_what_is_no_character_is_printed_as_one_that_can_be_seen(text: str, shown: str) -> None:
    made = words_of(pdf_of(written_all_over(text)))
    page = written_all_over(shown)
    assert missing(texts_of(page), made) == []


@pytest.mark.parametrize("text", ["x" * 20_000, "👶" * 5_000, "é́" * 5_000], ids=["x", "emoji", "é"])
def test_a_word_without_an_end_breaks_within_the_margins(text: str) -> None:
    page = case("newborn")
    section = page.log[0]
    noted = replace(section, rows=(replace(section.rows[0], notes=text), *section.rows[1:]))
    made = pdf_of(replace(page, questions=(text,), log=(noted,)))
    assert pages_of(made) > 1
    assert squeezed(text_of(made)).count("x") >= 2 * text.count("x")
    assert missing(texts_of(replace(page, questions=(), log=())), words_of(made)) == []
    assert white_margins(made)


def white_margins(made: bytes) -> bool:
    """Nothing stands where a printer does not print."""
    for number in range(1, pages_of(made) + 1):
        page = picture_of(made, number).convert("L")
        margin = round(page.width * 10 / 210)
        for left in (0, page.width - margin):
            strip = page.crop((left, 0, left + margin, page.height))
            if strip.getextrema() != (255, 255):
                return False
    return True


def test_accents_piled_on_a_letter_stay_in_their_line() -> None:
    tower = "e" + "\u0301" * 300
    page = replace(case("newborn"), questions=(tower,), log=(), other_photos=())
    above = picture_of(pdf_of(page), 1).convert("L")
    below = picture_of(pdf_of(replace(page, questions=("e",))), 1).convert("L")
    head = (0, 0, above.width, round(above.height * 0.09))
    assert above.crop(head).tobytes() == below.crop(head).tobytes()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("Åsa, 3 °C – “so”", "Åsa, 3 °C – “so”"),
        ("a\tb", "a b"),
        ("a\r\nb\rc\u2029d\x0be", "a\nb\nc\nd\ne"),
        ("\u202eevil\u202c \u2066x\u2069", "evil x"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("e" + "\u0301" * 7, "e\u0301\u0301\u0301◌\u0301\u0301\u0301◌\u0301"),
        ("\x00\x85\x9f", "�\n�"),
    ],
    ids=["ascii", "typographic", "tab", "ends of lines", "turned", "joiner", "piled", "control"],
)
def test_every_text_is_made_printable(text: str, shown: str) -> None:
    assert printable(text) == shown


# Typst


@pytest.mark.parametrize(
    ("text", "looks_further"),
    [
        ("Åsa, Ж, ελλ – “so” → ▲", ""),
        ("طفح עברית हिन्दी தமிழ் తెలుగు ไทย ខ្មែរ", ""),
        ("左脸颊", "yes"),
        ("👶", "yes"),
    ],
    ids=["european", "in the fonts that are here", "chinese", "emoji"],
)
def test_the_fonts_of_the_system_are_looked_through_only_where_they_are_needed(
    text: str, looks_further: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def listen(_command: list[str], **given: Any) -> subprocess.CompletedProcess[bytes]:
        asked.extend(given["input"].decode().split("\0"))
        return subprocess.CompletedProcess([], 0, stdout=b"")

    monkeypatch.setattr(typesetting.subprocess, "run", listen)
    typeset("", {"text": text}, [])
    assert asked[1] == looks_further


@pytest.mark.parametrize(
    "template",
    ['#read("/etc/passwd")', '#read("summary.typ")', '#image("/x.png")', '#import "/x.typ"'],
)
def test_typst_reads_no_file(template: str) -> None:
    with pytest.raises(TypesettingError, match=r"fail|not found|escape"):
        typeset(template, {}, [])


def test_a_template_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "_TIMEOUT", 0.5)
    with pytest.raises(TypesettingError, match="too long"):
        typeset("#let f() = { for a in range(100000) { for b in range(100000) {} } }; #f()", {}, [])


def test_nothing_is_left_in_the_folder_for_what_is_passing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    pdf_of(case("newborn"))
    assert list(tmp_path.iterdir()) == [tmp_path / "media"]
