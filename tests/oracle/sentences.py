"""The sentence of the rules page that decides a difference, as far as its place tells."""

import re

BY_PLACE = [
    (r"^errors", "§1: unknown members refused … Each error names a code, a JSON pointer, what was "
                 "found and what would be right."),
    (r"^rejected", "§9: `rejected` (with `explain: \"all\"` every promotion): `reason` from one closed list."),
    (r"cart_total", "§9: Each entry of `shipping.options` states … `cart_total`: exactly what this "
                    "request answers with that option chosen."),
]

BY_EFFECT = [
    ("buy_x_get_y", "§5 Units: n is the most applications (≤ `per_cart`) for which disjoint buy and "
                    "get units exist. Get units are taken in `pick` order (default `cheapest`) over "
                    "the whole cart by current price, ties by the tie order of §7 and unit index, "
                    "passing over a unit whose use would lower n; buy units then dearest first."),
    ("free_shipping", "§5: `free_shipping` … free is 100 %; `max_amount` (the most it takes off)."),
]

BY_MEMBER = [
    ("exclusive", "§6: excludes every other promotion that changes money; rewards still run (`\"all\"` "
                  "stops them too)."),
    ("stop", "§6: closes what this promotion took money off to promotions ranked after it."),
    ("group_scope", "§6: each line goes to the member that takes most off it computed alone on the "
                    "cart as sent (ties: priority, id)."),
    ("group", "§6: at most one of a group for each cart."),
    ("max_units", "§5: `max_units`, `pick`: cheapest, dearest, cart_order."),
    ("max_amount", "§5: `max_amount` caps the effect in the whole cart, allocated by the uncut shares."),
    ("quantity", "§5: Groups and bundles fill dearest first and are not formed where they would not "
                 "get cheaper."),
    ("when", "§5: `when` is tested once, just before the promotion's first effect in run order."),
]

BY_VALUE = [
    (r"^tax|total$|due", "§7: Included: round(total × r / (100 + r)); excluded: round(total × r / 100)."),
    (r"points", "§5 Points: `per` is exact, summed, floored once for each effect; `points` adds; "
                "`multiply` factors multiply the `per` sum only, together, floored once."),
    (r"applied order", "§5 Order of running: in a phase: priority descending, id, position in `effects`."),
    (r"units$", "§5: A line's share is split over its units by the same allocator."),
]

OTHERWISE = ("§6 Selection: lower `total`, more points, then promotions by priority and id; §5: Weights "
             "are the lines' totals just before the effect; what a line cannot take is allocated again.")


def deciding_sentence(case, paths):
    for pattern, sentence in BY_PLACE:
        if all(re.search(pattern, path) for path in paths):
            return sentence
    promotions = case["rules"]["promotions"] + [
        one["promotion"] for one in case["request"].get("fragments", [])]
    some = [effect for one in promotions for effect in one["effects"]]
    for type, sentence in BY_EFFECT:
        if any(effect["type"] == type for effect in some):
            return sentence
    for member, sentence in BY_MEMBER:
        if any(member in one for one in promotions + some):
            return sentence
    for pattern, sentence in BY_VALUE:
        if all(re.search(pattern, path) for path in paths):
            return sentence
    return OTHERWISE
