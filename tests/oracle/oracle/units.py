"""Effects that use units up: buy_x_get_y, and fixed_price with a quantity (rules.md section 5, Units)."""

from . import effects


class Unit:
    """One unit of a line."""

    __slots__ = ("line", "index")

    def __init__(self, line, index):
        self.line, self.index = line, index

    @property
    def price(self):
        return self.line.prices[self.index]

    @property
    def sent(self):
        return self.line.sent["unit_price"]

    @property
    def tie(self):
        return self.line.key, self.index


def in_pick_order(some, pick):
    if pick == "cart_order":
        return sorted(some, key=lambda unit: (unit.line.position, unit.index))
    sign = -1 if pick == "dearest" else 1
    return sorted(some, key=lambda unit: (sign * unit.price, unit.tie))


def by_line(some):
    """[(line, [indices])] in tie order."""
    lines = {}
    for unit in some:
        lines.setdefault(unit.line, []).append(unit.index)
    return [(line, sorted(lines[line])) for line in sorted(lines, key=lambda line: line.key)]


def open_units(run, promotion, where, lines=None):
    """The open units of the matching lines: those that no such effect has used."""
    return [Unit(line, index)
            for line in effects.open_lines(run, promotion, where) if lines is None or line in lines
            for index in range(line.quantity) if not line.used[index]]


def priced_groups(run, promotion, effect):
    """fixed_price with `quantity`: "any 3 for 10 €"."""
    size = effect["quantity"]
    dearest = in_pick_order(open_units(run, promotion, effect.get("where")), "dearest")
    groups = [dearest[i:i + size] for i in range(0, len(dearest) - size + 1, size)]
    taken = desired = 0
    for group in groups[:run.per_cart(promotion)]:
        if (sum(unit.price for unit in group) <= effect["amount"]
                or not any(unit.line.room(unit.index) for unit in group)):
            break                             # it would not get cheaper
        wanted = sum(unit.price for unit in group) - effect["amount"]
        desired += wanted
        taken += effects.one_amount(promotion, by_line(group), wanted)
        use(group)
    return taken, desired


def use(some):
    """Uses units up: they are no longer open."""
    for unit in some:
        unit.line.used[unit.index] = True


def buy_x_get_y(run, promotion, effect):
    limit = run.per_cart(promotion)
    if effect.get("scope") == "line":
        scopes = [[line] for line in run.state.in_tie_order]
    else:
        scopes = [None]
    bought, got = [], []
    for lines in scopes:
        offer = Offer(effect,
                      open_units(run, promotion, effect["buy"].get("where"), lines),
                      open_units(run, promotion, effect["get"].get("where"), lines), limit)
        if effect.get("grouping") == "each":
            buys, gets = offer.each_group()
        else:
            buys, gets = offer.whole_cart()
        if limit is not None:
            limit -= offer.applications
        bought += buys
        got += gets
    taken, desired = change_prices(run, promotion, by_line(got), effect["get"])
    if taken > 0:
        use(bought + got)
    return taken, desired


def change_prices(run, promotion, selection, get):
    """What `get` does to the prices of the get units."""
    if "amount_off" in get:
        return effects.amount_each_unit(promotion, selection, get["amount_off"])
    if "fixed_price" in get:
        return effects.price_each_unit(promotion, selection, get["fixed_price"])
    return effects.percent_of_units(run, promotion, selection, get["percent_off"])


