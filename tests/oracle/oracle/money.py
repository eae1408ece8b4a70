"""Rounding and sharing out, exactly (rules.md section 7)."""

from fractions import Fraction


def round_to_int(value, mode="half_up"):
    """The integer that `mode` rounds an exact, non-negative value to."""
    value = Fraction(value)
    below = value.numerator // value.denominator
    rest = value - below
    half = Fraction(1, 2)
    if mode == "floor":
        up = False
    elif mode == "half_up":
        up = rest >= half
    elif mode == "half_down":
        up = rest > half
    elif mode == "half_even":
        up = rest > half or (rest == half and below % 2 == 1)
    else:
        raise ValueError(f"rounding {mode}")
    return below + 1 if up else below


def share_out(amount, weights):
    """Splits `amount` in proportion to the weights, by largest remainder.

    The weights come in tie order: of equal remainders the earlier gets the spare unit. The shares
    sum to `amount` unless every weight is 0, when all shares are 0.
    """
    whole = sum(weights)
    if whole == 0:
        return [0] * len(weights)
    shares = [amount * weight // whole for weight in weights]
    remainders = [amount * weight % whole for weight in weights]
    spare = amount - sum(shares)
    order = sorted(range(len(weights)), key=lambda i: (-remainders[i], i))
    for i in order[:spare]:
        shares[i] += 1
    return shares


def share_out_within(amount, weights, rooms):
    """`share_out` where nobody takes more than its room.

    "What a line cannot take is allocated again among the rest until none can."
    """
    taken = [0] * len(weights)
    left = amount
    while left > 0:
        able = [i for i in range(len(weights)) if taken[i] < rooms[i] and weights[i] > 0]
        if not able:
            break
        shares = share_out(left, [weights[i] for i in able])
        for i, share in zip(able, shares):
            taken[i] += min(share, rooms[i] - taken[i])
        left = amount - sum(taken)
    return taken
