"""What differs between an answer of the engine and one of the oracle."""

from oracle.answer import CONDITION, evaluate

# Every reason that names something in `when`.
CONDITION_REASONS = {
    "login_required", "first_order_only", "tier_required", "customer_not_eligible",
    "channel_not_eligible", "country_not_eligible", "shipping_method_required",
    "payment_method_required", "not_at_this_time", "subtotal_too_low", "subtotal_too_high",
    "quantity_too_low", "quantity_too_high", "products_missing", "products_excluded",
    "code_required", "condition_not_met",
}


def differences(case, answer):
    """[(path, oracle's value, engine's value)] of an answer {"result", "meta"} or {"errors"}.

    Where the engine says that its set is proven, or the rules ask for the walk by priority, the
    answer must be the oracle's. Where it says that its set is not proven to be the best, the numbers
    must be those of run(S) for its own set S, S must be feasible and no dearer than the walk, and
    the bound that it gives must hold.
    """
    if "result" not in answer:
        return [("errors", "an answer", answer.get("errors", answer))]
    rules, request = case["rules"], case["request"]
    if asks_for_best(rules) and not answer["meta"]["optimality"]["proven"]:
        return unproven_differences(rules, request, answer)
    return result_differences(evaluate(rules, request), answer)


def asks_for_best(rules):
    return rules["store"].get("pricing", {}).get("select") != "priority"


def unproven_differences(rules, request, answer):
    applied = [entry["promotion"] for entry in answer["result"]["applied"]]
    same_set = evaluate(rules, request, applied)
    if same_set is None:
        return [("applied", "a feasible set", applied)]
    best, walk = evaluate(rules, request), evaluate(rules, request, "priority")
    found = [one for one in result_differences(same_set, answer)
             if not one[0].startswith("shipping/options") and one[0] != "shipping/from"]
    bound, due = answer["meta"]["optimality"]["best_possible_total"], answer["result"]["due"]
    if not bound <= best["due"] <= due <= walk["due"]:
        found.append(("optimality", f"bound ≤ best {best['due']} ≤ due ≤ walk {walk['due']}",
                      f"bound {bound}, due {due}"))
    return found


def result_differences(oracle, answer):
    mine, theirs = oracle_values(oracle), engine_values(answer["result"])
    found = [(path, mine.get(path), theirs.get(path))
             for path in sorted(mine.keys() | theirs.keys()) if mine.get(path) != theirs.get(path)]
    return found + rejected_differences(oracle, answer["result"])


def oracle_values(oracle):
    values = common_values(oracle)
    for name, amount in oracle["totals"].items():
        put(values, f"totals/{name}", amount)
    for line in oracle["lines"]:
        values[f"lines/{line['id']}/units"] = sorted(line["units"])
        put_allocations(values, f"lines/{line['id']}", line["allocations"].items())
    if "shipping" in oracle:
        put_allocations(values, "shipping", oracle["shipping"].get("allocations", {}).items())
    put(values, "points", oracle["points"])
    return values


def engine_values(result):
    values = common_values(result)
    for row in result["totals"]:
        put(values, f"totals/{row['type']}", row["amount"])
    for line in result["lines"]:
        units = [run["total"] for run in line["units"] for _ in range(run["count"])]
        values[f"lines/{line['id']}/units"] = sorted(units)
        put_allocations(values, f"lines/{line['id']}", pairs(line.get("allocations", [])))
    if result.get("shipping"):
        put_allocations(values, "shipping", pairs(result["shipping"].get("allocations", [])))
    put(values, "points", (result.get("points") or {}).get("earn", 0))
    return values


def common_values(result):
    """What both sides spell alike."""
    values = {"line order": [line["id"] for line in result["lines"]], "due": result["due"],
              "applied order": [entry["promotion"] for entry in result["applied"]]}
    for line in result["lines"]:
        for name in ("quantity", "subtotal", "discount", "total"):
            values[f"lines/{line['id']}/{name}"] = line[name]
    for entry in result["applied"]:
        path = f"applied/{entry['promotion']}"
        values[f"{path}/automatic"] = entry["automatic"]
        put(values, f"{path}/code", entry.get("code"))
        put(values, f"{path}/amount", entry.get("amount", 0))
        put(values, f"{path}/desired", entry.get("desired_amount", entry.get("amount", 0)))
        put(values, f"{path}/points", entry.get("points", 0))
    for name, value in (result.get("tax") or {}).items():
        values[f"tax/{name}"] = value
    shipping = result.get("shipping") or {}
    for name in ("method", "price", "discount", "total", "from"):
        put(values, f"shipping/{name}", shipping.get(name))
    for option in shipping.get("options", []):
        for name in ("price", "discount", "total", "cart_total"):
            values[f"shipping/options/{option['id']}/{name}"] = option[name]
    return values


def pairs(allocations):
    return [(one["promotion"], one["amount"]) for one in allocations]


def put_allocations(values, path, allocations):
    for promotion, amount in allocations:
        put(values, f"{path}/allocations/{promotion}", amount)


def put(values, path, value):
    """Zero, null and absent are the same."""
    if value:
        values[path] = values.get(path, 0) + value if isinstance(value, int) else value


def rejected_differences(oracle, result):
    """The reasons of what did not apply (explain: all), against the set of right ones."""
    by_promotion, by_code = {}, {}
    for entry in result["rejected"]:
        if "code" in entry:
            by_code.setdefault(entry["code"], set()).add(entry["reason"])
        # The entry of a promotion's second code says nothing about the promotion.
        second_code = "code" in entry and entry.get("winner") == entry.get("promotion")
        if "promotion" in entry and not second_code:
            by_promotion.setdefault(entry["promotion"], set()).add(entry["reason"])
    return (reason_differences("rejected", oracle["rejected"], by_promotion)
            + reason_differences("rejected code", oracle["rejected_codes"], by_code))


def reason_differences(path, right_by_name, said):
    found = []
    for name in sorted(right_by_name.keys() | said.keys()):
        right = right_by_name.get(name, {"applied"})
        allowed = right | CONDITION_REASONS if CONDITION in right else right
        reasons = said.get(name, {"not listed"})
        if not reasons <= allowed:
            found.append((f"{path}/{name}", right, reasons))
    return found
