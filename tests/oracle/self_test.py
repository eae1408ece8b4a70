"""The oracle's own tests: numbers that rules.md states, and some worked out by hand.

    python3 tests/oracle/self_test.py
"""

import copy
import itertools
import random
import unittest
from fractions import Fraction

from builders import line, promotion, request, rules
from differences import oracle_values
from generate import make
from oracle.answer import evaluate
from oracle.jsonio import dumps, loads
from oracle.money import round_to_int, share_out, share_out_within
from readings import CASES

def discounts(result):
    return {one["id"]: one["discount"] for one in result["lines"]}


SOCKS = [line(name, price) for name, price in
         zip("abcdef", (1000, 900, 800, 700, 600, 500))]
THREE_FOR_TWO = {"type": "buy_x_get_y", "buy": {"quantity": 2},
                 "get": {"quantity": 1, "percent_off": 100}}


class PageExample(unittest.TestCase):
    """rules.md sections 2, 8 and 9 to the digit."""

    RULES = loads("""{
      "tendero": 1,
      "store": { "id": "demo", "currency": "EUR", "timezone": "Europe/Madrid", "locale": "es",
                 "offsets": [[1761440400000, 60]], "prices_include_tax": true,
                 "tax": { "default_rate": 21, "shipping_rate": 21 },
                 "pricing": { "profile": "tendero" } },
      "segments": { "big_spender": { "fact": "customer.spent", "gte": 50000 } },
      "promotions": [
        { "id": "coats-20", "title": { "es": "20 % en abrigos", "en": "20% off coats" },
          "priority": 10, "active": { "from": "2026-11-27T00:00", "until": "2026-12-01T00:00" },
          "when": { "all": [ { "fact": "cart.subtotal", "gte": 5000 },
                             { "any": [ { "fact": "customer.tier", "in": ["gold"] },
                                        { "segment": "big_spender" } ] } ] },
          "effects": [ { "type": "percent_off", "target": "lines",
                         "where": { "fact": "line.categories", "has": "coats" },
                         "percent": 20, "max_amount": 3000 } ] },
        { "id": "three-for-two",
          "effects": [ { "type": "buy_x_get_y", "buy": { "quantity": 2 },
                         "get": { "quantity": 1, "percent_off": 100 } } ],
          "when": { "fact": "lines.quantity", "where": { "fact": "line.categories", "has": "socks" },
                    "gte": 3 } },
        { "id": "free-ship-150", "when": { "fact": "cart.discounted_subtotal", "gte": 15000 },
          "effects": [ { "type": "free_shipping" } ] },
        { "id": "points", "effects": [ { "type": "earn_points", "per": 100, "points": 1 } ] } ],
      "shipping": { "zones": { "islands": { "fact": "shipping.region", "in": ["IB", "TF", "GC"] } } },
      "loyalty": {}, "messages": [], "support": {} }""")

    REQUEST = loads("""{
      "now": "2026-11-28T10:00:00+01:00",
      "cart": { "id": "c_81", "codes": ["VERANO"], "gifts": [], "points_to_spend": 0,
        "gift_cards": [], "currency": "EUR",
        "lines": [ { "id": "l1", "sku": "COAT-M", "product": "coat", "quantity": 2,
                     "unit_price": 8900, "list_price": 9900, "categories": ["coats"],
                     "brand": "acme", "tax_rate": 21, "weight": 1200 } ],
        "shipping": { "country": "ES", "postcode": "28001", "method": "standard",
                      "options": [ { "id": "standard", "price": 495 },
                                   { "id": "express", "price": 995 } ] } },
      "customer": { "id": "u_7", "logged_in": true, "tier": "gold", "points": 1200, "orders": 3 },
      "context": { "channel": "web", "device": "mobile", "locale": "es-ES", "step": "cart" },
      "fragments": [], "usage": {}, "explain": "nearest", "detail": "lines" }""")

    def test_answer(self):
        result = evaluate(self.RULES, self.REQUEST)
        only = result["lines"][0]
        self.assertEqual((only["subtotal"], only["discount"], only["total"]), (17800, 3000, 14800))
        self.assertEqual(result["totals"], {
            "subtotal": 17800, "items_discount": -3000, "discount": 0, "fulfillment": 495,
            "fulfillment_discount": 0, "total": 15295})
        self.assertEqual(result["tax"], {"included": True, "amount": 2655})
        self.assertEqual(result["applied"], [
            {"promotion": "coats-20", "automatic": True, "amount": 3000, "desired_amount": 3560},
            {"promotion": "points", "automatic": True, "points": 148}])
        self.assertEqual(result["points"], 148)
        self.assertEqual(result["shipping"]["options"][1]["cart_total"], 15795)

    def test_before_and_after_the_window(self):
        for now, reason in (("2026-11-26T23:59:59.999+01:00", "not_started"),
                            ("2026-12-01T00:00:00+01:00", "ended")):
            result = evaluate(self.RULES, {**self.REQUEST, "now": now})
            self.assertEqual(result["rejected"]["coats-20"], {reason})


