"""Makes a differing case smaller while it still differs."""

import copy


def shrink(case, differ, first, rounds=60):
    """The smallest case found. `differ([cases])` yields the list of differences of each, in order.

    A smaller case counts only when it differs in the same kind of way: a case that has become
    invalid (the engine answers errors) does not stand for one that differed in cents.
    """
    was_error = is_error(first)
    for _ in range(rounds):
        smaller = list(one_step_smaller(case))
        if not smaller:
            break
        for candidate, found in zip(smaller, differ(smaller)):
            if found and is_error(found) == was_error:
                case = candidate
                break
        else:
            break
    return case


def is_error(found):
    return any(path == "errors" for path, _, _ in found)


def one_step_smaller(case):
    """Cases with one thing less, the greatest cuts first."""
    yield from without_each(case, ["rules", "promotions"], 1)
    yield from without_each(case, ["request", "cart", "lines"], 1)
    for i, promotion in enumerate(case["rules"]["promotions"]):
        yield from smaller_promotion(case, ["rules", "promotions", i], promotion)
    for i, fragment in enumerate(case["request"].get("fragments", [])):
        yield from smaller_promotion(case, ["request", "fragments", i, "promotion"],
                                     fragment["promotion"])
    for path in (["request"], ["request", "cart"], ["request", "cart", "shipping"],
                 ["request", "customer"], ["rules", "store"], ["rules", "store", "pricing"],
                 ["rules", "store", "tax"], ["rules"]):
        yield from without_members(case, path, KEEP)
    for i, line in enumerate(case["request"]["cart"]["lines"]):
        yield from smaller_line(case, ["request", "cart", "lines", i], line)


KEEP = {"now", "cart", "currency", "lines", "rules", "tendero", "store", "promotions", "id",
        "timezone", "locale", "options", "explain", "detail", "select", "offsets"}


def smaller_promotion(case, path, promotion):
    yield from without_each(case, path + ["effects"], 1)
    yield from without_members(case, path, {"id", "effects", "trigger", "group_scope"})
    if "when" in promotion:
        yield from smaller_condition(case, path + ["when"], promotion["when"])
    for j, effect in enumerate(promotion["effects"]):
        yield from without_members(case, path + ["effects", j],
                                   {"type", "percent", "amount", "buy", "get", "points", "per",
                                    "multiply"})
        for name in ("buy", "get"):
            if "where" in effect.get(name, {}):
                yield without(case, path + ["effects", j, name, "where"])


def smaller_condition(case, path, condition):
    for name in ("all", "any"):
        for part in condition.get(name, []):
            yield replaced(case, path, part)
    if "not" in condition:
        yield replaced(case, path, condition["not"])


def smaller_line(case, path, line):
    yield from without_members(case, path, {"id", "sku", "quantity", "unit_price"})
    if line["quantity"] > 1:
        for quantity in {1, line["quantity"] // 2, line["quantity"] - 1}:
            yield replaced(case, path + ["quantity"], quantity)
    for price in (100, 1000):
        if line["unit_price"] > price:
            yield replaced(case, path + ["unit_price"], price)


def without_each(case, path, least):
    some = at(case, path)
    if some is not None and len(some) > least:
        for i in range(len(some)):
            yield without(case, path + [i])


def without_members(case, path, keep):
    for name in at(case, path) or {}:
        if name not in keep:
            yield without(case, path + [name])


def at(value, path):
    for step in path:
        if isinstance(value, dict) and step not in value:
            return None
        value = value[step]
    return value


def without(case, path):
    copied = copy.deepcopy(case)
    del at(copied, path[:-1])[path[-1]]
    return copied


def replaced(case, path, value):
    copied = copy.deepcopy(case)
    at(copied, path[:-1])[path[-1]] = copy.deepcopy(value)
    return copied
