"""How Django's form widgets become HTML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Widget = Mapping[str, Any]
"""What a widget hands to its template."""


class FormRenderer(DjangoTemplates):
    """Writes inputs and selects without templates.

    Django's include two more for each input and another for each option of a list, which was
    half the time of an entry's form: its rows of spots have a hundred inputs.
    """

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if draw := _DRAWN.get(template_name):
            return draw(context["widget"])
        return super().render(template_name, context, request)


def _input(widget: Widget) -> SafeString:
    value, attributes = flatatt({"value": widget["value"]}), flatatt(widget["attrs"])
    named = (widget["type"], widget["name"])
    return format_html('<input type="{}" name="{}"{}{}>', *named, value, attributes)


def _select(widget: Widget) -> SafeString:
    groups = format_html_join("", "{}", ((_group(*row),) for row in widget["optgroups"]))
    attributes = flatatt(widget["attrs"])
    return format_html('<select name="{}"{}>{}</select>', widget["name"], attributes, groups)


def _group(label: str | None, options: list[Widget], _index: int) -> SafeString:
    drawn = format_html_join(
        "\n",
        '<option value="{}"{}>{}</option>',
        ((row["value"], flatatt(row["attrs"]), row["label"]) for row in options),
    )
    return format_html('<optgroup label="{}">{}</optgroup>', label, drawn) if label else drawn


_INPUTS = (
    *("checkbox", "date", "email", "hidden", "number", "password", "text", "time"),
    *("checkbox_option", "radio_option"),
)
_DRAWN: dict[str, Callable[[Widget], SafeString]] = {
    **{f"django/forms/widgets/{kind}.html": _input for kind in _INPUTS},
    "django/forms/widgets/select.html": _select,
}
