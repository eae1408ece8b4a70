"""Tax of a cart (rules.md section 7)."""

from fractions import Fraction

from .money import round_to_int, share_out


def tax_of(state):
    settings = state.scene.store.get("tax")
    if settings is None:
        return None
    before = settings.get("when", "after_discount") == "before_discount"
    default = Fraction(settings.get("default_rate", 0))
    mode = settings.get("rounding", "half_up")
    how = settings.get("round", "per_line")
    included = state.scene.prices_include_tax

    def exact(amount, rate):
        return amount * rate / (100 + rate) if included else amount * rate / 100

    parts = []            # (rate, amount): each is rounded alone, unless per_rate
    for line in state.in_tie_order:
        rate = Fraction(line.sent.get("tax_rate", default))
        amount = line.subtotal if before else line.total
        if how == "per_unit":
            prices = [line.sent["unit_price"]] * line.quantity if before else line.prices
            parts += [(rate, price) for price in prices]
        else:
            parts.append((rate, amount))
    parts += shipping_parts(state, settings, default, before)

    if how == "per_rate":
        sums = {}
        for rate, amount in parts:
            sums[rate] = sums.get(rate, 0) + amount
        parts = list(sums.items())
    return sum(round_to_int(exact(amount, rate), mode) for rate, amount in parts)


def shipping_parts(state, settings, default, before):
    shipping = state.shipping
    if shipping.option is None:
        return []
    amount = shipping.price if before else shipping.total
    rate = shipping.option.get("tax_rate", settings.get("shipping_rate", default))
    if rate != "proportional":
        return [(Fraction(rate), amount)]
    sums = {}
    for line in state.lines:
        of_line = Fraction(line.sent.get("tax_rate", default))
        sums[of_line] = sums.get(of_line, 0) + (line.subtotal if before else line.total)
    rates = sorted(sums)
    if sum(sums.values()) == 0:
        return [(default, amount)]
    return list(zip(rates, share_out(amount, [sums[one] for one in rates])))
