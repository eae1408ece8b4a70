"""From rules and request to the answer, as far as the oracle vouches for it (rules.md section 9)."""

from . import instants
from .conditions import moves
from .run import Run, Scene, first_step
from .selection import changes_money, select, tolerate
from .state import rank

CONDITION = "condition"   # stands for every reason that names a condition of `when`
NO_EFFECT = {"no_effect", "no_matching_lines", "products_missing", "shipping_method_required",
             "country_not_eligible", "stopped", "group_taken", "exclusive_applied"}


def evaluate(rules, request, how=None):
    """The answer's `result`, without texts, messages and nudges.

    `how` stands in for the store's `select`: "priority" gives the walk where the best set was asked,
    a list of ids the run of that set (None where it is not feasible, and no other options then).

    `rejected` maps each promotion that did not apply to the set of reasons that would be right, and
    `rejected_codes` each entered code that opened nothing, or nothing that applied.
    """
    offsets = rules["store"].get("offsets", [])
    now = instants.instant(request["now"], offsets)
    promotions, segments, codes = in_play(rules, request)
    how = how or rules["store"].get("pricing", {}).get("select", "best_for_customer")
    shut = {}
    candidates = []
    for promotion in promotions:
        reason = standing(promotion, request, offsets, now)
        if reason:
            shut[promotion["id"]] = {reason}
        else:
            candidates.append(promotion)

    def run_with(method):
        entered = list(codes.values())
        scene = Scene(rules, request, method, promotions, segments, entered, offsets, now)
        return select(scene, candidates, how)

    shipping = request["cart"].get("shipping", {})
    method = shipping.get("method")
    run = run_with(method)
    if run is None:
        return None
    options = []
    for option in shipping.get("options", []):
        other = run if option["id"] == method or isinstance(how, list) else run_with(option["id"])
        options.append(shipping_option(option, other))
    rejected = {**rejections(run, candidates, how), **shut}
    result = write(run, options, codes, rejected)
    result["rejected_codes"] = rejected_codes(request, codes, rejected)
    return result


def in_play(rules, request):
    """(promotions, segments, {promotion id: code as entered}) of the ruleset and the fragments."""
    promotions = [one for one in rules["promotions"]
                  if one.get("enabled", True) and one.get("trigger", "automatic") == "automatic"]
    segments = dict(rules.get("segments", {}))
    codes = {}
    for entered in request["cart"].get("codes", []):
        for fragment in request.get("fragments", []):
            promotion = fragment["promotion"]
            if normal(fragment["code"]) == normal(entered) and promotion["id"] not in codes:
                promotions.append(promotion)
                segments.update(fragment.get("segments", {}))
                codes[promotion["id"]] = entered
    return promotions, segments, codes


def rejected_codes(request, codes, rejected):
    """{code as entered: set of right reasons}; a code that is entered twice counts once."""
    promotion_of = {normal(one["code"]): one["promotion"]["id"]
                    for one in request.get("fragments", [])}
    reasons = {}
    for entered in request["cart"].get("codes", []):
        if normal(entered) in {normal(code) for code in reasons}:
            continue
        promotion = promotion_of.get(normal(entered))
        if promotion is None:
            reasons[entered] = {"code_not_applicable"}
        elif promotion in rejected:
            reasons[entered] = rejected[promotion]
        elif normal(codes[promotion]) != normal(entered):
            reasons[entered] = {"no_effect"}       # another code has opened its promotion
    return reasons


def normal(code):
    """Plain ASCII codes only: the generator makes no others."""
    return code.strip().upper()


def standing(promotion, request, offsets, now):
    """Why a promotion is out before any condition is asked, or None."""
    active = promotion.get("active", {})
    if "from" in active and now < instants.instant(active["from"], offsets):
        return "not_started"
    if "until" in active and now >= instants.instant(active["until"], offsets):
        return "ended"
    usage = request.get("usage", {}).get(promotion["id"], {})
    if usage.get("uses_left", 1) <= 0:
        return "exhausted"
    if usage.get("customer_uses_left", 1) <= 0:
        return "customer_limit_reached"
    return None


