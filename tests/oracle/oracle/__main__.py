"""`python3 -m oracle FILE.jsonl`: one answer a line for lines of {"rules", "request"}."""

import sys

from . import jsonio
from .answer import evaluate


def main(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            case = jsonio.loads(line)
            print(jsonio.dumps(evaluate(case["rules"], case["request"])))


if __name__ == "__main__":
    main(sys.argv[1])
