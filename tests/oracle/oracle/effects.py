"""What each effect takes off (rules.md section 5). Every effect is a function

    effect(run, promotion, effect) -> (taken, desired)

that changes `run.state`. `taken` is the money really taken off, `desired` what it would have been
had no room, floor or `max_amount` cut it. To add an effect: write such a function, name it in
EFFECTS and give it a phase in `phase_of`.
"""

from fractions import Fraction

from .conditions import holds
from .money import round_to_int, share_out, share_out_within
from . import units

REWARDS = {"earn_points"}


def phase_of(effect):
    """1 lines, 2 order, 3 shipping, 4 order_and_shipping, 5 rewards."""
    if effect["type"] in REWARDS:
        return 5
    if effect["type"] == "free_shipping":
        return 3
    if effect["type"] == "buy_x_get_y":
        return 1
    return {"lines": 1, "units": 1, "order": 2, "shipping": 3,
            "order_and_shipping": 4}[effect.get("target", "lines")]


def open_lines(run, promotion, where):
    """The lines that an effect may work on, in tie order."""
    return [line for line in run.state.in_tie_order
            if not run.state.closed_to(line, promotion)
            and run.owns(promotion, line)
            and holds(where, run.scene, line)]


def picked(run, promotion, effect):
    """[(line, [unit indices])]: the units that a lines effect acts on."""
    lines = open_lines(run, promotion, effect.get("where"))
    if "max_units" not in effect:
        return [(line, list(range(line.quantity))) for line in lines]
    every = units.in_pick_order(
        [units.Unit(line, index) for line in lines for index in range(line.quantity)],
        effect.get("pick", "cheapest"))
    return units.by_line(every[:effect["max_units"]])


def spread_over_units(line, indices, amount):
    """{index: off}: a line's share split over its units, by their current prices."""
    prices = [line.prices[index] for index in indices]
    rooms = [line.room(index) for index in indices]
    return dict(zip(indices, share_out_within(amount, prices, rooms)))


def room_of(line, indices):
    return sum(line.room(index) for index in indices)


def percent_of_units(run, promotion, selection, percent, max_amount=None):
    """A percentage of the units of a selection, rounded where `round_at` says."""
    original = run.pricing("percent_of") == "original"
    mode = run.pricing("rounding")
    part = Fraction(percent) / 100

    def base(line, index):
        return line.sent["unit_price"] if original else line.prices[index]

    round_at = run.pricing("round_at")
    desired_lines = []        # uncut, by line
    offs = []                 # [{index: off}] by line, uncut by max_amount
    if round_at == "unit":
        for line, indices in selection:
            wanted = {i: round_to_int(part * base(line, i), mode) for i in indices}
            desired_lines.append(sum(wanted.values()))
            offs.append({i: min(off, line.room(i)) for i, off in wanted.items()})
    else:
        bases = [sum(base(line, i) for i in indices) for line, indices in selection]
        if round_at == "order":
            desired_lines = share_out(round_to_int(part * sum(bases), mode), bases)
        else:
            desired_lines = [round_to_int(part * one, mode) for one in bases]
        for (line, indices), share in zip(selection, desired_lines):
            offs.append(spread_over_units(line, indices, min(share, room_of(line, indices))))

    shares = [sum(one.values()) for one in offs]
    if max_amount is not None and sum(shares) > max_amount:
        for i, share in enumerate(share_out(max_amount, shares)):
            line, indices = selection[i]
            if round_at == "unit":
                keys = list(offs[i])
                offs[i] = dict(zip(keys, share_out(share, [offs[i][key] for key in keys])))
            else:
                offs[i] = spread_over_units(line, indices, share)
    taken = sum(line.take(promotion, off) for (line, _), off in zip(selection, offs))
    return taken, sum(desired_lines)


def amount_each_unit(promotion, selection, amount):
    taken = desired = 0
    for line, indices in selection:
        desired += amount * len(indices)
        taken += line.take(promotion, {i: min(amount, line.room(i)) for i in indices})
    return taken, desired


def price_each_unit(promotion, selection, price):
    taken = desired = 0
    for line, indices in selection:
        wanted = {i: max(0, line.prices[i] - price) for i in indices}
        desired += sum(wanted.values())
        taken += line.take(promotion, {i: min(off, line.room(i)) for i, off in wanted.items()})
    return taken, desired