class Readings(unittest.TestCase):
    """wasm/RULES.md, sentence by sentence."""

    def test_readings(self):
        for sentence, name, some_rules, some_request, expected in CASES:
            with self.subTest(sentence=sentence, name=name):
                values = oracle_values(evaluate(some_rules, some_request))
                self.assertEqual({path: values.get(path) or None for path in expected},
                                 {path: value or None for path, value in expected.items()})


class Units(unittest.TestCase):
    """The Units paragraph of rules.md section 5."""

    def test_three_for_two_frees_the_cheapest(self):
        result = evaluate(rules(promotion(THREE_FOR_TWO)), request(*SOCKS))
        self.assertEqual({k: v for k, v in discounts(result).items() if v}, {"e": 600, "f": 500})

    def test_three_for_two_in_each_group(self):
        each = {**THREE_FOR_TWO, "grouping": "each"}
        result = evaluate(rules(promotion(each)), request(*SOCKS))
        self.assertEqual({k: v for k, v in discounts(result).items() if v}, {"c": 800, "f": 500})

    def test_passes_over_a_unit_that_is_needed_to_buy(self):
        # Only `a` may be bought. It is the cheapest, but freeing it would lower n from 1 to 0.
        effect = {"type": "buy_x_get_y",
                  "buy": {"quantity": 1, "where": {"fact": "line.id", "eq": "a"}},
                  "get": {"quantity": 1, "percent_off": 100}}
        result = evaluate(rules(promotion(effect)), request(line("a", 100), line("b", 300)))
        self.assertEqual(discounts(result), {"a": 0, "b": 300})

    def test_partial(self):
        effect = {"type": "buy_x_get_y", "buy": {"quantity": 2},
                  "get": {"quantity": 2, "percent_off": 100}, "partial": True}
        result = evaluate(rules(promotion(effect)), request(line("a", 100, 3)))
        self.assertEqual(discounts(result), {"a": 100})

    def test_per_cart_limits_applications(self):
        result = evaluate(rules(promotion(THREE_FOR_TWO, limits={"per_cart": 1})), request(*SOCKS))
        self.assertEqual({k: v for k, v in discounts(result).items() if v}, {"f": 500})

    def test_scope_line(self):
        effect = {**THREE_FOR_TWO, "scope": "line"}
        result = evaluate(rules(promotion(effect)),
                          request(line("a", 100, 4), line("b", 200, 2), line("c", 300, 6)))
        self.assertEqual(discounts(result), {"a": 100, "b": 0, "c": 600})

    def test_buy_amount_consumes_dearest_first(self):
        # 10 + 9 reach 15; 8 + 7 reach 15: two applications free 5 and 6.
        effect = {"type": "buy_x_get_y", "buy": {"amount": 1500},
                  "get": {"quantity": 1, "percent_off": 100}}
        result = evaluate(rules(promotion(effect)), request(*SOCKS))
        self.assertEqual({k: v for k, v in discounts(result).items() if v}, {"e": 600, "f": 500})

    def test_three_for_ten(self):
        effect = {"type": "fixed_price", "quantity": 3, "amount": 2000}
        result = evaluate(rules(promotion(effect)), request(*SOCKS))
        # 10 + 9 + 8 = 27 → 20, off 7; the second three cost 18 < 20 and are left alone.
        self.assertEqual(sum(discounts(result).values()), 700)
        self.assertEqual(discounts(result), {"a": 259, "b": 233, "c": 208, "d": 0, "e": 0, "f": 0})

    def test_used_units_are_not_used_again(self):
        twice = rules(promotion(THREE_FOR_TWO, id="a"), promotion(THREE_FOR_TWO, id="b"),
                      pricing={"select": "priority"})
        result = evaluate(twice, request(line("x", 100, 5)))
        self.assertEqual(discounts(result), {"x": 100})
        self.assertEqual(result["rejected"]["b"] & {"no_effect"}, {"no_effect"})


