"""The inner loops of the search, compiled by numba: which rows can matter at all.

Rows are columns (`rows.Rows`), parties small numbers, days ordinals with `NO_DAY_BEFORE` and `NO_DAY_AFTER` for open
ends. Numbers of `rules` come in as arguments, so that compiled code never holds an old one. Imported at the first
trace: numba takes a second to load.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

HOPS = 5
NO_DAY_BEFORE, NO_DAY_AFTER = 0, 4_000_000

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]


def compiled(function: Any) -> Any:
    """Compile at the first call and keep the result on disk, where there is a disk to write to."""
    try:
        return numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:
        return numba.njit(nogil=True)(function)


@compiled
def by_day(days, low, high):  # type: ignore[no-untyped-def]
    """The order of rows by day, and where each day begins in it: one pass, since days are few."""
    begins = np.zeros(high - low + 2, np.int32)
    for i in range(len(days)):
        begins[min(max(days[i], low), high) - low + 1] += 1
    for d in range(1, len(begins)):
        begins[d] += begins[d - 1]
    place = begins.copy()
    order = np.empty(len(days), np.int32)
    for i in range(len(days)):
        d = min(max(days[i], low), high) - low
        order[place[d]] = i
        place[d] += 1
    return order, begins


@compiled
def lead_to_an_end(seller, buyer, earliest, latest, named, ends, parties, low, high, gap):  # type: ignore[no-untyped-def]
    """Mark rows from which an end can still be reached in time; backwards, day by day.

    Exact for rows of a single day; a row of several days stays wherever its buyer passed on anything at all.
    """
    kept = np.zeros(len(seller), np.bool_)
    sells = np.zeros(parties, np.bool_)
    for i in range(len(seller)):
        sells[seller[i]] = True
    leaves = np.full(parties, NO_DAY_AFTER, np.int32)
    order, begins = by_day(latest, low, high)
    for day in range(high - low, -1, -1):
        again = True
        while again:
            again = False
            for place in range(begins[day], begins[day + 1]):
                i = order[place]
                if kept[i]:
                    continue
                spread = earliest[i] != latest[i]
                if ends[i] or named[i] or (sells[buyer[i]] if spread else leaves[buyer[i]] <= latest[i] + gap):
                    kept[i] = True
                    if earliest[i] < leaves[seller[i]]:
                        leaves[seller[i]] = earliest[i]
                        again = True
    return kept


@compiled
def come_from_a_holder(seller, buyer, earliest, latest, named, held, low, high, gap):  # type: ignore[no-untyped-def]
    """Mark rows that can carry what a holder sold; forwards, day by day. As exact as `lead_to_an_end`."""
    kept = np.zeros(len(seller), np.bool_)
    buys = np.zeros(len(held), np.bool_)
    for i in range(len(seller)):
        buys[buyer[i]] = True
    came = np.full(len(held), -NO_DAY_AFTER, np.int32)
    order, begins = by_day(earliest, low, high)
    for day in range(high - low + 1):
        again = True
        while again:
            again = False
            for place in range(begins[day], begins[day + 1]):
                i = order[place]
                if kept[i]:
                    continue
                spread = earliest[i] != latest[i]
                fed = buys[seller[i]] if spread else came[seller[i]] >= earliest[i] - gap
                if named[i] or held[seller[i]] <= latest[i] or fed:
                    kept[i] = True
                    if latest[i] > came[buyer[i]]:
                        came[buyer[i]] = latest[i]
                        again = True
    return kept


@compiled
def grouped(group, key, groups, low, high):  # type: ignore[no-untyped-def]
    """The order of rows by group and, in each, by key; where each group begins."""
    order, _ = by_day(key, low, high)
    begins = np.zeros(groups + 1, np.int32)
    for i in range(len(group)):
        begins[group[i] + 1] += 1
    for g in range(1, len(begins)):
        begins[g] += begins[g - 1]
    place = begins.copy()
    grouped = np.empty(len(group), np.int32)
    for i in order:
        grouped[place[group[i]]] = i
        place[group[i]] += 1
    return grouped, begins


@compiled
def first_at(values, low, high, least):  # type: ignore[no-untyped-def]
    """The first place from low to high whose value is not below `least`."""
    while low < high:
        middle = (low + high) // 2
        if values[middle] < least:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def _told_once(order, begins, seller, latest, earliest, quantity, file):  # type: ignore[no-untyped-def]
    """Mark rows but those that tell of a delivery that a row of another file, earlier in the order, told of."""
    once = np.ones(len(order), np.bool_)
    for group in range(len(begins) - 1):
        for place in range(begins[group], begins[group + 1]):
            i = order[place]
            for other in range(place + 1, begins[group + 1]):
                j = order[other]
                if earliest[j] != earliest[i]:
                    break
                same = seller[j] == seller[i] and latest[j] == latest[i] and quantity[j] == quantity[i]
                if same and file[j] != file[i]:
                    once[j] = False
    return once


@compiled
def what_came(seller, earliest, latest, every, parties, low, high, gap):  # type: ignore[no-untyped-def]
    """For each row: how many deliveries could have brought the goods to its seller, and how many pieces they are.

    `every`: seller, buyer, earliest, latest, quantity, file of all rows.
    """
    wanted = np.zeros(parties, np.bool_)
    for i in range(len(seller)):
        wanted[seller[i]] = True
    rows = np.flatnonzero(wanted[every[1]])
    buyer, first, last, quantity = every[1][rows], every[2][rows], every[3][rows], every[4][rows]
    by_first, begins = grouped(buyer, first, parties, low, high)
    by_last, _ = grouped(buyer, last, parties, low, high)
    once = _told_once(by_first, begins, every[0][rows], last, first, quantity, every[5][rows])
    firsts, lasts = first[by_first], last[by_last]
    count = len(rows)
    many_first, many_last = np.zeros(count + 1, np.int32), np.zeros(count + 1, np.int32)
    much_first, much_last = np.zeros(count + 1), np.zeros(count + 1)
    for place in range(count):
        i, j = by_first[place], by_last[place]
        many_first[place + 1] = many_first[place] + once[i]
        much_first[place + 1] = much_first[place] + once[i] * quantity[i]
        many_last[place + 1] = many_last[place] + once[j]
        much_last[place + 1] = much_last[place] + once[j] * quantity[j]
    feeders, supply = np.zeros(len(seller), np.int32), np.zeros(len(seller), np.float32)
    for i in range(len(seller)):
        begin, end = begins[seller[i]], begins[seller[i] + 1]
        in_time = first_at(firsts, begin, end, latest[i] + 1)
        too_old = first_at(lasts, begin, end, earliest[i] - gap)
        feeders[i] = many_first[in_time] - many_first[begin] - many_last[too_old] + many_last[begin]
        supply[i] = much_first[in_time] - much_first[begin] - much_last[too_old] + much_last[begin]
    return feeders, supply
