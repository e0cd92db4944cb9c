# SPDX-License-Identifier: Apache-2.0
"""Values in the notation of the conformance cases, from Python's values and as a kind with a content.

Python's moments have microseconds, so that finer ones are rounded down. Its maps take 1 and true for one key: then
the keys alone are told.
"""
import base64
import datetime

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
MICROSECOND = datetime.timedelta(microseconds=1)


def notation(value, kind="dyn"):
    if value is None:
        return {"t": "null"}
    if isinstance(value, bool):
        return {"t": "bool", "v": value}
    if isinstance(value, int):
        return {"t": "uint" if kind == "uint" else "int", "v": str(value)}
    if isinstance(value, float):
        return {"t": "double", "v": repr(value)}
    if isinstance(value, str):
        return {"t": "string", "v": value}
    if isinstance(value, bytes):
        return {"t": "bytes", "v": base64.b64encode(value).decode()}
    if isinstance(value, list):
        return {"t": "list", "v": [notation(item) for item in value]}
    if isinstance(value, dict):
        return {"t": "map", "v": [[notation(key), notation(item)] for key, item in value.items()]}
    moment = value - EPOCH if isinstance(value, datetime.datetime) else value
    seconds, rest = divmod(moment // MICROSECOND, 1_000_000)
    if seconds < 0 and rest and moment is value:
        seconds, rest = seconds + 1, rest - 1_000_000
    return {"t": "duration" if moment is value else "timestamp", "s": str(seconds), "n": rest * 1000}


def form(value):
    kind, content = value["t"], value.get("v")
    if kind in ("int", "uint"):
        return kind, int(content)
    if kind == "double":
        number = float(content)
        return kind, "nan" if number != number else number.hex()
    if kind == "bytes":
        return kind, base64.b64decode(content)
    if kind == "list":
        return kind, [form(item) for item in content]
    if kind == "map":
        return map_form([(form(key)[1], form(item)) for key, item in content])
    if kind in ("timestamp", "duration"):
        return kind, int(value["s"]) * 1_000_000 + value["n"] // 1000
    return kind, None if kind == "optional" else content


def map_form(entries):
    table = dict(entries)
    return ("map", table) if len(table) == len(entries) else ("map", set(table))


def same(left, right):
    """Whether two forms are one value."""
    if left[0] != right[0]:
        return False
    first, second = left[1], right[1]
    if left[0] == "list":
        return len(first) == len(second) and all(map(same, first, second))
    if left[0] == "map":
        if set(first) != set(second):
            return False
        return isinstance(first, set) or isinstance(second, set) or all(same(first[key], second[key]) for key in first)
    return type(first) is type(second) and first == second
