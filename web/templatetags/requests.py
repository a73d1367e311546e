"""Filters of trace requests: steps and triage in words."""

from datetime import date

from django import template

from makers.triage import Reason
from web import dates, request_words

register = template.Library()

register.filter("request_step", request_words.step_name)


@register.filter
def made_by_code(code: str) -> str:
    """Both days of making, `2021-11-22..2021-11-28`, in the words of a date code."""
    try:
        earliest, latest = map(date.fromisoformat, code.split(".."))
    except ValueError:
        return code
    return dates.made(earliest, latest)


@register.filter
def triage_reason(reason: Reason) -> str:
    """Why a mark is what it is."""
    return request_words.triage_reason(reason)


@register.filter
def triage_mark(mark: str) -> str:
    """What is marked."""
    return str(request_words.MARKS[mark])


@register.filter
def triage_advice(code: str) -> str:
    """What the sum says."""
    return str(request_words.ADVICE[code])