def one_amount(promotion, selection, amount, shipping=None, max_amount=None):
    """One amount, taken across the selection (and the shipping, which comes last in ties)."""
    weights = [sum(line.prices[i] for i in indices) for line, indices in selection]
    rooms = [room_of(line, indices) for line, indices in selection]
    if shipping is not None:
        weights.append(shipping.total)
        rooms.append(shipping.total)
    shares = share_out_within(amount, weights, rooms)
    if max_amount is not None and sum(shares) > max_amount:
        shares = share_out(max_amount, shares)
    taken = 0
    for (line, indices), share in zip(selection, shares):
        taken += line.take(promotion, spread_over_units(line, indices, share))
    if shipping is not None:
        taken += shipping.take(promotion, shares[-1])
    return taken


# Targets `lines` and `units`

def percent_off(run, promotion, effect):
    target = effect.get("target", "lines")
    if target in ("lines", "units"):
        return percent_of_units(run, promotion, picked(run, promotion, effect),
                                effect["percent"], effect.get("max_amount"))
    original = run.pricing("percent_of") == "original"
    selection, shipping = order_parts(run, promotion, effect, target)
    base = 0
    for line, indices in selection:
        base += line.subtotal if original else line.total
    if shipping is not None:
        base += shipping.price if original else shipping.total
    desired = round_to_int(Fraction(effect["percent"]) / 100 * base, run.pricing("rounding"))
    return one_amount(promotion, selection, desired, shipping, effect.get("max_amount")), desired


def amount_off(run, promotion, effect):
    target = effect.get("target", "lines")
    amount = effect["amount"]
    if target in ("lines", "units"):
        selection = picked(run, promotion, effect)
        if effect.get("allocate", "across") == "across":
            return one_amount(promotion, selection, amount), amount if selection else 0
        if target == "units":
            return amount_each_unit(promotion, selection, amount)
        taken = 0
        for line, indices in selection:
            share = min(amount, room_of(line, indices))
            taken += line.take(promotion, spread_over_units(line, indices, share))
        return taken, amount * len(selection)
    selection, shipping = order_parts(run, promotion, effect, target)
    anything = bool(selection) or shipping is not None
    return one_amount(promotion, selection, amount, shipping), amount if anything else 0


def fixed_price(run, promotion, effect):
    target = effect.get("target", "lines")
    if target in ("lines", "units"):
        if "quantity" in effect:
            return units.priced_groups(run, promotion, effect)
        return price_each_unit(promotion, picked(run, promotion, effect), effect["amount"])
    selection, shipping = order_parts(run, promotion, effect, target)
    now = sum(line.total for line, _ in selection) + (shipping.total if shipping else 0)
    desired = max(0, now - effect["amount"])
    return one_amount(promotion, selection, desired, shipping), desired


def order_parts(run, promotion, effect, target):
    """(selection, shipping or None) of the targets order, shipping, order_and_shipping."""
    selection = []
    if target != "shipping":
        selection = [(line, list(range(line.quantity)))
                     for line in open_lines(run, promotion, effect.get("where"))]
    shipping = None
    if target != "order":
        candidate = run.state.shipping
        if candidate.option is not None and not run.state.closed_to(candidate, promotion):
            shipping = candidate
    return selection, shipping


def free_shipping(run, promotion, effect):
    _, shipping = order_parts(run, promotion, effect, "shipping")
    if shipping is None:
        return 0, 0
    if "methods" in effect and shipping.option["id"] not in effect["methods"]:
        return 0, 0
    if "countries" in effect and run.scene.shipping.get("country") not in effect["countries"]:
        return 0, 0
    desired = shipping.total
    return shipping.take(promotion, min(desired, effect.get("max_amount", desired))), desired


def earn_points(run, promotion, effect):
    """Points are counted together, when everything has run: here the effect only reports in."""
    run.earning.append((promotion, effect))
    return 0, 0


EFFECTS = {
    "percent_off": percent_off,
    "amount_off": amount_off,
    "fixed_price": fixed_price,
    "buy_x_get_y": units.buy_x_get_y,
    "free_shipping": free_shipping,
    "earn_points": earn_points,
}
