"""Stands in for the engine in the comparer's own tests: the oracle, spelt as the engine spells it.

    fake_engine.py FILE.jsonl [--bug]

With `--bug` it computes every percentage a cent too high, as a planted mistake.
"""

import sys

from oracle.answer import evaluate
from oracle.jsonio import dumps, loads
from oracle import effects


def as_engine(result):
    def listed(allocations):
        return [{"promotion": name, "amount": amount} for name, amount in allocations.items()]

    answer = dict(result)
    answer["lines"] = [{**line, "allocations": listed(line["allocations"]),
                        "units": [{"count": 1, "total": price} for price in line["units"]]}
                       for line in result["lines"]]
    answer["totals"] = [{"type": name, "amount": amount}
                        for name, amount in result["totals"].items()]
    answer["rejected"] = [
        {kind: name, "reason": "condition_not_met" if "condition" in reasons else sorted(reasons)[0]}
        for kind, member in (("promotion", "rejected"), ("code", "rejected_codes"))
        for name, reasons in result[member].items()]
    answer["points"] = {"earn": result["points"]}
    if "shipping" in result:
        answer["shipping"] = {**result["shipping"],
                              "allocations": listed(result["shipping"].get("allocations", {}))}
    return {"result": answer, "meta": {"optimality": {"proven": True}}}


def main(arguments):
    if "--bug" in arguments:
        right = effects.round_to_int
        effects.round_to_int = lambda value, mode: right(value, mode) + (1 if value else 0)
    with open([one for one in arguments if not one.startswith("--")][0], encoding="utf-8") as lines:
        for line in lines:
            case = loads(line)
            print(dumps(as_engine(evaluate(case["rules"], case["request"]))))


if __name__ == "__main__":
    main(sys.argv[1:])
