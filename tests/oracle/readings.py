"""A case for each sentence of wasm/RULES.md, worked out by hand.

CASES holds (sentence, name, rules, request, {path: value}); the paths are those of differences.py, a
discount of 0 is None. self_test.py runs them on the oracle, `compare.py --readings` on the engine.
"""

from fractions import Fraction

from builders import has_tag, is_line, line, promotion, request, rules

CASES = []


def case(sentence, name, some_rules, some_request, expected):
    CASES.append((sentence, name, some_rules, some_request, expected))


def off(**amounts):
    """Expected discounts of lines."""
    return {f"lines/{id}/discount": amount for id, amount in amounts.items()}


def walk(*promotions, **store):
    return rules(*promotions, pricing={"select": "priority"}, **store)


THIRD = {"type": "percent_off", "percent": Fraction(333333, 10000)}

case(1, "a share is split over the units by their prices",
     rules(promotion({"type": "amount_off", "amount": 100, "target": "order"})),
     request(line("a", 1000, 3)), {"lines/a/units": [966, 967, 967]})
case(1, "a fixed price makes every unit cost the same, whatever was taken before",
     walk(promotion({"type": "amount_off", "amount": 100}, id="a", priority=1),
          promotion({"type": "fixed_price", "amount": 900}, id="b")),
     request(line("a", 1000, 3)), {"lines/a/units": [900, 900, 900], **off(a=300)})
case(2, "the greater floor counts",
     rules(promotion({"type": "percent_off", "percent": 100}), floor_price=50),
     request(line("a", 1000, attributes={"floor_price": 700}), line("b", 1000)),
     {**off(a=300, b=950), "applied/p/desired": 2000})
case(3, "what a full line cannot take goes to the others",
     rules(promotion({"type": "amount_off", "amount": 900, "target": "order"})),
     request(line("a", 1000, attributes={"floor_price": 900}), line("b", 1000), line("c", 1000)),
     off(a=100, b=400, c=400))
case(3, "of equal remainders the shipping comes last",
     rules(promotion({"type": "amount_off", "amount": 1, "target": "order_and_shipping"})),
     request(line("a", 500), shipping=500), {**off(a=1), "shipping/discount": None})
case(4, "a fixed price is a price of a unit, and never a raise",
     rules(promotion({"type": "fixed_price", "amount": 999})),
     request(line("a", 1500, 2), line("b", 500)), off(a=1002, b=0))
case(4, "a fixed price of the order is its sum",
     rules(promotion({"type": "fixed_price", "target": "order", "amount": 999})),
     request(line("a", 1500, 2)), off(a=2001))
case(5, "round_at order splits one rounded amount",
     rules(promotion(THIRD), pricing={"round_at": "order"}),
     request(line("a", 100), line("b", 100), line("c", 100)), off(a=34, b=33, c=33))
case(5, "round_at unit rounds each unit",
     rules(promotion(THIRD), pricing={"round_at": "unit"}), request(line("a", 5, 3)), off(a=6))
case(5, "round_at line rounds each line",
     rules(promotion({**THIRD, "target": "units"})), request(line("a", 5, 3)), off(a=5))
case(6, "max_units takes the cheapest units",
     rules(promotion({"type": "percent_off", "percent": 50, "max_units": 3})),
     request(line("a", 300, 2), line("b", 100, 2)), off(a=150, b=100))
case(6, "across with max_units weighs the chosen units alone",
     rules(promotion({"type": "amount_off", "amount": 100, "max_units": 3, "pick": "dearest"})),
     request(line("a", 300, 2), line("b", 200, 2)), off(a=75, b=25))
case(7, "amount_off is one amount unless said",
     rules(promotion({"type": "amount_off", "amount": 100})),
     request(line("a", 300), line("b", 100)), off(a=75, b=25))
case(7, "each line", rules(promotion({"type": "amount_off", "amount": 100, "allocate": "each"})),
     request(line("a", 300, 2), line("b", 50)),
     {**off(a=100, b=50), "applied/p/desired": 200})
case(7, "each unit",
     rules(promotion({"type": "amount_off", "amount": 100, "allocate": "each", "target": "units"})),
     request(line("a", 300, 2), line("b", 50)),
     {**off(a=200, b=50), "applied/p/desired": 300})
case(8, "a percentage of the original order, allocated by what is left",
     rules(promotion({"type": "fixed_price", "amount": 200, "where": is_line("a")}, id="a"),
           promotion({"type": "percent_off", "target": "order", "percent": 30}, id="b"),
           pricing={"select": "priority", "percent_of": "original"}),
     request(line("a", 1000), line("b", 1000)), off(a=800 + 100, b=500))
