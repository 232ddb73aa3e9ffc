"""The doctor's page as texts: the same value for the screen, the PDF and a link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.domain import records
from tracker.domain.come_back import days_ticked
from tracker.domain.sentences import nothing_due
from tracker.domain.summary import PastConcern, Summary
from tracker.domain.timeline import Timeline
from tracker.domain.vocabulary import ATOPIES, SEXES
from tracker.formats import day_text, short_day, short_day_with_year
from tracker.presenters.charts import CourseChart
from tracker.presenters.charts.drawing import KeyItem
from tracker.presenters.said import (
    advice_lines,
    author_names,
    question_text,
    weights_text,
)
from tracker.presenters.summary.blocks import Block, block, chart_starts
from tracker.presenters.summary.exposures import (
    ExposureTexts,
    exposure_texts,
    titles_to_name,
)
from tracker.presenters.summary.log import LogSection, log_sections, section_title
from tracker.presenters.summary.photos import PhotoAddress, PhotoSection, photo_sections
from tracker.presenters.summary.reminders import DueRow, due_row, next_row, paused_row
from tracker.presenters.summary.signs import (
    SignRow,
    seen_signs,
    short_sign_rows,
    sign_rows,
    spot_sign_rows,
)
from tracker.presenters.summary.temperatures import temperatures_text
from tracker.presenters.summary.texts import Fact
from tracker.presenters.summary.urgent import UrgentRow, urgent_rows, urgent_title
from tracker.rendering import joined, label, render


@dataclass(frozen=True)
class SignSection:
    """Every sign about one concern, or about the child."""

    title: str
    rows: tuple[SignRow, ...]


@dataclass(frozen=True)
class Sheet:
    """The page as texts in the reader's language, independent of database and clock."""

    name: str
    born: str
    age: str
    corrected_age: str
    allergies: str
    medicines: str
    printed: str
    span: str
    reporters: str
    urgent_title: str
    urgent: tuple[UrgentRow, ...]
    questions: tuple[str, ...]
    unanswered: tuple[UrgentRow, ...]
    blocks: tuple[Block, ...]
    chart_key: tuple[KeyItem, ...]
    narrow_chart_key: tuple[KeyItem, ...]
    past: tuple[Fact, ...]
    left_out: str
    signs: tuple[SignRow, ...]
    events: tuple[Fact, ...]
    history: tuple[Fact, ...]
    due: tuple[DueRow, ...]
    nothing_due: str
    all_signs: tuple[SignSection, ...]
    recorded_by: str
    log: tuple[LogSection, ...]
    other_photos: tuple[PhotoSection, ...]


def sheet(summary: Summary, fahrenheit: bool = False, photo_address: PhotoAddress = str) -> Sheet:
    """Return the doctor's page. ``fahrenheit``: show temperatures in °F with °C in brackets.

    ``photo_address``: maps a photo's file name in the diary to the URL of its picture.
    """
    child, today = summary.child, summary.as_of
    exposures = exposure_texts(summary, chart_starts(summary))
    blocks = tuple(
        block(number, concern, summary, photo_address, exposures.things.get(concern.id, ()))
        for number, concern in enumerate(summary.concerns, start=1)
    )
    names = author_names(summary.timeline.diary)
    values = {"sex": label(SEXES, child.sex), "day": day_text(child.birth_date)}
    return Sheet(
        name=child.name,
        born=_("%(sex)s, born %(day)s") % values if child.sex else _("born %(day)s") % values,
        age=render(child.age),
        corrected_age=render(child.corrected_age),
        allergies=child.allergies or _("none recorded"),
        medicines=child.medicines or _("none recorded"),
        printed=day_text(today),
        span=_span(summary),
        reporters=_reporters([names.get(name, name) for name in summary.reporters]),
        urgent_title=urgent_title(today) if summary.urgent else "",
        urgent=urgent_rows(summary.urgent, fahrenheit, today),
        questions=tuple(map(question_text, summary.questions)),
        unanswered=urgent_rows(summary.unanswered, fahrenheit, today),
        blocks=blocks,
        chart_key=_chart_key(row.chart for row in blocks),
        narrow_chart_key=_narrow_chart_key(blocks),
        past=tuple(_past(past, today) for past in summary.past_concerns),
        left_out=_left_out(summary.left_out),
        signs=short_sign_rows(summary.signs, today),
        events=tuple(_events(summary, exposures, fahrenheit)),
        history=tuple(_history(summary, today)),
        due=(
            *(due_row(reminder, today) for reminder in summary.due),
            *(paused_row(reminder, today) for reminder in summary.paused),
            *(next_row(item, today) for item in summary.upcoming),
        ),
        nothing_due=_nothing_due(summary.timeline, today),
        all_signs=tuple(_all_signs(summary)),
        recorded_by=render(summary.recorded_by),
        log=tuple(log_sections(summary, fahrenheit)),
        other_photos=photo_sections(
            [
                *(
                    (section_title(number, concern), concern.other_photos)
                    for number, concern in enumerate(summary.concerns, start=1)
                ),
                *((render(past.name), past.photos) for past in summary.past_concerns),
            ],
            photo_address,
            today,
        ),
    )


