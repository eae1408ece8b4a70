"""Runs random cases through the engine and the oracle, and prints where they differ.

    compare.py --seed N --count M --engine "build/native/out/tendero eval --batch"

The engine command gets a file of JSON lines {"rules", "request"} as its last argument and prints
one answer a line. Each difference is shrunk to a small case and printed with the sentence of the
rules page that decides it. Exit code 1 when anything differs, 2 when the engine does not answer.

`--plants` spoils one value of one answer of the engine at a time, to show that each is seen.
"""

import argparse
import copy
import os
import shlex
import subprocess
import sys
import tempfile
import time

from differences import differences, engine_values
from generate import make
from oracle.jsonio import dumps, loads
from oracle.selection import TooManyCandidates
from readings import CASES
from sentences import deciding_sentence
from shrink import shrink


def more(holder, name):
    """One more of something."""
    holder[name] += 1


# Each spoils an answer that has what it spoils, and raises otherwise.
PLANTS = {
    "line_total": lambda result: more(result["lines"][0], "total"),
    "allocation": lambda result: more(result["lines"][0]["allocations"][0], "amount"),
    "unit": lambda result: more(result["lines"][-1]["units"][0], "total"),
    "applied": lambda result: result["applied"].pop(),
    "desired": lambda result: more(result["applied"][0], "desired_amount"),
    "tax": lambda result: more(result["tax"], "amount"),
    "option": lambda result: more(result["shipping"]["options"][0], "cart_total"),
    "points": lambda result: more(result["points"], "earn"),
    "rejected": lambda result: result["rejected"].pop(),
    "reason": lambda result: result["rejected"][0].update(reason="ended"),
}


def planted(kind, answers):
    """The answers, of which the first that has what is to be spoilt is spoilt."""
    answers = copy.deepcopy(answers)
    for answer in answers:
        try:
            PLANTS[kind](answer["result"])
            return answers
        except (LookupError, TypeError):
            continue
    raise EngineFailed(f"no answer has a {kind} to spoil")


def check_plants(command, options):
    """Spoils one value at a time; each must make exactly one case differ."""
    cases = [make(options.seed, options.first + i) for i in range(options.count)]
    answers = engine_answers(command, cases)
    unseen = 0
    for kind in sorted(PLANTS):
        differing = [case["index"] for case, good, bad in
                     zip(cases, answers, planted(kind, answers))
                     if bad != good and differences(case, bad) and not differences(case, good)]
        print(f"planted {kind}: {'seen' if len(differing) == 1 else 'NOT SEEN'}")
        unseen += len(differing) != 1
    return 1 if unseen else 0


class EngineFailed(Exception):
    """The engine's command did not print one JSON answer a case."""


def engine_answers(command, cases):
    """The engine's answers to the cases, in order."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8",
                                     delete=False) as lines:
        for case in cases:
            lines.write(dumps({"rules": case["rules"], "request": case["request"]}) + "\n")
    try:
        done = subprocess.run([*command, lines.name], capture_output=True, text=True, timeout=600)
    finally:
        os.unlink(lines.name)
    answers = [loads(line) for line in done.stdout.splitlines()]
    if len(answers) != len(cases):
        raise EngineFailed(f"{len(answers)} answers to {len(cases)} cases, "
                           f"exit code {done.returncode}: {done.stderr[-2000:]}")
    return answers


def differ(command, cases):
    """Yields the differences of each case, one by one: the oracle is the slow side."""
    for case, answer in zip(cases, engine_answers(command, cases)):
        try:
            yield differences(case, answer)
        except (TooManyCandidates, KeyError, ValueError):
            yield []                  # shrinking made a case that is none


def report(command, case, first):
    """Prints one difference: seed, smallest case, both sides, deciding sentence."""
    print(f"--- seed {case['seed']} index {case['index']}")
    small = shrink(case, lambda cases: differ(command, cases), first)
    found = differences(small, engine_answers(command, [small])[0])
    print(dumps({"rules": small["rules"], "request": small["request"]}))
    for path, oracle, engine in (found or first)[:12]:
        print(f"    {path}: oracle {dumps(oracle)}, engine {dumps(engine)}")
    print("    decides:", deciding_sentence(small, [path for path, _, _ in found or first]))
    sys.stdout.flush()


def check_readings(command):
    """Runs the cases of readings.py on the engine: each sentence of wasm/RULES.md."""
    cases = [{"rules": some_rules, "request": some_request}
             for _, _, some_rules, some_request, _ in CASES]
    wrong = 0
    for (sentence, name, _, _, expected), case, answer in zip(
            CASES, cases, engine_answers(command, cases)):
        values = engine_values(answer["result"]) if "result" in answer else answer
        said = {path: values.get(path) or None for path in expected}
        if said != {path: value or None for path, value in expected.items()}:
            wrong += 1
            print(f"--- sentence {sentence}: {name}\n{dumps(case)}")
            print(f"    expected {dumps(expected)}, engine {dumps(said)}")
            if values is answer:
                print(f"    {dumps(answer)}")
    print(f"oracle: {len(CASES)} readings, {wrong} wrong")
    return 1 if wrong else 0


def compare(command, options):
    started = time.monotonic()
    indices = range(options.first, options.first + options.count)
    seen = unproven = engine_s = 0
    differing = []
    for start in range(0, len(indices), options.batch):
        cases = [make(options.seed, index) for index in indices[start:start + options.batch]]
        before = time.monotonic()
        answers = engine_answers(command, cases)
        engine_s += time.monotonic() - before
        for case, answer in zip(cases, answers):
            found = differences(case, answer)
            seen += 1
            unproven += not answer.get("meta", {}).get("optimality", {}).get("proven", True)
            if found:
                differing.append((case, found))
        if len(differing) >= options.most:
            break
    for case, found in differing[:options.most]:
        report(command, case, found)
    print(f"oracle: seed {options.seed}, {seen} carts compared, {len(differing)} differ, "
          f"{unproven} sets not proven best, {time.monotonic() - started:.1f} s (engine {engine_s:.1f} s)")
    return 1 if differing else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="index of the first case")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--batch", type=int, default=500)
    parser.add_argument("--most", type=int, default=5, help="stop after this many differences")
    parser.add_argument("--readings", action="store_true", help="run the cases of readings.py")
    parser.add_argument("--plants", action="store_true", help="spoil answers, see it noticed")
    parser.add_argument("--engine", required=True, help="command; a file name is appended")
    options = parser.parse_args()
    command = shlex.split(options.engine)
    try:
        if options.readings:
            return check_readings(command)
        return (check_plants if options.plants else compare)(command, options)
    except EngineFailed as failure:
        print(f"oracle: {failure}")
        return 2


if __name__ == "__main__":
    sys.exit(main())
