# SPDX-License-Identifier: Apache-2.0
"""Random expressions of CEL, the same ones for the same seed.

Most are of the type that was asked for. Some have a part of another type, or of one that only the evaluation finds
out, or are cut in their text: what is refused, and when, is to be the same, too.
"""
import random

from extensions import Extensions
from vocabulary import (
    CONVERSIONS, GETTERS, KEYS, LITERALS, NUMBERS, ORDERED, SCALARS, SPANS, TYPE_NAMES, VARIABLES)

EXTENDED = ["int", "uint", "double", "bool", "bytes", "string"]


class Generator(Extensions):
    """Writes one expression after another. Types are named as in `VARIABLES`."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.scope = []

    def question(self):
        """An expression, and whether its types are to be checked before."""
        self.scope = [(name, kind) for name, (kind, _) in VARIABLES.items()]
        text = self.any(self.random.choice((1, 2, 2, 3, 3, 4)))
        return self.damaged(text) if self.chance(0.02) else text, self.chance(0.85)

    # Choices

    def chance(self, share):
        return self.random.random() < share

    def pick(self, items):
        return self.random.choice(items)

    def kind(self, depth):
        choice = self.random.random()
        if depth <= 0 or choice < 0.7:
            return self.pick(SCALARS + ["bool", "bool", "int", "string"])
        if choice < 0.85:
            return f"list({self.kind(depth - 2)})"
        return f"map({self.pick(KEYS)},{self.kind(depth - 2)})"

    def damaged(self, text):
        place = self.random.randrange(len(text) + 1)
        if self.chance(0.5):
            return text[:place] + text[place + 1:]
        return text[:place] + self.pick("()[]{}.,?:'\"\\+-*/%!<>=&| \t#@$;^~0aeu_") + text[place:]

    # Expressions

    def any(self, depth):
        return self.of(self.kind(depth), depth)

    def of(self, kind, depth):
        """An expression of the type, and rarely of another."""
        if self.chance(0.03):
            kind = self.kind(depth)
        if self.chance(0.04):
            return f"dyn({self.any(depth - 1)})" if self.chance(0.4) else f"dyn({self.of(kind, depth - 1)})"
        names = [name for name, known in self.scope if known == kind or known == "dyn" and self.chance(0.1)]
        if names and self.chance(0.35 if depth > 0 else 0.5):
            return self.pick(names)
        if depth <= 0:
            return self.leaf(kind)
        if self.chance(0.12):
            return self.shared(kind, depth)
        if self.chance(0.06):
            return self.extended(kind, depth)
        if kind.startswith("list("):
            return self.list(kind[5:-1], depth)
        if kind.startswith("map("):
            return self.map(kind, depth)
        if kind in EXTENDED and self.chance(0.25):
            return getattr(self, "extended_" + kind)(depth - 1)
        return getattr(self, "of_" + kind)(depth - 1)

    def leaf(self, kind):
        if kind.startswith("list("):
            return "[" + ", ".join(self.leaf(kind[5:-1]) for _ in range(self.random.randrange(4))) + "]"
        if kind.startswith("map("):
            key, value = kind[4:-1].split(",", 1)
            return "{" + ", ".join(
                f"{self.leaf(key)}: {self.leaf(value)}" for _ in range(self.random.randrange(3))) + "}"
        return self.pick(LITERALS[kind]) if kind != "dyn" else self.leaf(self.pick(SCALARS))

    def shared(self, kind, depth):
        """What gives any type."""
        choice = self.random.randrange(5)
        if choice == 0:
            return f"({self.of('bool', depth - 1)} ? {self.of(kind, depth - 1)} : {self.of(kind, depth - 1)})"
        if choice == 1:
            return f"{self.of(f'list({kind})', depth - 1)}[{self.of('int', 0)}]"
        if choice == 2:
            key = self.pick(KEYS)
            return f"{self.of(f'map({key},{kind})', depth - 1)}[{self.of(key, depth - 1)}]"
        if choice == 3:
            return f"{{'k': {self.of(kind, depth - 1)}}}.{self.pick(['k', 'k', 'k', 'z'])}"
        return self.pick(["xl[0]", "xl[4].k", "xm.a", "xm.k.n[0]", "xm['k']", "xm.z", "xl[9]", "xm.q", "x", "xd", "xs"])

    def list(self, item, depth):
        choice = self.random.randrange(6)
        if choice == 0:
            return f"({self.of(f'list({item})', depth - 1)} + {self.of(f'list({item})', depth - 1)})"
        if choice == 1:
            source = self.kind(depth - 2)
            return self.macro(f"list({source})", source, depth, lambda name: (
                f"map({name}, {self.of(item, depth - 1)})" if self.chance(0.7) else
                f"map({name}, {self.of('bool', depth - 2)}, {self.of(item, depth - 1)})"))
        if choice == 2:
            return self.macro(f"list({item})", item, depth, lambda name: (
                f"filter({name}, {self.of('bool', depth - 1)})"))
        if item == "string" and choice == 3:
            return self.split(depth - 1)
        return "[" + ", ".join(
            self.entry("", item, depth - 1) for _ in range(self.random.randrange(4))) + "]"

    def entry(self, before, kind, depth):
        """One of a list or a map, that is left out where it is an optional without content."""
        if self.chance(0.05):
            return f"?{before}{self.optional(kind, depth)}"
        return f"{before}{self.of(kind, depth)}"

    def map(self, kind, depth):
        key, value = kind[4:-1].split(",", 1)
        return "{" + ", ".join(
            self.entry(f"{self.of(key, depth - 2)}: ", value, depth - 1)
            for _ in range(self.random.randrange(4))) + "}"

    def macro(self, source, element, depth, body):
        """A macro over a list, or over a map's keys."""
        if self.chance(0.2):
            key = self.pick(KEYS)
            source, element = f"map({key},int)", key
        range_ = self.of(source, depth - 1)
        name = self.pick(["e", "v", "i", "k"])
        self.scope.append((name, element))
        text = f"{range_}.{body(name)}"
        self.scope.pop()
        return text

    def arithmetic(self, kind, operators, depth):
        return f"({self.of(kind, depth)} {self.pick(operators)} {self.of(kind, depth)})"

    def conversion(self, kind, depth):
        return f"{'string' if kind == 'string' else kind}({self.of(self.pick(CONVERSIONS[kind]), depth)})"

    def of_int(self, depth):
        choice = self.random.randrange(8)
        if choice < 3:
            return self.arithmetic("int", "+-*/%", depth)
        if choice == 3:
            return self.conversion("int", depth)
        if choice == 4:
            kind = self.pick(["string", "bytes", f"list({self.kind(depth - 1)})", f"map({self.pick(KEYS)},int)"])
            value = self.of(kind, depth)
            return f"size({value})" if self.chance(0.5) else f"{value}.size()"
        if choice == 5:
            zone = self.pick(LITERALS["zone"]) if self.chance(0.4) else ""
            return f"{self.of('timestamp', depth)}.{self.pick(GETTERS)}({zone})"
        if choice == 6:
            return f"{self.of('duration', depth)}.{self.pick(SPANS)}()"
        return f"-{self.of('int', depth)}"

    def of_uint(self, depth):
        return self.arithmetic("uint", "+-*/%", depth) if self.chance(0.7) else self.conversion("uint", depth)

    def of_double(self, depth):
        choice = self.random.randrange(5)
        if choice < 3:
            return self.arithmetic("double", "+-*/", depth)
        return self.conversion("double", depth) if choice == 3 else f"-{self.of('double', depth)}"

    def of_string(self, depth):
        return self.arithmetic("string", "+", depth) if self.chance(0.5) else self.conversion("string", depth)

    def of_bytes(self, depth):
        return self.arithmetic("bytes", "+", depth) if self.chance(0.5) else self.conversion("bytes", depth)

    def of_null(self, depth):
        return "null"

    def of_timestamp(self, depth):
        if self.chance(0.3):
            return self.conversion("timestamp", depth)
        if self.chance(0.3):
            return f"({self.of('duration', depth)} + {self.of('timestamp', depth)})"
        return f"({self.of('timestamp', depth)} {self.pick('+-')} {self.of('duration', depth)})"

    def of_duration(self, depth):
        if self.chance(0.3):
            return self.conversion("duration", depth)
        if self.chance(0.4):
            return f"({self.of('timestamp', depth)} - {self.of('timestamp', depth)})"
        return self.arithmetic("duration", "+-", depth)

    def of_bool(self, depth):
        return self.pick([
            self.logic, self.logic, self.comparison, self.comparison, self.equality, self.membership, self.text,
            self.quantifier, self.presence, self.mixed, self.types,
            self.presence_of_optional, lambda depth: self.conversion("bool", depth),
        ])(depth)

    def logic(self, depth):
        if self.chance(0.2):
            return f"!{self.of('bool', depth)}"
        return f"({self.of('bool', depth)} {self.pick(['&&', '||'])} {self.of('bool', depth)})"

    def comparison(self, depth):
        kind = self.pick(ORDERED)
        return f"({self.of(kind, depth)} {self.pick(['<', '<=', '>', '>='])} {self.of(kind, depth)})"

    def equality(self, depth):
        kind = self.kind(depth)
        return f"({self.of(kind, depth)} {self.pick(['==', '!='])} {self.of(kind, depth)})"

    def mixed(self, depth):
        """Numbers of different kinds, equal where their values are."""
        sides = [self.of(self.pick(NUMBERS), depth) for _ in range(2)]
        wrapped = f"dyn({sides[0]})" if self.chance(0.7) else sides[0]
        return f"({wrapped} {self.pick(['<', '<=', '>', '>=', '==', '!='])} {sides[1]})"

    def types(self, depth):
        other = self.pick(TYPE_NAMES) if self.chance(0.7) else f"type({self.any(depth)})"
        return f"(type({self.any(depth)}) {self.pick(['==', '!='])} {other})"

    def membership(self, depth):
        kind = self.kind(depth - 1)
        if self.chance(0.5):
            return f"({self.of(kind, depth)} in {self.of(f'list({kind})', depth)})"
        key = self.pick(KEYS)
        return f"({self.of(key, depth)} in {self.of(f'map({key},int)', depth)})"

    def text(self, depth):
        name = self.pick(["contains", "startsWith", "endsWith", "matches"])
        if name != "matches":
            return f"{self.of('string', depth)}.{name}({self.of('string', depth)})"
        pattern = self.pick(LITERALS["pattern"])
        value = self.of("string", depth)
        return f"matches({value}, {pattern})" if self.chance(0.3) else f"{value}.matches({pattern})"

    def quantifier(self, depth):
        item = self.kind(depth - 1)
        name = self.pick(["all", "exists", "exists_one"])
        return self.macro(f"list({item})", item, depth, lambda variable: (
            f"{name}({variable}, {self.of('bool', depth)})"))

    def presence(self, depth):
        return self.pick([
            "has(xm.a)", "has(xm.q)", "has(xm.k.n)", "has(xm.q.n)", "has(m.a)", "has(m.zz)", "has(xl.a)", "has(x.a)",
            f"has({self.of('map(string,int)', depth)}.a)", "has(mi.a)",
        ])
