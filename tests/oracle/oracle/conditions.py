"""Conditions of rules.md section 3: facts, operators, `where`, segments."""

from . import instants

MISSING = object()

# The facts that change while promotions run; every other fact sees the cart as sent.
MOVING = {"cart.discounted_subtotal", "cart.total", "lines.discounted_subtotal", "line.discounted"}

TRUE_WHEN_MISSING = {"ne", "not_in", "has_none"}


def operator_of(condition):
    """(operator, operand) of a fact condition."""
    (name,) = [key for key in condition if key not in ("fact", "where")]
    return name, condition[name]


def holds(condition, scene, line=None):
    """Whether the condition holds in the scene (and for this line, inside a `where`)."""
    if condition is None:
        return True
    if "all" in condition:
        return all(holds(part, scene, line) for part in condition["all"])
    if "any" in condition:
        return any(holds(part, scene, line) for part in condition["any"])
    if "not" in condition:
        return not holds(condition["not"], scene, line)
    if "segment" in condition:
        return holds(scene.segments[condition["segment"]], scene, line)
    name, operand = operator_of(condition)
    value = fact(condition["fact"], scene, line, condition.get("where"))
    return compare(condition["fact"], value, name, operand)


def moves(condition, segments):
    """Whether the condition's answer can change while promotions run."""
    if condition is None:
        return False
    for name in ("all", "any"):
        if name in condition:
            return any(moves(part, segments) for part in condition[name])
    if "not" in condition:
        return moves(condition["not"], segments)
    if "segment" in condition:
        return moves(segments[condition["segment"]], segments)
    return condition["fact"] in MOVING or moves(condition.get("where"), segments)


def compare(fact_name, value, name, operand):
    if name == "exists":
        return (value is not MISSING) == operand
    if value is MISSING:
        return name in TRUE_WHEN_MISSING
    if fact_name == "context.time":
        operand = ([instants.minutes_of_day(text) for text in operand]
                   if isinstance(operand, list) else instants.minutes_of_day(operand))
    return OPERATORS[name](value, operand)


def kind(value):
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, str):
        return "text"
    if isinstance(value, list):
        return "set"
    return "number"


def same(value, operand):
    """Equal, with no coercion between kinds."""
    if kind(value) != kind(operand):
        return False
    if kind(value) == "set":
        return set(value) == set(operand)
    return value == operand


def ordered(test):
    return lambda value, operand: kind(value) == kind(operand) == "number" and test(value, operand)


def between(value, operand):
    start, end = operand
    if kind(value) != "number":
        return False
    return start <= value < end


def time_between(value, operand):
    start, end = operand
    return start <= value < end if start <= end else value >= start or value < end


def on_set(test):
    return lambda value, operand: kind(value) == "set" and test(value, operand)


def on_text(test):
    return lambda value, operand: kind(value) == "text" and test(value, operand)


OPERATORS = {
    "eq": same,
    "ne": lambda value, operand: not same(value, operand),
    "gt": ordered(lambda a, b: a > b),
    "gte": ordered(lambda a, b: a >= b),
    "lt": ordered(lambda a, b: a < b),
    "lte": ordered(lambda a, b: a <= b),
    "between": time_between,
    "in": lambda value, operand: any(same(value, one) for one in operand),
    "not_in": lambda value, operand: not any(same(value, one) for one in operand),
    "has": on_set(lambda value, one: one in value),
    "has_any": on_set(lambda value, some: any(one in value for one in some)),
    "has_all": on_set(lambda value, some: all(one in value for one in some)),
    "has_none": lambda value, some: kind(value) != "set" or not any(one in value for one in some),
    "starts_with": on_text(lambda value, part: value.startswith(part)),
    "ends_with": on_text(lambda value, part: value.endswith(part)),
    "contains": on_text(lambda value, part: part in value),
}


def fact(name, scene, line, where):
    """The value of a fact, or MISSING."""
    group, _, rest = name.partition(".")
    if group == "cart":
        return cart_fact(rest, scene)
    if group == "lines":
        return sum_over_lines(rest, scene, where)
    if group == "line":
        return line_fact(rest, line)
    if group == "shipping":
        return shipping_fact(rest, scene)
    if group == "customer":
        return customer_fact(rest, scene)
    if group == "context":
        return context_fact(rest, scene)
    raise KeyError(name)


def given(members, path):
    """A member of the request by its dotted path. An empty text or list counts as not given."""
    first, _, rest = path.partition(".")
    if first in ("attributes", "utm") and rest:
        value = members.get(first, {}).get(rest, MISSING)
    else:
        value = members.get(path, MISSING)
    return MISSING if value in ("", []) else value


def cart_fact(name, scene):
    lines = scene.state.lines
    if name == "subtotal":
        return sum(line.subtotal for line in lines)
    if name == "discounted_subtotal":
        return sum(line.total for line in lines)
    if name == "total":
        return scene.state.total()
    if name == "quantity":
        return sum(line.quantity for line in lines)
    if name == "lines":
        return len(lines)
    if name == "weight":
        return sum(line.sent.get("weight", 0) * line.quantity for line in lines)
    if name == "has_code":
        return bool(scene.codes)
    if name == "codes":
        return list(scene.codes) or MISSING
    return given(scene.cart, name)


def sum_over_lines(name, scene, where):
    lines = [line for line in scene.state.lines if where is None or holds(where, scene, line)]
    if name == "subtotal":
        return sum(line.subtotal for line in lines)
    if name == "discounted_subtotal":
        return sum(line.total for line in lines)
    if name == "quantity":
        return sum(line.quantity for line in lines)
    if name == "count":
        return len(lines)
    if name == "distinct_products":
        return len({("product", line.sent["product"]) if "product" in line.sent
                    else ("sku", line.sent["sku"]) for line in lines})
    raise KeyError(name)


def line_fact(name, line):
    sent = line.sent
    if name == "price":
        return sent["unit_price"]
    if name == "on_sale":
        return sent.get("list_price", 0) > sent["unit_price"]
    if name == "subtotal":
        return line.subtotal
    if name == "discounted":
        return line.subtotal - line.total
    return given(sent, name)


def shipping_fact(name, scene):
    if name == "zone":
        for zone, condition in scene.zones.items():
            if holds(condition, scene):
                return zone
        return MISSING
    if name == "price":
        return MISSING if scene.option is None else scene.option["price"]
    return given(scene.shipping, name)


def customer_fact(name, scene):
    customer = scene.customer
    if name == "first_order":
        return customer["orders"] == 0 if "orders" in customer else MISSING
    if name == "stage":
        return stage(scene)
    return given(customer, name)


def stage(scene):
    customer = scene.customer
    orders = customer.get("orders", 0)
    if orders >= 1:
        if customer.get("last_order_days", 0) > scene.store.get("dormant_days", 180):
            return "dormant"
        return "repeat" if orders >= 2 else "customer"
    if scene.cart.get("age_hours", 0) > scene.store.get("abandoned_hours", 24):
        return "cart_abandoned"
    return "subscribed" if customer.get("newsletter") is True else "new"


def context_fact(name, scene):
    if name == "weekday":
        return instants.wall_clock(scene.now, scene.offsets)[0]
    if name == "time":
        return instants.wall_clock(scene.now, scene.offsets)[1]
    return given(scene.context, name)
