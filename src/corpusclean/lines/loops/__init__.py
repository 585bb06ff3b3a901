"""The part of line repair that looks at single characters and single rows: loops, interpreted or compiled (docs/decisions/0008).

Text comes in as numbers, evidence goes out as numbers; what they mean is named in `fields.py` and in `signs.py`.
"""
