"""Random rulesets and carts, from a seed: `generate.py --seed N --count M` prints JSON lines of
{"seed", "index", "rules", "request"}. The same seed and index always make the same case.

The cases are small and mean: few prices, so that ties are common; thresholds that sit on, just
above and just below the cart's own sums; promotions that overlap, exclude and close each other.
"""

import argparse
import random
from fractions import Fraction

from oracle.jsonio import dumps

NOW = "2026-11-28T10:30:00+01:00"          # a Saturday; 10:30 in Madrid, 09:30 in UTC
MADRID = [[1761440400000, 60], [1774746000000, 120], [1792890000000, 60]]
CATEGORIES = ["coats", "socks", "hats"]
BRANDS = ["acme", "bolt", "Acme"]
TAGS = ["new", "eco", "last"]
COUNTS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
WEIGHTS = [8, 14, 18, 18, 14, 10, 6, 4, 2.4, 1.6, 0.8, 0.6]
PERCENTS = [1, 5, 10, 15, 20, 25, 33, 50, 75, 100, Fraction(25, 2), Fraction(333333, 10000),
            Fraction(1, 2), Fraction(675, 10)]
POINT_FACTORS = [2, 3, Fraction(3, 2), Fraction(125, 100)]


class Maker:
    """Makes one case."""

    def __init__(self, seed, index):
        self.random = random.Random(f"{seed}/{index}")
        self.crowded = self.chance(4)     # few lines, many promotions that mostly hold: many sets
        self.big = not self.crowded and self.chance(2)    # hundreds of units, few promotions
        self.prices = self.make_prices()
        self.lines = []

    def chance(self, percent):
        return self.random.random() * 100 < percent

    def one(self, some):
        return self.random.choice(some)

    # The cart

    def make_prices(self):
        style = self.random.random()
        if style < 0.3:
            return [self.one([100, 500, 999, 1000])] * 2 + [self.random.randint(1, 3000)]
        if style < 0.4:
            return [1, 2, 3, 7, 0]
        if style < 0.43:
            return [self.random.randint(10**11, 10**12) for _ in range(3)] + [10**11 + 1, 999]
        return [self.random.randint(1, 12000) for _ in range(4)] + [1000, 999]

    def quantity(self):
        if self.big and self.chance(40):
            return self.random.randint(61, 400)
        if self.chance(4):
            return self.random.randint(8, 60)
        return self.one([1, 1, 2, 2, 3, 3, 4, 5, 6, 7])

    def line(self, id):
        price = 0 if self.chance(4) else self.one(self.prices)
        line = {"id": id, "sku": f"S{self.random.randint(1, 6)}",
                "quantity": self.quantity(), "unit_price": price}
        if self.chance(70):
            line["product"] = f"p{self.random.randint(1, 4)}"
        if self.chance(85):
            line["categories"] = self.random.sample(CATEGORIES, self.one([1, 1, 2, 2]))
        if self.chance(50):
            line["brand"] = self.one(BRANDS)
        if self.chance(30):
            line["tags"] = self.random.sample(TAGS, self.one([1, 2]))
        if self.chance(30):
            line["list_price"] = price + self.one([0, 100, 500])
        if self.chance(20):
            line["tax_rate"] = self.one([0, 4, 10, 21])
        if self.chance(20):
            line["weight"] = self.one([100, 250, 1200])
        if self.chance(10):
            line["subscription"] = self.chance(50)
        if self.chance(12):
            line["attributes"] = {"size": self.one(["S", "M"]), "year": self.one([2025, 2026])}
            if self.chance(50):
                line["attributes"]["floor_price"] = self.random.randint(0, max(1, price))
        return line

    def shipping(self):
        options = [{"id": id, "price": self.one([0, 395, 395, 495, 495, 995, 995])}
                   for id in self.random.sample(["standard", "express", "pickup"],
                                                self.one([1, 1, 2, 3]))]
        for option in options:
            if self.chance(10):
                option["tax_rate"] = self.one([0, 4, 21])
        shipping = {"country": self.one(["ES", "ES", "PT", "FR"]), "options": options}
        if self.chance(50):
            shipping["region"] = self.one(["IB", "TF", "MD"])
        if self.chance(50):
            shipping["postcode"] = self.one(["28001", "07001", "38001"])
        if self.chance(90):
            shipping["method"] = self.one(options)["id"]
        return shipping

    def customer(self):
        customer = {}
        for name, values in (("id", ["u_1"]), ("logged_in", [True, False]),
                             ("tier", ["gold", "silver"]), ("orders", [0, 1, 2, 7]),
                             ("spent", [0, 49999, 50000]), ("newsletter", [True, False]),
                             ("groups", [["vip"], ["vip", "staff"], []]),
                             ("last_order_days", [3, 400]), ("points", [0, 120])):
            if self.chance(55):
                customer[name] = self.one(values)
        if self.chance(15):
            customer["attributes"] = {"likes": self.one(["tea", "coffee"])}
        return customer

    def request(self):
        names = ["l1", "l2", "l3", "L2", "a", "b", "l10", "z"]
        self.random.shuffle(names)
        sizes = [1, 2, 3] if self.crowded else [1, 1, 2, 2, 3, 3, 4, 5, 6, 8]
        self.lines = [self.line(id) for id in names[:self.one(sizes)]]
        cart = {"id": "c", "currency": "EUR", "lines": self.lines}
        if self.chance(88):
            cart["shipping"] = self.shipping()
        if self.chance(10):
            cart["age_hours"] = self.one([0, 24, 25, 100])
        if self.chance(10):
            cart["attributes"] = {"gift_wrap": self.chance(50)}
        request = {"now": NOW, "cart": cart, "explain": "all", "detail": "units"}
        if self.chance(70):
            request["customer"] = self.customer()
        if self.chance(60):
            request["context"] = {"channel": self.one(["web", "app"]),
                                  "device": self.one(["mobile", "desktop"])}
        return request

    # Conditions

    def near(self, value):
        """A threshold on, next to or near a value of this cart."""
        return max(0, value + self.one([0, 0, 0, 1, -1, -1, value // 10, -(value // 10),
                                          -(value // 3)]))

    def where(self):
        style = self.random.random()
        if style < 0.55:
            return {"fact": "line.categories", "has": self.one(CATEGORIES)}
        if style < 0.65:
            return {"fact": "line.categories", "has_any": self.random.sample(CATEGORIES, 2)}
        if style < 0.72:
            return {"not": {"fact": "line.categories", "has": self.one(CATEGORIES)}}
        if style < 0.8:
            return {"fact": "line.price",
                    self.one(["gte", "lt", "eq", "gt", "lte"]): self.one(self.lines)["unit_price"]}
        return self.one([
            {"fact": "line.brand", "eq": "acme"}, {"fact": "line.brand", "ne": "acme"},
            {"fact": "line.brand", "in": ["acme", "bolt"]},
            {"fact": "line.sku", "in": ["S1", "S2", "S3"]}, {"fact": "line.sku", "not_in": ["S1"]},
            {"fact": "line.on_sale", "eq": False}, {"fact": "line.on_sale", "eq": True},
            {"fact": "line.tags", "has_none": ["new", "eco"]},
            {"fact": "line.tags", "has_all": ["new"]},
            {"fact": "line.quantity", "gte": 2}, {"fact": "line.discounted", "eq": 0},
            {"fact": "line.product", "exists": True}, {"fact": "line.id", "starts_with": "l"},
            {"fact": "line.attributes.size", "eq": "S"}, {"fact": "line.attributes.year", "gt": 2025},
            {"fact": "line.subscription", "ne": True},
            {"all": [{"fact": "line.categories", "has": "coats"}, {"fact": "line.quantity", "lt": 4}]},
        ])

    def sum_condition(self):
        name, value = self.one([
            ("subtotal", lambda line: line["quantity"] * line["unit_price"]),
            ("discounted_subtotal", lambda line: line["quantity"] * line["unit_price"]),
            ("quantity", lambda line: line["quantity"]), ("count", lambda line: 1),
            ("distinct_products", lambda line: 1)])
        category = self.one(CATEGORIES)
        condition = {"fact": f"lines.{name}"}
        some = self.lines
        if self.chance(80):
            condition["where"] = {"fact": "line.categories", "has": category}
            some = [line for line in some if category in line.get("categories", [])]
        condition[self.one(["gte", "gte", "gt", "lt"])] = self.near(sum(map(value, some)))
        return condition

    def cart_condition(self):
        subtotal = sum(line["quantity"] * line["unit_price"] for line in self.lines)
        quantity = sum(line["quantity"] for line in self.lines)
        return self.one([
            {"fact": "cart.subtotal", "gte": self.near(subtotal)},
            {"fact": "cart.subtotal", "gte": self.near(subtotal // 2)},
            {"fact": "cart.discounted_subtotal", "gte": self.near(subtotal)},
            {"fact": "cart.discounted_subtotal", "gte": self.near(subtotal * 8 // 10)},
            {"fact": "cart.discounted_subtotal", "between": [subtotal // 3, subtotal + 1]},
            {"fact": "cart.discounted_subtotal", "lt": self.near(subtotal)},
            {"fact": "cart.total", "gte": self.near(subtotal)},
            {"fact": "cart.total", "gt": self.near(subtotal + 495)},
            {"fact": "cart.quantity", "gte": self.near(quantity)},
            {"fact": "cart.lines", "gte": self.near(len(self.lines))},
            {"fact": "cart.weight", "lte": 1200},
            {"fact": "cart.has_code", "eq": True}, {"fact": "cart.has_code", "eq": False},
            {"fact": "cart.attributes.gift_wrap", "exists": True},
        ])

    def other_condition(self):
        return self.one([
            {"fact": "customer.logged_in", "eq": True}, {"fact": "customer.tier", "in": ["gold"]},
            {"fact": "customer.tier", "ne": "gold"}, {"fact": "customer.first_order", "eq": True},
            {"fact": "customer.orders", "gte": 2}, {"fact": "customer.groups", "has": "vip"},
            {"fact": "customer.stage", "in": ["new", "customer"]},
            {"fact": "customer.stage", "in": ["cart_abandoned", "dormant", "subscribed"]},
            {"fact": "customer.newsletter", "eq": True}, {"segment": "spender"},
            {"fact": "customer.attributes.likes", "eq": "tea"},
            {"fact": "customer.id", "exists": False},
            {"fact": "context.channel", "eq": "web"}, {"fact": "context.device", "in": ["mobile"]},
            {"fact": "context.weekday", "in": ["SA", "SU"]}, {"fact": "context.weekday", "eq": "FR"},
            {"fact": "context.time", "between": ["22:00", "10:00"]},
            {"fact": "context.time", "between": ["10:00", "14:00"]},
            {"fact": "shipping.country", "eq": "ES"}, {"fact": "shipping.country", "not_in": ["ES"]},
            {"fact": "shipping.method", "eq": "standard"}, {"fact": "shipping.price", "lte": 495},
            {"fact": "shipping.zone", "eq": "islands"}, {"fact": "shipping.postcode", "starts_with": "28"},
        ])

    def condition(self, depth=0):
        style = self.random.random()
        if depth < 2 and style < 0.22:
            parts = [self.condition(depth + 1) for _ in range(self.one([1, 2, 2, 3]))]
            return {self.one(["all", "any", "any"]): parts}
        if depth < 2 and style < 0.28:
            return {"not": self.condition(depth + 1)}
        if style < 0.55:
            return self.cart_condition()
        return self.sum_condition() if style < 0.78 else self.other_condition()

    # Effects

    def limited(self, effect):
        """Adds `where`, `max_units` and `pick` to an effect on lines or units."""
        if self.chance(45):
            effect["where"] = self.where()
        if self.chance(18):
            effect["max_units"] = self.random.randint(1, 5)
            if self.chance(60):
                effect["pick"] = self.one(["cheapest", "dearest", "cart_order"])
        return effect

    def target(self):
        return self.one(["lines", "lines", "lines", "units", "order", "order", "shipping",
                         "order_and_shipping"])

    def amount(self):
        price = self.one(self.lines)["unit_price"]
        return max(1, self.one([1, 100, 333, 500, 1000, 2500, price, price + 1, price - 1]))

    def percent_off(self):
        effect = {"type": "percent_off", "percent": self.one(PERCENTS)}
        target = self.target()
        if target != "lines" or self.chance(30):
            effect["target"] = target
        if target in ("lines", "units"):
            self.limited(effect)
        elif target == "order" and self.chance(30):
            effect["where"] = self.where()
        if self.chance(25):
            effect["max_amount"] = self.amount()
        return effect

    def amount_off(self):
        target = self.target()
        effect = {"type": "amount_off", "target": target, "amount": self.amount()}
        if target in ("lines", "units"):
            if self.chance(75):
                effect["allocate"] = self.one(["across", "each"])
            self.limited(effect)
        elif target == "order" and self.chance(30):
            effect["where"] = self.where()
        return effect

    def fixed_price(self):
        target = self.target()
        effect = {"type": "fixed_price", "target": target, "amount": self.amount()}
        if target in ("lines", "units"):
            if self.chance(40):
                effect["quantity"] = self.random.randint(2, 4)
                effect["amount"] = self.one([effect["amount"], effect["amount"] * effect["quantity"]])
                if self.chance(60):
                    effect["where"] = self.where()
            elif self.chance(60):
                effect["where"] = self.where()
        return effect

    def buy_x_get_y(self):
        buy = {"quantity": self.one([1, 1, 2, 2, 3])}
        if self.chance(20):
            buy = {"amount": self.near(self.one(self.lines)["unit_price"]) or 1}
        get = {"quantity": self.one([1, 1, 1, 2, 3])}
        get.update(self.one([{"percent_off": 100}, {"percent_off": 100}, {"percent_off": 50},
                             {"percent_off": Fraction(333333, 10000)},
                             {"amount_off": self.amount()}, {"fixed_price": self.amount()}]))
        if self.chance(35):
            buy["where"] = self.where()
        if self.chance(30):
            get["where"] = dict(buy["where"]) if "where" in buy and self.chance(50) else self.where()
        effect = {"type": "buy_x_get_y", "buy": buy, "get": get}
        if self.chance(30):
            effect["pick"] = self.one(["cheapest", "dearest", "cart_order"])
        if "amount" not in buy and self.chance(25):
            effect["grouping"] = "each"
        if self.chance(25):
            effect["partial"] = True
        if self.chance(15):
            effect["scope"] = "line"
        return effect

    def free_shipping(self):
        effect = {"type": "free_shipping"}
        if self.chance(25):
            effect["methods"] = self.random.sample(["standard", "express", "pickup"], 2)
        if self.chance(20):
            effect["countries"] = self.random.sample(["ES", "PT", "FR"], 2)
        if self.chance(20):
            effect["max_amount"] = self.one([1, 300, 495])
        return effect

    def earn_points(self):
        return {"type": "earn_points", **self.one([
            {"per": 100, "points": 1}, {"per": 700, "points": 3}, {"per": 1, "points": 1},
            {"points": 50}, {"multiply": self.one(POINT_FACTORS)}])}

    def effect(self):
        make = self.random.choices(
            [self.percent_off, self.amount_off, self.fixed_price, self.buy_x_get_y,
             self.free_shipping, self.earn_points], [27, 20, 14, 21, 8, 10])[0]
        return make()

    # Promotions

    def promotion(self, id):
        promotion = {"id": id}
        if self.chance(70):
            promotion["priority"] = self.one([0, 1, 5, 5, 10, -3])
        if self.chance(15 if self.crowded else 45):
            promotion["when"] = self.condition()
        promotion["effects"] = [self.effect()]
        while self.chance(12) and len(promotion["effects"]) < 3:
            promotion["effects"].append(self.effect())
        if self.chance(7):
            promotion["exclusive"] = self.one([True, True, True, "all"])
        if self.chance(30):
            promotion["group"] = self.one(["g1", "g2"])
        if self.chance(10):
            promotion["stop"] = True
        if self.chance(12):
            promotion.setdefault("limits", {})["per_cart"] = self.one([1, 1, 2, 3])
        if self.chance(6):
            promotion["active"] = self.one([
                {"from": "2026-11-28T10:30:00+01:00"}, {"from": "2026-11-28T10:30:00.001+01:00"},
                {"until": "2026-11-28T10:30:00+01:00"}, {"until": "2026-11-28T09:30:00.001Z"},
                {"from": "2026-11-28T00:00", "until": "2026-11-29T00:00"},
                {"until": "2026-11-28T10:30"}])
        if self.chance(3):
            promotion["enabled"] = False
        return promotion

    def share_lines_in_groups(self, promotions):
        """Sometimes makes a group one of lines: its members keep the effects that such a group allows."""
        members = [one for one in promotions if one.get("group") == "g2"]
        if not members or not self.chance(50):
            return
        for promotion in members:
            promotion["group_scope"] = "line"
            promotion["effects"] = [self.one([
                self.limited({"type": "percent_off", "percent": self.one(PERCENTS)}),
                self.limited({"type": "amount_off", "amount": self.amount(), "allocate": "each",
                              "target": self.one(["lines", "units"])}),
                {"type": "fixed_price", "amount": self.amount()}])]

    def store(self):
        store = {"id": "o", "currency": "EUR", "timezone": "UTC", "locale": "es",
                 "prices_include_tax": not self.chance(25)}
        if self.chance(5):
            store["floor_price"] = self.amount()
        if self.chance(50):
            store.update({"timezone": "Europe/Madrid", "offsets": MADRID})
        pricing = {"profile": "tendero"} if self.chance(50) else {}
        pricing["select"] = self.one(["priority", "best_for_customer"])
        if self.chance(20):
            pricing["percent_of"] = "original"
        if self.chance(25):
            pricing["rounding"] = self.one(["half_up", "half_even", "half_down", "floor"])
        if self.chance(35):
            pricing["round_at"] = self.one(["line", "unit", "order"])
        store["pricing"] = pricing
        if self.chance(65):
            tax = {"default_rate": self.one([0, 4, 10, 21, Fraction(55, 10)]),
                   "shipping_rate": self.one([0, 10, 21, "proportional"])}
            if self.chance(30):
                tax["when"] = self.one(["after_discount", "before_discount"])
            if self.chance(40):
                tax["round"] = self.one(["per_line", "per_unit", "per_rate"])
            if self.chance(20):
                tax["rounding"] = self.one(["half_even", "half_down", "floor"])
            store["tax"] = tax
        return store

    def codes_and_usage(self, promotions, request):
        """Turns some promotions into code promotions, and uses some up."""
        while self.chance(20) and len(promotions) > 1:
            promotion = promotions.pop()
            promotion.pop("enabled", None)
            promotion["trigger"] = "code"
            self.code_of(promotion, request)
        for promotion in promotions:
            if self.chance(4):
                promotion.setdefault("limits", {})["uses"] = 10
                request.setdefault("usage", {})[promotion["id"]] = {"uses_left": self.one([0, 1])}
            elif self.chance(3):
                promotion.setdefault("limits", {})["uses_per_customer"] = 1
                request.setdefault("usage", {})[promotion["id"]] = {
                    "customer_uses_left": self.one([0, 1])}

    def code_of(self, promotion, request):
        """Enters a code, mostly with the fragment that opens the promotion, sometimes with two."""
        codes = request["cart"].setdefault("codes", [])
        code = ["VERANO", "OTONO", "INVIERNO"][len(codes) % 3]
        if code not in codes:
            codes.append(code)
        fragment = {"promotion": promotion, "segments": {
            "spender": {"fact": "customer.spent", "gte": 50000}}}
        if self.chance(85):
            fragments = request.setdefault("fragments", [])
            if code in [one["code"] for one in fragments]:
                return
            fragments.append({"code": code, **fragment})
            if self.chance(10) and "SEGUNDO" not in codes:
                codes.append("SEGUNDO")
                fragments.append({"code": "SEGUNDO", **fragment})
        if self.chance(15):
            codes.append(code)

    def case(self):
        request = self.request()
        names = [f"p{i}" for i in range(1, 13)]
        self.random.shuffle(names)
        count = self.random.choices(COUNTS, WEIGHTS)[0]
        if self.crowded:
            count = self.one([6, 6, 7, 7, 8, 9])
        if self.big:
            count = min(count, 3)
        promotions = [self.promotion(id) for id in names[:count]]
        self.share_lines_in_groups(promotions)
        self.codes_and_usage(promotions, request)
        rules = {"tendero": 1, "store": self.store(),
                 "segments": {"spender": {"fact": "customer.spent", "gte": 50000}},
                 "promotions": promotions,
                 "shipping": {"zones": {"islands": {"fact": "shipping.region", "in": ["IB", "TF"]}}}}
        return {"rules": rules, "request": request}


def make(seed, index):
    """Case number `index` of a seed."""
    return {"seed": seed, "index": index, **Maker(seed, index).case()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=10)
    options = parser.parse_args()
    for index in range(options.count):
        print(dumps(make(options.seed, index)))


if __name__ == "__main__":
    main()