def _reporters(names: Sequence[str]) -> str:
    if not names:
        return _("the family")
    return _("the family: %(names)s") % {"names": ", ".join(names)}


def _chart_key(charts: Iterable[CourseChart | None]) -> tuple[KeyItem, ...]:
    """Return one key for all charts of the page."""
    return tuple(dict.fromkeys(item for chart in charts if chart for item in chart.key))


def _narrow_chart_key(blocks: Sequence[Block]) -> tuple[KeyItem, ...]:
    """Return the key on a phone; empty where it is the same. A column has other days there."""
    if all(row.narrow_chart is None for row in blocks):
        return ()
    return _chart_key(row.narrow_chart or row.chart for row in blocks)


def _span(summary: Summary) -> str:
    span = summary.span
    start = short_day(span.start, span.end)
    values = {"start": start, "end": short_day_with_year(span.end), "n": span.days}
    text = ngettext(
        "%(start)s – %(end)s (%(n)s day)", "%(start)s – %(end)s (%(n)s days)", span.days
    )
    return text % values


def _left_out(number: int) -> str:
    if not number:
        return ""
    return ngettext(
        "%(n)s other skin problem in the diary was not chosen for this page.",
        "%(n)s other skin problems in the diary were not chosen for this page.",
        number,
    ) % {"n": number}


def _nothing_due(timeline: Timeline, today: date) -> str:
    """Return that nothing is due; empty where anything of the diary is, shown here or not."""
    if timeline.flags_on(today) or timeline.set_aside_on(today):
        return ""
    return render(nothing_due(timeline.diary))


def _past(past: PastConcern, today: date) -> Fact:
    text = render(past.sentence)
    if past.seen:
        text = _("%(text)s Seen: %(signs)s.") % {
            "text": text,
            "signs": seen_signs(past.seen, today),
        }
    return Fact(render(past.name), text)


def _all_signs(summary: Summary) -> Iterator[SignSection]:
    """Yield the whole list for each concern and the child, where any sign was looked for."""
    today = summary.as_of
    for number, concern in enumerate(summary.concerns, start=1):
        if concern.signs.is_answered:
            rows = spot_sign_rows(concern.signs, today)
            yield SignSection(section_title(number, concern), rows)
    if summary.signs.is_answered:
        yield SignSection(summary.child.name, sign_rows(summary.signs, today))


def _events(summary: Summary, exposures: ExposureTexts, fahrenheit: bool) -> Iterator[Fact]:
    """Yield what else happened: temperatures, visits, vaccines, illnesses, exposures."""
    today = summary.as_of
    if summary.temperatures:
        text = temperatures_text(summary.temperatures, fahrenheit, today)
        yield Fact(_("Temperatures"), text)
    if summary.old_fevers:
        days = temperatures_text(summary.old_fevers, fahrenheit, today)
        text = _("%(days)s; no visit or pause recorded since") % {"days": days}
        yield Fact(_("Earlier fever"), text)
    titles = titles_to_name(summary)
    ticked = days_ticked(summary.timeline.diary, today, summary.choice.concerns)
    for visit in summary.visits:
        day = short_day(visit.day, today)
        text = _visit(visit, titles, ticked.get(visit.id or "", ()), today)
        yield Fact(_("Visit %(day)s") % {"day": day}, text)
    yield from exposures.facts


def _visit(
    visit: records.Visit, titles: Mapping[str, str], ticked: Iterable[date], today: date
) -> str:
    about = ", ".join(titles[concern] for concern in visit.concerns if concern in titles)
    texts = [visit.who, _("about %(concerns)s") % {"concerns": about} if about else "", visit.said]
    if visit.follow_up_on is not None:
        texts.append(_("follow-up on %(day)s") % {"day": short_day(visit.follow_up_on, today)})
    texts += advice_lines(visit, today, ticked)
    return joined(texts) or _("no more details recorded")


def _history(summary: Summary, today: date) -> Iterator[Fact]:
    history = summary.history
    born = joined((render(history.gestation), history.birth))
    atopy = ", ".join(label(ATOPIES, key) for key in history.family_atopy)
    yield Fact(_("Birth"), born or _("not recorded"))
    yield Fact(_("Feeding"), history.feeding or _("not recorded"))
    yield Fact(_("Family history"), atopy or _("not recorded"))
    if history.weights:
        yield Fact(_("Weight"), weights_text(history.weights, today))
    if history.contacts:
        yield Fact(_("Infections in the family or at home"), history.contacts)
    if history.skin_tone:
        yield Fact(_("Skin tone"), history.skin_tone)
