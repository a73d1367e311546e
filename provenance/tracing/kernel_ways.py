"""The best ways over rows of trade, compiled by numba: which row may follow which, and what that is worth.

The compiled twin of `rules.may_follow` and `rules.pair_reasons`; a test holds the two together.
"""

from __future__ import annotations

import numpy as np

from provenance.tracing.kernel import HOPS, by_day, compiled, first_at, grouped

MAX_PIECES = 4
LONG = 60
"""Days; a row of a longer interval is compared with every row of its parties."""
_NONE = -1
_PRIME = np.uint64(1099511628211)


@compiled
def taken_together(seller, buyer, earliest, latest, quantity, price, file, grade, parties, low, high, weights, most):  # type: ignore[no-untyped-def]
    """Deliveries that can be one order: same two parties, file and goods, prices alike, within some days.

    Each: from its first row on, the next two, three... rows of that kind. Returns the places of the pieces.
    """
    within, alike = weights.together_days, weights.alike
    order, begins = grouped(buyer, earliest, parties, low, high)
    pieces = np.full((most, MAX_PIECES), _NONE, np.int32)
    found = 0
    for party in range(parties):
        for place in range(begins[party], begins[party + 1]):
            i = order[place]
            if earliest[i] != latest[i] or quantity[i] <= 0 or price[i] <= 0:
                continue
            taken = 1
            chosen = np.full(MAX_PIECES, _NONE, np.int32)
            chosen[0] = i
            for other in range(place + 1, begins[party + 1]):
                j = order[other]
                if earliest[j] - earliest[i] > within or taken == MAX_PIECES:
                    break
                if seller[j] != seller[i] or file[j] != file[i] or grade[j] != grade[i] or earliest[j] != latest[j]:
                    continue
                if quantity[j] <= 0 or not abs(price[j] - price[i]) <= alike * price[i]:
                    continue
                chosen[taken] = j
                taken += 1
                if found < most:
                    pieces[found] = chosen
                    found += 1
    return pieces[:found]