class UnitsByExhaustion(unittest.TestCase):
    """buy_x_get_y against every way to choose buy and get units, on small random carts."""

    def ways(self, units, buyable, gettable, x, y, n):
        """Every set of n × y get units beside which n × x buy units exist."""
        for gets in itertools.combinations(sorted(gettable), n * y):
            if len(buyable - set(gets)) >= n * x:
                yield gets

    def test_most_applications_and_first_in_pick_order(self):
        maker = random.Random(7)
        for _ in range(400):
            count = maker.randint(1, 7)
            prices = [maker.choice([100, 200, 300]) for _ in range(count)]
            buyable = {i for i in range(count) if maker.random() < 0.7}
            gettable = {i for i in range(count) if maker.random() < 0.7}
            x, y = maker.randint(1, 2), maker.randint(1, 2)
            pick = maker.choice(["cheapest", "dearest", "cart_order"])
            lines = [line(f"u{i}", price, tags=[name for name, some in
                                               (("buy", buyable), ("get", gettable)) if i in some])
                     for i, price in enumerate(prices)]
            effect = {"type": "buy_x_get_y", "pick": pick,
                      "buy": {"quantity": x, "where": {"fact": "line.tags", "has": "buy"}},
                      "get": {"quantity": y, "percent_off": 100, "where": {"fact": "line.tags", "has": "get"}}}
            result = evaluate(rules(promotion(effect)), request(*lines))
            freed = {i for i, one in enumerate(result["lines"]) if one["discount"]}

            n = max(n for n in range(count + 1)
                    if any(True for _ in self.ways(count, buyable, gettable, x, y, n)))
            sign = {"cheapest": 1, "dearest": -1, "cart_order": 0}[pick]
            order = sorted(range(count), key=lambda i: (sign * prices[i], i))
            first = min(self.ways(count, buyable, gettable, x, y, n),
                        key=lambda gets: sorted(order.index(i) for i in gets))
            self.assertEqual(freed, set(first), (prices, buyable, gettable, x, y, pick))


