# SPDX-License-Identifier: Apache-2.0
"""Where burnham and Google's C++ evaluator may differ, and how each such difference is known again.

The reasons stand in `docs/reference/expressions.md`, under the same names. An outcome is a word (`refused`, `failed`,
`value`), what was said or the value, and the deduced type.
"""
import pathlib
import re

from values import same

# What nothing gives a type: where it stands, the two deduce different ones.
UNDETERMINED = re.compile(r"\[\s*\]|\{\s*\}|\[\?|\.\?|optional\.none\(\)|math\.(least|greatest)\(")
# A macro over a map whose result has the order of its keys.
IN_ORDER_OF_KEYS = re.compile(r"(\bx?m|\bmi|[)\]}])\.(filter|map)\(")
# Literals that the two take differently, and one that they take alike.
REPLACED = {
    "infinity as text": (r"\(-?[01]\.0/0\.0\)|-?1e300|(?<![\d.])-?0\.0(?!\d)|'NaN'|'inf'|'-Infinity'", "1.5"),
    "timestamps that are not RFC 3339": (r"'\s*\d+-\d+-\d+[Tt]\d+:\d+:\d+[^']*'", "'2020-01-01T00:00:00Z'"),
    "long durations": ("'315576000000s'", "'1s'"),
    "offsets beyond a day": (r"'\+25:00'", "'+05:00'"),
    "white space in numbers and base64": (r"'[^']*(\s|\\n)[^']*'", "'1'"),
}


class Difference:
    """One expression with both outcomes, whether these are the same where nobody looks at types before, and a function
    that says whether they are for another expression, checked or not."""

    def __init__(self, question, ours, theirs, agrees_unchecked, agrees_on):
        self.question, self.ours, self.theirs = question, ours, theirs
        self.agrees_unchecked, self.agrees_on = agrees_unchecked, agrees_on
        self.text, self.is_checked = question

    def __str__(self):
        what = self.text if self.is_checked else f"{self.text}   (unchecked)"
        return f"{what}\n  burnham: {self.ours}\n  C++:     {self.theirs}"

    def words(self):
        return self.ours[0], self.theirs[0]

    def ours_says(self, text):
        return self.ours[0] != "value" and text in self.ours[1]

    def theirs_says(self, text):
        return self.theirs[0] != "value" and text in self.theirs[1]

    def is_of_literals(self, reason):
        """Whether it is gone with the literals in question."""
        text = re.sub(*REPLACED[reason], self.text)
        return text != self.text and self.agrees_on(text)

    def types_fit(self):
        """Whether one deduced type is the other with `dyn` in places, or with a time that may be null."""
        if None in (self.ours[2], self.theirs[2]):
            return False
        return fits(parts(self.ours[2]), parts(self.theirs[2]))


def parts(written):
    """`MAP<INT, DYN>` as ["MAP", ["INT"], ["DYN"]]."""
    name, _, rest = written.partition("<")
    pieces, depth = [""], 0
    for character in rest[:-1]:
        depth += (character == "<") - (character == ">")
        if character == "," and depth == 0:
            pieces.append("")
        else:
            pieces[-1] += character
    return [name.strip()] + ([parts(piece) for piece in pieces] if rest else [])


NULL_OR_TIME = [[["DURATION"], ["NULL"]], [["NULL"], ["TIMESTAMP"]]]


def fits(left, right):
    if ["DYN"] in (left, right) or sorted([left, right]) in NULL_OR_TIME:
        return True
    return left[0] == right[0] and len(left) == len(right) and all(map(fits, left[1:], right[1:]))


def in_some_order(form):
    """With every list sorted."""
    kind, content = form
    if kind == "list":
        return kind, sorted((in_some_order(item) for item in content), key=repr)
    if kind == "map" and isinstance(content, dict):
        return kind, {key: in_some_order(item) for key, item in sorted(content.items(), key=repr)}
    return form


def in_six_digits(form):
    return re.sub(r"\d+\.\d+(e[+-]\d+)?", lambda number: f"{float(number[0]):.6g}", str(form))


EXPLAINED = {
    "parts of unknown type": lambda it: it.is_checked and it.agrees_unchecked and it.types_fit(),
    "types that nothing determines": lambda it: it.is_checked and it.agrees_unchecked
    and UNDETERMINED.search(it.text) and (
        it.words()[0] == it.words()[1] or it.ours_says("does not take (") or it.ours_says("differ in type")
        or it.theirs_says("found no matching overload")
        or it.theirs_says("expression of type 'dyn' cannot be the range of a comprehension")),
    "pairs of signs": lambda it: re.search(r"-\s*-|!\s*!", it.text)
    and (it.ours[0] != "value" or it.theirs_says("invalid int literal")),
    "order of maps": lambda it: it.words() == ("value", "value") and (
        in_some_order(it.ours[1]) == in_some_order(it.theirs[1]) or IN_ORDER_OF_KEYS.search(it.text)),
    "conversions without a definition": lambda it: it.ours_says("`int` does not take (bool)")
    or it.ours_says("`duration` does not take (int)"),
    "keys that stand twice": lambda it: it.theirs_says("duplicate key in map") and it.ours[0] == "value"
    or it.ours_says("a key stands twice") and it.theirs[0] == "value",
    "timestamps on the way": lambda it: it.ours_says("outside the range") and "timestamp" in it.text,
    "optional indexes that are no keys": lambda it: it.ours_says("`[]` does not take (map, ") and "[?" in it.text,
    "optional indexes that are no int": lambda it: it.theirs_says("_[?_](list, "),
    "indexes of null": lambda it: it.ours_says("`[]` does not take (null") and it.words() == ("refused", "failed"),
    "keys of what is left out": lambda it: it.theirs_says("Invalid map key type") and "?" in it.text,
    "doubles in %s": lambda it: ".format(" in it.text and it.words() == ("value", "value")
    and in_six_digits(it.ours[1]) == in_six_digits(it.theirs[1]),
    "bytes that are no text": lambda it: it.ours_says("does not convert to string") and ".format(" in it.text,
} | {reason: lambda it, reason=reason: it.is_of_literals(reason) for reason in REPLACED}


def explanation(difference):
    """The name of the first that applies; None where nothing explains it."""
    return next((name for name, applies in EXPLAINED.items() if applies(difference)), None)


def undocumented():
    """Those whose reason the reference page does not give."""
    page = pathlib.Path(__file__).parents[3] / "docs/reference/expressions.md"
    text = page.read_text()
    return [name for name in EXPLAINED if f"| {name} |" not in text]