class Offer:
    """Which units one buy_x_get_y takes as buy and as get units.

    Units are known by their place in `self.every`; `self.buyable` and `self.gettable` are sets of
    places. n is the most applications, m the most get units that n applications can have (fewer
    than n × y only with `partial`).
    """

    def __init__(self, effect, buy_units, get_units, limit):
        self.buy_quantity = effect["buy"].get("quantity")
        self.buy_amount = effect["buy"].get("amount")
        self.get_quantity = effect["get"].get("quantity", 1)
        self.partial = effect.get("partial", False)
        self.pick = effect.get("pick", "cheapest")
        places = {}
        for unit in buy_units + get_units:
            places.setdefault(unit.tie, unit)
        self.every = sorted(places.values(), key=lambda unit: unit.tie)
        place_of = {unit.tie: place for place, unit in enumerate(self.every)}
        self.buyable = {place_of[unit.tie] for unit in buy_units}
        self.gettable = {place_of[unit.tie] for unit in get_units}
        as_sent = sorted(range(len(self.every)), key=lambda place: (-self.every[place].sent, place))
        self.place_as_sent = {place: i for i, place in enumerate(as_sent)}
        self.applications = 0
        self.limit = len(self.every) if limit is None else limit

    def ordered(self, places, pick):
        place_of = {unit.tie: place for place, unit in enumerate(self.every)}
        return [place_of[unit.tie]
                for unit in in_pick_order([self.every[place] for place in places], pick)]

    def by_price_sent(self, places):
        """Dearest as sent first: how `buy.amount` consumes."""
        return sorted(places, key=self.place_as_sent.__getitem__)

    def buys_among(self, places, count):
        """The buy units of `count` applications, taken dearest first from `places`; None: too few."""
        if self.buy_quantity is not None:
            need = count * self.buy_quantity
            return self.ordered(places, "dearest")[:need] if len(places) >= need else None
        chosen, reached, groups = [], 0, 0
        for place in self.by_price_sent(places):
            if groups == count:
                break
            chosen.append(place)
            reached += self.every[place].sent
            if reached >= self.buy_amount:
                groups, reached = groups + 1, 0
        return chosen if groups == count else None

    def can_buy(self, places, count):
        if self.buy_quantity is not None:
            return len(places) >= count * self.buy_quantity
        return self.buys_among(places, count) is not None

    def possible(self, count, gets, chosen=frozenset()):
        """Whether `count` applications with `gets` get units exist that use all of `chosen` as get.

        The missing get units cost the buy side least when they are no buy units, and then when they
        are the cheapest as sent.
        """
        missing = gets - len(chosen)
        free = len(self.gettable - self.buyable - chosen)
        shared = self.by_price_sent((self.gettable & self.buyable) - chosen)
        from_shared = max(0, missing - free)
        if from_shared > len(shared):
            return False
        given_up = set(shared[len(shared) - from_shared:])
        return self.can_buy(self.buyable - chosen - given_up, count)

    def most(self):
        """(n, m)."""
        count = gets = 0
        while count < self.limit:
            least = count * self.get_quantity + (1 if self.partial else self.get_quantity)
            if not self.possible(count + 1, least):
                break
            count, gets = count + 1, least
        if self.partial and count:
            while gets < count * self.get_quantity and self.possible(count, gets + 1):
                gets += 1
        return count, gets

    def whole_cart(self):
        """(buy units, get units) over the whole cart, in `pick` order."""
        count, gets = self.most()
        self.applications = count
        chosen = set()
        for place in self.ordered(self.gettable, self.pick):
            if len(chosen) == gets:
                break
            if self.possible(count, gets, frozenset(chosen | {place})):
                chosen.add(place)
        buys = self.buys_among(self.buyable - chosen, count)
        return [self.every[p] for p in buys], [self.every[p] for p in sorted(chosen)]

    def each_group(self):
        """(buy units, get units) where groups are formed dearest first, and get units inside each."""
        if self.buy_amount is not None:
            return self.each_group_by_amount()
        count, gets = self.most()
        self.applications = count
        left = set(range(len(self.every)))
        bought, got = [], []
        for i in range(count):
            here = min(self.get_quantity, gets - len(got))
            group = set()
            for place in self.ordered(left, "dearest"):
                if len(group) == self.buy_quantity + here:
                    break
                if self.fits(group | {place}, left, here,
                             (count - i) * self.buy_quantity, gets - len(got)):
                    group.add(place)
            inside = self.pick_inside(group, here)
            got += sorted(inside)
            bought += sorted(group - inside)
            left -= group
        return self.lowest_indices(bought, got)

    def lowest_indices(self, bought, got):
        """The same numbers of units, where units alike (of one line at one price) are taken by index:
        over all groups together the get units first, then the buy units."""
        alike = {}
        for place, unit in enumerate(self.every):
            alike.setdefault((unit.line, unit.price), []).append(place)
        buys, gets = [], []
        for places in alike.values():
            first = sum(1 for place in places if place in got)
            second = sum(1 for place in places if place in bought)
            gets += places[:first]
            buys += places[first:first + second]
        return [self.every[p] for p in buys], [self.every[p] for p in gets]

    def fits(self, group, left, gets_here, buys_left, gets_left):
        """Whether the group so far can be completed, and all groups after it."""
        rest = left - group
        only_buy = len(rest & self.buyable - self.gettable)
        only_get = len(rest & self.gettable - self.buyable)
        both = len(rest & self.buyable & self.gettable)
        for as_get in range(gets_here + 1):
            as_buy = len(group) - as_get
            if not 0 <= as_buy <= self.buy_quantity:
                continue
            if len(group - self.buyable) > as_get or len(group - self.gettable) > as_buy:
                continue
            short = max(0, buys_left - as_buy - only_buy) + max(0, gets_left - as_get - only_get)
            if short <= both:
                return True
        return False

    def pick_inside(self, group, gets):
        """The get units of a formed group, such that the rest are buy units."""
        inside = set()
        must = group - self.buyable
        for place in self.ordered(group & self.gettable, self.pick):
            if len(inside) < gets and len(must - inside - {place}) <= gets - len(inside) - 1:
                inside.add(place)
        return inside

    def each_group_by_amount(self):
        """`each` with `buy.amount`: the shortest dearest-first groups that hold what is asked."""
        left = set(range(len(self.every)))
        bought, got = [], []
        while self.applications < self.limit:
            group, inside = self.shortest_group(left)
            if group is None:
                break
            self.applications += 1
            used = inside | (group & self.buyable)
            bought += sorted(used - inside)
            got += sorted(inside)
            left -= used
        return [self.every[p] for p in bought], [self.every[p] for p in got]

    def shortest_group(self, left):
        group = set()
        for place in self.ordered(left, "dearest"):
            group.add(place)
            inside = self.gets_with_amount(group)
            if inside is not None:
                return group, inside
        return None, None

    def gets_with_amount(self, group):
        """The picked get units of a group whose other units reach the amount, or None."""
        def reaches(chosen):
            missing = self.get_quantity - len(chosen)
            free = len(group & self.gettable - self.buyable - chosen)
            shared = self.by_price_sent((group & self.gettable & self.buyable) - chosen)
            if max(0, missing - free) > len(shared):
                return False
            given_up = set(shared[len(shared) - max(0, missing - free):])
            buys = (group & self.buyable) - chosen - given_up
            return sum(self.every[place].sent for place in buys) >= self.buy_amount

        if not reaches(set()):
            return None
        chosen = set()
        for place in self.ordered(group & self.gettable, self.pick):
            if len(chosen) < self.get_quantity and reaches(chosen | {place}):
                chosen.add(place)
        return chosen
