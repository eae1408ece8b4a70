"""run(S): applies a set of promotions in run order (rules.md sections 5 and 6)."""

from fractions import Fraction
from math import floor

from . import effects
from .conditions import holds
from .state import State, rank

DEFAULTS = {"percent_of": "current", "rounding": "half_up", "round_at": "line"}


class Scene:
    """Everything that does not change while promotions run."""

    def __init__(self, rules, request, method, promotions, segments, codes, offsets, now):
        self.codes = codes                       # as entered, of those that opened a promotion
        self.store = rules["store"]
        self.zones = rules.get("shipping", {}).get("zones", {})
        self.segments = segments
        self.offsets = offsets
        self.now = now
        self.request = request
        self.cart = request["cart"]
        self.customer = request.get("customer", {})
        self.context = request.get("context", {})
        self.shipping = dict(self.cart.get("shipping", {}))
        self.shipping.pop("method", None)
        self.option = None
        if method is not None:
            self.shipping["method"] = method
            (self.option,) = [one for one in self.shipping["options"] if one["id"] == method]
        self.prices_include_tax = self.store.get("prices_include_tax", True)
        self.store_floor = self.store.get("floor_price", 0)
        self.by_id = {promotion["id"]: promotion for promotion in promotions}
        self.alone = {}       # promotion id → {line id: money off computed alone}


class Run:
    """One application of a set of promotions. `failed` names a promotion whose `when` did not hold.

    In groups with `group_scope: line` a line goes to the member that takes most off it alone, or
    (`first_come`, in a walk by priority) to the first that takes something off it.
    """

    def __init__(self, scene, promotions, ask_when=True, first_come=False):
        self.scene = scene
        self.first_come = first_come
        self.promotions = promotions
        self.state = State(scene)
        self.earning = []                                # (promotion, earn_points effect)
        self.failed = None
        self.taken = {promotion["id"]: 0 for promotion in promotions}
        self.desired = {promotion["id"]: 0 for promotion in promotions}
        self.goods_by_phase = {}                         # phase → money taken off lines
        self.owners = self.owners_of_lines()
        tested = set()
        for phase, _, position, promotion in in_run_order(promotions):
            if ask_when and promotion["id"] not in tested:
                tested.add(promotion["id"])
                scene.state = self.state
                if not holds(promotion.get("when"), scene):
                    self.failed = promotion
                    return
            before = self.state.goods()
            self.apply(promotion, promotion["effects"][position])
            self.goods_by_phase[phase] = (self.goods_by_phase.get(phase, 0)
                                          + before - self.state.goods())
        self.points = self.count_points()

    def apply(self, promotion, effect):
        self.scene.state = self.state
        taken, desired = effects.EFFECTS[effect["type"]](self, promotion, effect)
        self.taken[promotion["id"]] += taken
        self.desired[promotion["id"]] += desired

    def pricing(self, name):
        return self.scene.store.get("pricing", {}).get(name, DEFAULTS[name])

    @staticmethod
    def per_cart(promotion):
        return promotion.get("limits", {}).get("per_cart")

    def does_something(self, promotion):
        return self.taken[promotion["id"]] > 0 or self.points[promotion["id"]] > 0

    # group_scope: line

    def owners_of_lines(self):
        """{(group, line id): promotion id} for the groups that share out lines among this set."""
        owners = {}
        for promotion in sorted(self.promotions, key=rank):
            if not shares_lines(promotion):
                continue
            for line, off in self.alone(promotion).items():
                best = owners.get((promotion["group"], line), (0, None))
                if off > best[0]:
                    owners[promotion["group"], line] = off, promotion["id"]
        return {key: owner for key, (_, owner) in owners.items()}

    def alone(self, promotion):
        """{line id: what the promotion takes off it computed alone on the cart as sent}."""
        known = self.scene.alone
        if promotion["id"] not in known:
            single = dict(promotion)
            del single["group_scope"]
            known[promotion["id"]] = {}
            run = Run(self.scene, [single], ask_when=False)
            known[promotion["id"]] = {line.id: line.subtotal - line.total
                                      for line in run.state.lines}
        return known[promotion["id"]]

    def owns(self, promotion, line):
        if not shares_lines(promotion):
            return True
        if self.first_come:
            return not any(self.scene.by_id[taker].get("group") == promotion["group"]
                           for taker in line.taken if taker != promotion["id"])
        return self.owners.get((promotion["group"], line.id)) == promotion["id"]

    # rewards

    def count_points(self):
        """{promotion id: points} (rules.md section 5, Points)."""
        points = {promotion["id"]: 0 for promotion in self.promotions}
        base = self.state.goods()
        per_sum = 0
        for promotion, effect in self.earning:
            if "per" in effect:
                earned = base * effect["points"] // effect["per"]
                per_sum += earned
                points[promotion["id"]] += earned
            elif "points" in effect:
                points[promotion["id"]] += effect["points"]
        factor = Fraction(1)
        for promotion, effect in self.earning:
            if "multiply" in effect:
                before = floor(factor * per_sum)
                factor *= Fraction(effect["multiply"])
                points[promotion["id"]] += floor(factor * per_sum) - before
        return points


def shares_lines(promotion):
    """Whether the promotion is in a group of which each line has at most one member."""
    return "group" in promotion and promotion.get("group_scope") == "line"


def in_run_order(promotions):
    """[(phase, rank, position in effects, promotion)]."""
    steps = [(effects.phase_of(effect), rank(promotion), position, promotion)
             for promotion in promotions
             for position, effect in enumerate(promotion["effects"])]
    return sorted(steps, key=lambda step: step[:3])


def first_step(promotion):
    """Where the promotion stands in run order: the place of its first effect."""
    return in_run_order([promotion])[0][:3]