def shipping_option(option, run):
    shipping = run.state.shipping
    return {"id": option["id"], "price": option["price"],
            "discount": shipping.price - shipping.total, "total": shipping.total,
            "cart_total": run.state.total()}


def applied_promotions(run):
    return [one for one in sorted(run.promotions, key=first_step) if run.does_something(one)]


def rejections(run, candidates, how):
    """{promotion id: set of right reasons} for the candidates that did not apply."""
    applied = applied_promotions(run)
    reasons = {}
    for promotion in candidates:
        if promotion in applied:
            continue
        reasons[promotion["id"]] = why_not(run, applied, promotion, how)
    return reasons


def why_not(run, applied, promotion, how):
    others = [one for one in applied if one is not promotion]
    left_out = set() if how == "priority" else {"better_combination"}
    alone = Run(run.scene, others + [promotion], first_come=run.first_come)
    right = set()
    solo = Run(run.scene, [promotion])
    if solo.failed is None and not solo.does_something(promotion):
        right |= NO_EFFECT
    if alone.failed is promotion:
        return {CONDITION}
    if alone.failed is None and not alone.does_something(promotion):
        return NO_EFFECT | left_out
    for other in others:
        reason = tolerate(promotion, other)
        if reason:
            right.add(reason)
    if not right or right == NO_EFFECT or sees_what_ran(promotion, run.scene.segments):
        return right | {"better_combination", CONDITION} | NO_EFFECT
    return right | left_out


def sees_what_ran(promotion, segments):
    """Whether a condition of the promotion moves while promotions run: what it was at the turn of a
    promotion that was left out, the page does not say."""
    wheres = [holder.get("where") for effect in promotion["effects"]
              for holder in (effect, effect.get("buy", {}), effect.get("get", {}))]
    return any(moves(condition, segments) for condition in [promotion.get("when"), *wheres])


def totals(run, options):
    """Rows as in `totals` of the answer."""
    state = run.state
    by_phase = {"items_discount": 0, "discount": 0}
    for phase, amount in run.goods_by_phase.items():
        by_phase["items_discount" if phase == 1 else "discount"] += amount
    rows = {"subtotal": sum(line.subtotal for line in state.lines),
            "items_discount": -by_phase["items_discount"],
            "discount": -by_phase["discount"]}
    if state.shipping.option is not None:
        rows["fulfillment"] = state.shipping.price
        rows["fulfillment_discount"] = state.shipping.total - state.shipping.price
    if not run.scene.prices_include_tax and state.tax() is not None:
        rows["tax"] = state.tax()
    rows["total"] = state.total()
    assert sum(amount for name, amount in rows.items() if name != "total") == rows["total"]
    return rows


def write(run, options, codes, rejected):
    state = run.state
    applied = []
    for promotion in applied_promotions(run):
        entry = {"promotion": promotion["id"], "automatic": promotion["id"] not in codes}
        if promotion["id"] in codes:
            entry["code"] = codes[promotion["id"]]
        amount, desired = run.taken[promotion["id"]], run.desired[promotion["id"]]
        if changes_money(promotion):
            entry["amount"] = amount
            if desired != amount:
                entry["desired_amount"] = desired
        if run.points[promotion["id"]]:
            entry["points"] = run.points[promotion["id"]]
        applied.append(entry)
    shipping = state.shipping
    result = {
        "lines": [{"id": line.id, "quantity": line.quantity, "subtotal": line.subtotal,
                   "discount": line.subtotal - line.total, "total": line.total,
                   "allocations": dict(line.taken), "units": list(line.prices)}
                  for line in state.lines],
        "totals": totals(run, options),
        "due": state.total(),
        "applied": applied,
        "rejected": rejected,
        "points": sum(run.points.values()),
    }
    if options:
        result["shipping"] = {"options": options}
        if shipping.option is None:
            result["shipping"]["from"] = min(one["cart_total"] for one in options)
        else:
            result["shipping"].update({
                "method": shipping.option["id"], "price": shipping.price,
                "discount": shipping.price - shipping.total, "total": shipping.total,
                "allocations": dict(shipping.taken)})
    if state.tax() is not None:
        result["tax"] = {"included": run.scene.prices_include_tax, "amount": state.tax()}
    return result
