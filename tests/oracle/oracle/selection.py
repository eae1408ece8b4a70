"""Which promotions apply (rules.md section 6)."""

from .conditions import holds, moves
from .effects import REWARDS
from .run import Run, first_step
from .state import rank

MOST_CANDIDATES = 12


def changes_money(promotion):
    return any(effect["type"] not in REWARDS for effect in promotion["effects"])


def only_multiplies(promotion):
    """Points of a factor are known when all rewards are: in a walk it is taken on trust."""
    return (not changes_money(promotion)
            and any("multiply" in effect for effect in promotion["effects"]))


def tolerate(one, other):
    """Whether two promotions may apply in one cart; the reason if not."""
    for a, b in ((one, other), (other, one)):
        if a.get("exclusive") == "all" or (a.get("exclusive") is True and changes_money(b)):
            return "exclusive_applied"
    if "group" in one and one["group"] == other.get("group"):
        if "line" not in (one.get("group_scope"), other.get("group_scope")):
            return "group_taken"
    return None


class TooManyCandidates(Exception):
    """Brute force is only tried up to MOST_CANDIDATES promotions."""


def setting(scene):
    return scene.store.get("pricing", {}).get("select", "best_for_customer")


def select(scene, candidates, how):
    """The run of the promotions that apply: `best_for_customer`, the walk by `priority`, or of a
    list of ids, as far as they may apply together (None: they may not)."""
    if isinstance(how, list):
        return given_set(scene, [one for one in candidates if one["id"] in how])
    if how == "priority":
        return walk(scene, candidates, first_come=setting(scene) == "priority")
    return best(scene, candidates)


def walk(scene, candidates, first_come):
    """`priority`: once in run order, each that holds, does something and tolerates all taken."""
    taken = []
    for promotion in sorted(candidates, key=first_step):
        if any(tolerate(promotion, other) for other in taken):
            continue
        run = Run(scene, taken + [promotion], first_come=first_come)
        if run.failed is not None:
            continue
        if only_multiplies(promotion) or run.does_something(promotion):
            taken.append(promotion)
    return Run(scene, taken, first_come=first_come)


def given_set(scene, promotions):
    if any(tolerate(a, b) for a in promotions for b in promotions if a is not b):
        return None
    run = Run(scene, promotions)
    if run.failed is not None or not all(run.does_something(one) for one in promotions):
        return None
    return run


def best(scene, candidates):
    """`best_for_customer`: every feasible set is tried."""
    scene.state = Run(scene, []).state
    hopeful = [promotion for promotion in sorted(candidates, key=rank)
               if moves(promotion.get("when"), scene.segments)
               or holds(promotion.get("when"), scene)]
    if len(hopeful) > MOST_CANDIDATES:
        raise TooManyCandidates(len(hopeful))
    against = [sum(1 << j for j, other in enumerate(hopeful)
                   if j != i and tolerate(promotion, other))
               for i, promotion in enumerate(hopeful)]
    winner = winner_key = None
    for mask in range(1 << len(hopeful)):
        members = [i for i in range(len(hopeful)) if mask >> i & 1]
        if any(mask & against[i] for i in members):
            continue
        chosen = [hopeful[i] for i in members]
        run = Run(scene, chosen)
        if run.failed is not None or not all(run.does_something(one) for one in chosen):
            continue
        # The order of rules.md: lower total, more points, then the promotions by rank, the longer
        # list first where one begins with the other (a sentinel after every rank does that).
        key = (run.state.total(), -sum(run.points.values()), members + [len(hopeful)])
        if winner_key is None or key < winner_key:
            winner, winner_key = run, key
    return winner
