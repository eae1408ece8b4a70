"""JSON with exact numbers: what is no integer becomes a Fraction, read from its text."""

import json
from fractions import Fraction


def loads(text):
    return json.loads(text, parse_float=Fraction)


def dumps(value, indent=None):
    separators = (",", ":") if indent is None else None
    return json.dumps(value, ensure_ascii=False, separators=separators, default=_plain,
                      indent=indent)


def _plain(value):
    if isinstance(value, Fraction):
        # At most four decimals ever come in: the shortest double that reads back is that text.
        return float(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(type(value))