@compiled
def best_ways(t, own, hub, supply, rare_same, rare_near, held, begins, low, high, width, least, w):  # type: ignore[no-untyped-def]  # noqa: C901 - one loop without calls: a call for each pair costs five times the pair
    """The best ways to each row by number of hops: points, the rows of the way, and a number for its parties.

    `t`: `search.Table`, rows by buyer and then by the day they came; `begins`: where each buyer begins; `w`:
    `rules.Weights`; ways of fewer points than `least` are left. Rows are taken in the order of the days they leave by,
    so that all that can have fed one is finished before it; again where intervals overlap, until nothing changes. A way
    passes no party twice and keeps the order of days; of ways over the same parties only the best is kept, and lesser
    ones that have the goods earlier.
    """
    seller, buyer, came, latest, earliest, until = t.seller, t.buyer, t.came, t.latest, t.earliest, t.until
    quantity, price, named, ends, exact, key = t.quantity, t.price, t.named, t.ends, t.exact, t.key
    rows = len(seller)
    points = np.full((rows, HOPS, width), -np.inf, np.float32)
    since = np.empty((rows, HOPS, width), np.int32)
    hands = np.empty((rows, HOPS, width), np.uint64)
    paths = np.empty((rows, HOPS, width, HOPS), np.int32)
    reached = np.zeros(rows, np.int8)
    tied = np.zeros(rows, np.bool_)
    for r in range(rows):
        first = held[seller[r]]
        if first <= until[r] or named[r]:
            points[r, 0, 0] = own[r] + (np.float32(0) if first <= until[r] else np.float32(w.unknown_start))
            since[r, 0, 0] = max(first, came[r]) if first <= until[r] else came[r]
            hands[r, 0, 0] = (np.uint64(seller[r]) * _PRIME + np.uint64(buyer[r] + 1)) * _PRIME
            paths[r, 0, 0, 0] = r
            reached[r] = 1
    order, days = by_day(until, low, high)
    for _ in range(HOPS):
        late = anew = False
        for day in range(len(days) - 1):
            rounds, changed = 0, True
            while changed:
                changed = False
                rounds += 1
                for place in range(days[day], days[day + 1]):
                    r = order[place]
                    if rounds > 1 and not tied[r]:
                        continue
                    begin, end = begins[seller[r]], begins[seller[r] + 1]
                    near = first_at(key, begin, end, earliest[r] - w.max_gap - LONG)
                    p = begin
                    while p < end and key[p] <= until[r]:
                        if p < near and key[p] > low:
                            p = near
                            continue
                        f = p
                        p += 1
                        if until[f] >= until[r]:
                            tied[r] |= until[f] == until[r]
                            late |= until[f] > until[r]
                        if reached[f] == 0:
                            continue
                        if came[f] > until[r] or earliest[r] - latest[f] > w.max_gap or seller[f] == buyer[r]:
                            continue
                        if ends[f] and not named[r]:
                            continue
                        before, after = quantity[f], quantity[r]
                        worth = hub[r] + own[r]
                        if before > 0 and after > 0:
                            if abs(after - before) <= w.equal_within * before:
                                if named[f] and named[r]:
                                    worth += w.equal_named
                                else:
                                    worth += w.equal + (rare_same[r] if after == before else rare_near[r])
                            elif after > before:
                                if after > w.growth * before and supply[r] * w.growth < after:
                                    continue
                                worth += w.grows
                            else:
                                worth += w.part
                        if exact[f] and exact[r]:
                            gap = earliest[r] - latest[f]
                            if gap < w.short_days:
                                worth += w.short
                            elif gap <= w.usual_days:
                                worth += w.usual
                            elif gap > w.long_days:
                                worth += w.very_long
                        before, after = price[f], price[r]
                        if before > 0 and after > 0:
                            follows = w.price_low * before <= after and after <= w.price_high * before
                            worth += w.price_follows if follows else w.price_differs
                        for hop in range(1, min(HOPS, reached[f] + 1)):
                            for k in range(width):
                                total = np.float32(points[f, hop - 1, k] + worth)
                                if total <= points[r, hop, width - 1] or total < least:
                                    break
                                if since[f, hop - 1, k] > until[r]:
                                    continue
                                meets = seller[paths[f, hop - 1, k, 0]] == buyer[r]
                                for passed in range(hop):
                                    meets |= buyer[paths[f, hop - 1, k, passed]] == buyer[r]
                                if meets:
                                    continue
                                way = (hands[f, hop - 1, k] ^ np.uint64(buyer[r] + 1)) * _PRIME
                                begun = max(since[f, hop - 1, k], came[r])
                                at = width - 1
                                worse = False
                                for other in range(width):
                                    if points[r, hop, other] > -np.inf and hands[r, hop, other] == way:
                                        worse |= points[r, hop, other] >= total and since[r, hop, other] <= begun
                                        if points[r, hop, other] <= total and begun <= since[r, hop, other]:
                                            at = other
                                if worse:
                                    continue
                                while at > 0 and points[r, hop, at - 1] < total:
                                    points[r, hop, at] = points[r, hop, at - 1]
                                    since[r, hop, at] = since[r, hop, at - 1]
                                    hands[r, hop, at] = hands[r, hop, at - 1]
                                    for passed in range(hop + 1):
                                        paths[r, hop, at, passed] = paths[r, hop, at - 1, passed]
                                    at -= 1
                                points[r, hop, at] = total
                                since[r, hop, at] = begun
                                hands[r, hop, at] = way
                                for passed in range(hop):
                                    paths[r, hop, at, passed] = paths[f, hop - 1, k, passed]
                                paths[r, hop, at, hop] = r
                                reached[r] = max(reached[r], hop + 1)
                                changed = anew = True
        if not (late and anew):
            break
    return points, hands, paths