case(9, "max_amount is allocated by the uncut shares, and desired_amount stands",
     rules(promotion({"type": "percent_off", "percent": 10, "max_amount": 100})),
     request(line("a", 3000), line("b", 1000)),
     {**off(a=75, b=25), "applied/p/desired": 400})
case(10, "any 3 for 20 euros, only where it is cheaper",
     rules(promotion({"type": "fixed_price", "quantity": 3, "amount": 2000})),
     request(*[line(id, price) for id, price in zip("abcdef", (1000, 900, 800, 700, 600, 500))]),
     off(a=259, b=233, c=208, d=0, e=0, f=0))
case(11, "a free delivery by country needs a country",
     rules(promotion({"type": "free_shipping", "countries": ["ES"]})),
     request(line("a", 100), shipping=495), {"shipping/discount": None, "applied order": []})
case(12, "per_cart counts for each effect",
     walk(promotion({"type": "buy_x_get_y", "buy": {"quantity": 1, "where": has_tag("a")},
                     "get": {"quantity": 1, "percent_off": 100, "where": has_tag("a")}},
                    {"type": "buy_x_get_y", "buy": {"quantity": 1, "where": has_tag("b")},
                     "get": {"quantity": 1, "percent_off": 100, "where": has_tag("b")}}, limits={"per_cart": 1})),
     request(line("a", 100, 4, tags=["a"]), line("b", 200, 4, tags=["b"])), off(a=100, b=200))

BUY_ONE = {"type": "buy_x_get_y", "buy": {"quantity": 1}, "get": {"quantity": 1, "percent_off": 100}}

case(13, "equal prices go by line id, also dearest first",
     rules(promotion({**BUY_ONE, "pick": "dearest"})),
     request(line("b", 100), line("a", 100)), off(a=100, b=0))
case(14, "a unit that is needed to buy is passed over",
     rules(promotion({"type": "buy_x_get_y", "buy": {"quantity": 1, "where": is_line("a")},
                      "get": {"quantity": 1, "percent_off": 100}})),
     request(line("a", 100), line("b", 300)), off(a=0, b=300))
case(14, "partial: the last application may get fewer",
     rules(promotion({"type": "buy_x_get_y", "buy": {"quantity": 1}, "get": {"quantity": 3, "percent_off": 100},
                      "partial": True})),
     request(line("a", 100, 6)), off(a=400))
case(14, "not partial: it may not",
     rules(promotion({"type": "buy_x_get_y", "buy": {"quantity": 1}, "get": {"quantity": 3, "percent_off": 100}})),
     request(line("a", 100, 6)), off(a=300))
case(15, "buy.amount takes prices as sent, dearest first, each application anew",
     rules(promotion({"type": "buy_x_get_y", "buy": {"amount": 1500}, "get": {"quantity": 1, "percent_off": 100}})),
     request(*[line(id, price) for id, price in zip("abcdef", (1000, 900, 800, 700, 600, 500))]),
     off(a=0, b=0, c=0, d=0, e=600, f=500))
case(16, "each: groups dearest first, the cheapest of each",
     rules(promotion({"type": "buy_x_get_y", "buy": {"quantity": 2}, "get": {"quantity": 1, "percent_off": 100},
                      "grouping": "each"})),
     request(*[line(id, price) for id, price in zip("abcdef", (1000, 900, 800, 700, 600, 500))]),
     off(a=0, b=0, c=800, d=0, e=0, f=500))
case(16, "each: of units alike the first are the get units",
     walk(promotion({"type": "buy_x_get_y", "buy": {"quantity": 1},
                     "get": {"quantity": 1, "percent_off": 100}, "grouping": "each"}, id="a"),
          promotion({"type": "percent_off", "percent": 50, "max_units": 3, "pick": "cart_order"},
                    id="b")),
     request(line("a", 100, 4)), off(a=250))
case(17, "scope line: per_cart counts over the lines, by id",
     rules(promotion({**BUY_ONE, "scope": "line"}, limits={"per_cart": 3})),
     request(line("b", 100, 4), line("a", 200, 4)), off(a=400, b=100))
case(18, "get units of one line are rounded together",
     rules(promotion({"type": "buy_x_get_y", "buy": {"quantity": 1},
                      "get": {"quantity": 1, "percent_off": 50}})),
     request(line("a", 999, 4)), off(a=999))
