"""A second evaluator of Tendero rules: slow, naive, exact. Written from the rules page alone.

It shares no code and no idea of structure with the engine, so that a mistake has to be made twice
to stay unseen. Money is `int` minor units, percentages are `Fraction`; there are no floats.
"""