class RandomCases(unittest.TestCase):
    """What must hold of any answer (rules.md section 7), and of the generator itself."""

    CASES = [make(4, index) for index in range(250)]

    def test_parts_sum(self):
        for case in self.CASES:
            result = evaluate(case["rules"], case["request"])
            for one in result["lines"]:
                self.assertEqual(sum(one["units"]), one["total"])
                self.assertEqual(sum(one["allocations"].values()), one["discount"])
                self.assertGreaterEqual(min(one["units"]), 0)

    def test_order_of_lines_only_permutes(self):
        for case in self.CASES[:120]:
            if "cart_order" in dumps(case["rules"]) + dumps(case["request"].get("fragments", [])):
                continue
            turned = copy.deepcopy(case)
            turned["request"]["cart"]["lines"].reverse()
            here = evaluate(case["rules"], case["request"])
            there = evaluate(turned["rules"], turned["request"])
            there["lines"].reverse()
            self.assertEqual(here, there)

    def test_best_is_never_dearer_than_the_walk(self):
        for case in self.CASES[:60]:
            totals = {}
            for select in ("priority", "best_for_customer"):
                turned = copy.deepcopy(case)
                turned["rules"]["store"]["pricing"]["select"] = select
                # Groups of lines share lines out differently in the two.
                for one in turned["rules"]["promotions"]:
                    one.pop("group_scope", None)
                totals[select] = evaluate(turned["rules"], turned["request"])["due"]
            self.assertLessEqual(totals["best_for_customer"], totals["priority"], case["index"])

    def test_every_kind_of_effect_is_used(self):
        applied = {}
        for case in self.CASES:
            promotions = case["rules"]["promotions"] + [
                one["promotion"] for one in case["request"].get("fragments", [])]
            types = {one["id"]: [effect["type"] for effect in one["effects"]] for one in promotions}
            for entry in evaluate(case["rules"], case["request"])["applied"]:
                for type in types[entry["promotion"]]:
                    applied[type] = applied.get(type, 0) + 1
        for type in ("percent_off", "amount_off", "fixed_price", "buy_x_get_y", "free_shipping",
                     "earn_points"):
            self.assertGreater(applied.get(type, 0), 10, type)

    def test_the_same_seed_makes_the_same_case(self):
        self.assertEqual(dumps(make(4, 17)), dumps(self.CASES[17]))


class Caps(unittest.TestCase):
    """B012 to B015, caps and floors."""

    def test_hundred_percent_is_zero(self):
        result = evaluate(rules(promotion({"type": "percent_off", "percent": 100})),
                          request(line("a", 999, 7), line("b", 1), line("c", 0)))
        self.assertEqual(result["totals"]["total"], 0)

    def test_more_than_the_cart(self):
        result = evaluate(rules(promotion({"type": "amount_off", "target": "order", "amount": 5000})),
                          request(line("a", 3000)))
        self.assertEqual(result["totals"]["total"], 0)
        self.assertEqual(result["applied"][0]["amount"], 3000)
        self.assertEqual(result["applied"][0]["desired_amount"], 5000)

    def test_ten_off_three_tens(self):
        result = evaluate(rules(promotion({"type": "amount_off", "target": "order", "amount": 1000})),
                          request(line("c", 1000), line("a", 1000), line("b", 1000)))
        self.assertEqual(discounts(result), {"a": 334, "b": 333, "c": 333})

    def test_a_share_splits_over_its_units(self):
        result = evaluate(rules(promotion({"type": "amount_off", "target": "order", "amount": 1000})),
                          request(line("a", 1000, 3)))
        self.assertEqual(result["lines"][0]["units"], [666, 667, 667])

    def test_floor_price_cuts_and_the_rest_moves(self):
        result = evaluate(rules(promotion({"type": "amount_off", "target": "order", "amount": 1000})),
                          request(line("a", 1000, attributes={"floor_price": 900}), line("b", 1000)))
        self.assertEqual(discounts(result), {"a": 100, "b": 900})

    def test_percent_of_original_is_cut_and_does_not_move(self):
        both = rules(promotion({"type": "fixed_price", "amount": 100,
                                "where": {"fact": "line.id", "eq": "a"}}, id="a"),
                     promotion({"type": "percent_off", "percent": 50}, id="b"),
                     pricing={"percent_of": "original"})
        result = evaluate(both, request(line("a", 1000), line("b", 1000)))
        self.assertEqual(discounts(result), {"a": 1000, "b": 500})