case(19, "stop closes a line to lower ranks",
     walk(promotion({"type": "percent_off", "percent": 10, "where": is_line("a")}, id="s",
                    priority=1, stop=True),
          promotion({**BUY_ONE}, id="t")),
     request(line("a", 1000, 2), line("b", 500, 2)), off(a=200, b=500))
case(20, "exclusive: what has money effects is out even when they do nothing",
     walk(promotion({"type": "percent_off", "percent": 10}, id="e", exclusive=True, priority=1),
          promotion({"type": "free_shipping"}, {"type": "earn_points", "points": 5}, id="m"),
          promotion({"type": "earn_points", "points": 7}, id="r")),
     request(line("a", 1000)), {"applied order": ["e", "r"], "points": 7})
case(21, "a promotion that does nothing takes no group",
     walk(promotion({"type": "percent_off", "percent": 10, "where": is_line("z")}, id="a", group="g",
                    priority=1),
          promotion({"type": "percent_off", "percent": 5}, id="b", group="g")),
     request(line("a", 1000)), {"applied order": ["b"]})
case(21, "a multiplier that ranks first still multiplies",
     walk(promotion({"type": "earn_points", "multiply": 2}, id="m", priority=9),
          promotion({"type": "earn_points", "per": 100, "points": 1}, id="p")),
     request(line("a", 1050)), {"applied order": ["m", "p"], "applied/m/points": 10, "points": 20})

LINE_GROUP = [promotion({"type": "percent_off", "percent": 10}, id="a", group="g",
                        group_scope="line", priority=9),
              promotion({"type": "amount_off", "allocate": "each", "amount": 300}, id="b",
                        group="g", group_scope="line")]

case(22, "priority: the first member has the line", walk(*LINE_GROUP),
     request(line("x", 10000), line("y", 1000)), off(x=1000, y=100))
case(22, "best: the member that takes most has the line", rules(*LINE_GROUP),
     request(line("x", 10000), line("y", 1000)), off(x=1000, y=300))
case(23, "factors multiply together, floored once",
     rules(promotion({"type": "earn_points", "per": 100, "points": 1}, id="a"),
           promotion({"type": "earn_points", "multiply": Fraction(3, 2)}, id="b"),
           promotion({"type": "earn_points", "multiply": Fraction(3, 2)}, id="c")),
     request(line("x", 750)),
     {"points": 15, "applied/a/points": 7, "applied/b/points": 3, "applied/c/points": 5})
case(24, "an unknown code is no code",
     rules(promotion({"type": "percent_off", "percent": 10},
                     when={"fact": "cart.has_code", "eq": True})),
     {**request(line("a", 1000)), "cart": {**request(line("a", 1000))["cart"], "codes": ["X"]}},
     off(a=0))
case(25, "no list price: not on sale",
     rules(promotion({"type": "percent_off", "percent": 10,
                      "where": {"fact": "line.on_sale", "eq": False}})),
     request(line("a", 1000), line("b", 1000, list_price=1200)), off(a=100, b=0))
case(25, "products, else skus",
     rules(promotion({"type": "amount_off", "target": "order", "amount": 10},
                     when={"fact": "lines.distinct_products", "eq": 2})),
     request(line("a", 100, product="p"), line("b", 100, product="p"), line("c", 100)),
     off(a=4, b=3, c=3))
case(26, "ne holds between kinds",
     rules(promotion({"type": "percent_off", "percent": 10,
                      "where": {"fact": "line.attributes.size", "ne": 38}})),
     request(line("a", 1000, attributes={"size": "38"}), line("b", 1000, attributes={"size": 38})),
     off(a=100, b=0))
case(27, "per_rate rounds once a rate, with the shipping",
     rules(tax={"default_rate": 21, "round": "per_rate"}, prices_include_tax=False),
     request(line("a", 102), line("b", 102), shipping=102), {"totals/tax": 64})
case(27, "per_line rounds each",
     rules(tax={"default_rate": 21}, prices_include_tax=False),
     request(line("a", 102), line("b", 102), shipping=102), {"totals/tax": 63})
case(27, "proportional shipping follows the lines",
     rules(tax={"default_rate": 20, "shipping_rate": "proportional"}, prices_include_tax=False),
     request(line("a", 3000), line("b", 1000, tax_rate=0), shipping=400),
     {"totals/tax": 600 + 60})
case(28, "cart.total holds the added tax",
     rules(promotion({"type": "amount_off", "target": "order", "amount": 10},
                     when={"fact": "cart.total", "gte": 1210}),
           tax={"default_rate": 21}, prices_include_tax=False),
     request(line("a", 1000)), off(a=10))
