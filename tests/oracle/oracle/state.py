"""What a cart has become after the promotions that ran so far: the current price of every unit."""

from . import tax as taxes


class Line:
    """A line of the cart, unit by unit."""

    def __init__(self, sent, position, store_floor):
        self.sent = sent
        self.id = sent["id"]
        self.key = sent["id"].encode()          # tie order: bytes
        self.position = position
        self.quantity = sent["quantity"]
        self.subtotal = sent["unit_price"] * sent["quantity"]
        self.prices = [sent["unit_price"]] * sent["quantity"]
        self.used = [False] * sent["quantity"]  # by a buy_x_get_y, or a fixed_price with quantity
        self.total = self.subtotal
        self.floor = max(0, store_floor, sent.get("attributes", {}).get("floor_price", 0))
        self.taken = {}                         # promotion id → money it took off this line

    def room(self, index):
        """The most that may still be taken off a unit."""
        return max(0, self.prices[index] - self.floor)

    def take(self, promotion, offs):
        """Takes money off units: {index: amount}."""
        for index, off in offs.items():
            assert 0 <= off <= self.room(index)
            self.prices[index] -= off
        amount = sum(offs.values())
        self.total -= amount
        if amount:
            self.taken[promotion["id"]] = self.taken.get(promotion["id"], 0) + amount
        return amount


class Shipping:
    """The chosen shipping option; without one, a price of 0 from which nothing can be taken."""

    key = None

    def __init__(self, option):
        self.option = option
        self.price = option["price"] if option else 0
        self.total = self.price
        self.taken = {}

    def take(self, promotion, off):
        assert 0 <= off <= self.total
        self.total -= off
        if off:
            self.taken[promotion["id"]] = self.taken.get(promotion["id"], 0) + off
        return off


class State:
    """All lines and the shipping, and who took what."""

    def __init__(self, scene):
        self.scene = scene
        self.lines = [Line(sent, position, scene.store_floor)
                      for position, sent in enumerate(scene.cart["lines"])]
        self.in_tie_order = sorted(self.lines, key=lambda line: line.key)
        self.shipping = Shipping(scene.option)

    def goods(self):
        return sum(line.total for line in self.lines)

    def tax(self):
        """The tax, or None where the store has no tax settings."""
        return taxes.tax_of(self)

    def total(self):
        """What the shopper pays: goods and shipping, and the tax where prices come without."""
        total = self.goods() + self.shipping.total
        if not self.scene.prices_include_tax:
            total += self.tax() or 0
        return total

    def closed_to(self, thing, promotion):
        """Whether an earlier-ranked `stop` promotion took money off this line (or shipping)."""
        for taker in thing.taken:
            other = self.scene.by_id[taker]
            if other.get("stop") and rank(other) < rank(promotion):
                return True
        return False


def rank(promotion):
    """Higher priority first, then id by bytes."""
    return -promotion.get("priority", 0), promotion["id"].encode()