class Combining(unittest.TestCase):
    """rules.md section 6."""

    TEN = {"type": "percent_off", "percent": 10, "target": "order"}
    FIVE = {"type": "amount_off", "amount": 500, "target": "order"}

    def total(self, select, *promotions):
        return evaluate(rules(*promotions, pricing={"select": select}),
                        request(line("a", 10000), shipping=500))

    def test_exclusive(self):
        some = (promotion(self.TEN, id="ten", exclusive=True),
                promotion(self.FIVE, id="five", priority=5),
                promotion({"type": "earn_points", "per": 100, "points": 1}, id="points"))
        walk = self.total("priority", *some)
        self.assertEqual([one["promotion"] for one in walk["applied"]], ["five", "points"])
        best = self.total("best_for_customer", *some)
        self.assertEqual([one["promotion"] for one in best["applied"]], ["ten", "points"])
        self.assertEqual(best["totals"]["total"], 9500)

    def test_group_takes_one(self):
        some = (promotion(self.TEN, id="ten", group="g"),
                promotion(self.FIVE, id="five", group="g", priority=5))
        self.assertEqual(self.total("priority", *some)["rejected"], {"ten": {"group_taken"}})
        self.assertEqual(self.total("best_for_customer", *some)["totals"]["total"], 9500)

    def test_stop_closes_lines(self):
        some = rules(promotion({"type": "percent_off", "percent": 10,
                                "where": {"fact": "line.id", "eq": "a"}}, id="s", stop=True,
                               priority=1),
                     promotion({"type": "percent_off", "percent": 50}, id="t"),
                     pricing={"select": "priority"})
        result = evaluate(some, request(line("a", 1000), line("b", 1000)))
        self.assertEqual(discounts(result), {"a": 100, "b": 500})

    def test_best_may_leave_one_out(self):
        # `dear` runs first and brings the cart below the threshold of the better `ship`.
        some = (promotion({"type": "amount_off", "target": "order", "amount": 100}, id="small"),
                promotion({"type": "free_shipping"}, id="ship",
                          when={"fact": "cart.discounted_subtotal", "gte": 10000}))
        result = self.total("best_for_customer", *some)
        self.assertEqual([one["promotion"] for one in result["applied"]], ["ship"])

    def test_group_of_each_line(self):
        a = promotion({"type": "percent_off", "percent": 10}, id="a", group="g", group_scope="line",
                      priority=9)
        b = promotion({"type": "amount_off", "allocate": "each", "amount": 300}, id="b", group="g",
                      group_scope="line")
        result = evaluate(rules(a, b), request(line("x", 10000), line("y", 1000)))
        self.assertEqual(discounts(result), {"x": 1000, "y": 300})


class TaxAndPoints(unittest.TestCase):
    """Rounding, tax, points of rules.md sections 5 and 7."""

    def test_points_multiply_the_per_sum_only(self):
        some = rules(promotion({"type": "earn_points", "per": 100, "points": 1}, id="a"),
                     promotion({"type": "earn_points", "per": 300, "points": 1}, id="b"),
                     promotion({"type": "earn_points", "multiply": Fraction(3, 2)}, id="c"),
                     promotion({"type": "earn_points", "points": 50}, id="d"))
        result = evaluate(some, request(line("x", 999)))
        # 9 + 3 = 12, times 1.5 = 18, plus 50
        self.assertEqual(result["points"], 68)

    def test_tax_is_added(self):
        some = rules(prices_include_tax=False, tax={"default_rate": 21, "shipping_rate": 10})
        result = evaluate(some, request(line("x", 999), line("y", 1, tax_rate=0), shipping=495))
        self.assertEqual(result["totals"]["tax"], 210 + 50)
        self.assertEqual(result["totals"]["total"], 1495 + 260)

    def test_rounding(self):
        half = Fraction(5, 2)
        self.assertEqual([round_to_int(half, mode) for mode in
                          ("half_up", "half_even", "half_down", "floor")], [3, 2, 2, 2])
        self.assertEqual(round_to_int(Fraction(7, 2), "half_even"), 4)

    def test_shares(self):
        self.assertEqual(share_out(1000, [1, 1, 1]), [334, 333, 333])
        self.assertEqual(share_out(5, [0, 0]), [0, 0])
        self.assertEqual(share_out_within(10, [1, 1, 1], [1, 9, 9]), [1, 5, 4])


if __name__ == "__main__":
    unittest.main()
