# SPDX-License-Identifier: Apache-2.0
"""The extensions that both evaluators have: strings, math, optionals, base64, `cel.bind`."""
from vocabulary import FORMATS, NUMBERS


class Extensions:
    """What `Generator` adds by them; each method gives an expression of the type that it is named after."""

    def extended(self, kind, depth):
        """An expression of any type."""
        return self.pick([self.bound, self.held, self.held, self.chosen])(kind, depth)

    def bound(self, kind, depth):
        source = self.kind(depth - 1)
        value, name = self.of(source, depth - 1), self.pick(["v", "w", "i", "q"])
        return f"cel.bind({name}, {value}, {self.within(name, source, kind, depth - 1)})"

    def held(self, kind, depth):
        """What an optional holds, or another value."""
        optional = self.optional(kind, depth - 1)
        if self.chance(0.2):
            return f"{optional}.value()"
        return f"{optional}.orValue({self.of(kind, depth - 1)})"

    def chosen(self, kind, depth):
        """A part that may be missing, of a list or a map."""
        other = self.of(kind, depth - 1)
        if self.chance(0.4):
            return f"{self.of(f'list({kind})', depth - 1)}[?{self.of('int', 0)}].orValue({other})"
        key = self.pick(["string", "string", "int", "bool", "uint"])
        table = self.of(f"map({key},{kind})", depth - 1)
        if key == "string" and self.chance(0.6):
            return f"{table}.?{self.pick(['a', 'k', 'zz', 'abc'])}.orValue({other})"
        return f"{table}[?{self.of(key, depth - 1)}].orValue({other})"

    def optional(self, kind, depth):
        choice = self.random.randrange(8)
        if choice < 3 or depth <= 0:
            return f"optional.of({self.of(kind, depth)})"
        if choice == 3:
            return f"optional.ofNonZeroValue({self.of(kind, depth)})"
        if choice == 4:
            return f"{self.optional(kind, depth - 1)}.or({self.optional(kind, depth - 1)})"
        if choice == 5:
            return "optional.none()"
        source = self.kind(depth - 1)
        held, name = self.optional(source, depth - 1), self.pick(["v", "w", "o"])
        if choice == 6:
            return f"{held}.optMap({name}, {self.within(name, source, kind, depth - 1)})"
        return f"{held}.optFlatMap({name}, {self.within(name, source, kind, depth - 1, self.optional)})"

    def within(self, name, source, kind, depth, make=None):
        """An expression that knows one more variable."""
        self.scope.append((name, source))
        text = (make or self.of)(kind, depth)
        self.scope.pop()
        return text

    def presence_of_optional(self, depth):
        optional = self.optional(self.kind(depth - 1), depth)
        if self.chance(0.7):
            return f"{optional}.hasValue()"
        return f"({optional} {self.pick(['==', '!='])} {self.optional(self.kind(depth - 1), depth)})"

    def extreme(self, kind, depth):
        kinds = [kind] * 2 if self.chance(0.7) else [self.pick(NUMBERS) for _ in range(2)]
        parts = [self.of(each, depth) for each in kinds + [kind] * self.random.randrange(2)]
        name = self.pick(["greatest", "least"])
        return f"math.{name}([{', '.join(parts)}])" if self.chance(0.2) else f"math.{name}({', '.join(parts)})"

    def bits(self, kind, depth):
        name = self.pick(["bitAnd", "bitOr", "bitXor", "bitShiftLeft", "bitShiftRight", "bitNot"])
        if name == "bitNot":
            return f"math.bitNot({self.of(kind, depth)})"
        return f"math.{name}({self.of(kind, depth)}, {self.of('int' if 'Shift' in name else kind, depth)})"

    def extended_int(self, depth):
        choice = self.random.randrange(4)
        if choice == 0:
            start = f", {self.of('int', 0)}" if self.chance(0.3) else ""
            name = self.pick(["indexOf", "lastIndexOf"])
            return f"{self.of('string', depth)}.{name}({self.of('string', depth - 1)}{start})"
        if choice == 1:
            return f"math.{self.pick(['abs', 'sign'])}({self.of('int', depth)})"
        return self.bits("int", depth) if choice == 2 else self.extreme("int", depth)

    def extended_uint(self, depth):
        choice = self.random.randrange(3)
        if choice == 0:
            return f"math.{self.pick(['abs', 'sign'])}({self.of('uint', depth)})"
        return self.bits("uint", depth) if choice == 1 else self.extreme("uint", depth)

    def extended_double(self, depth):
        if self.chance(0.3):
            return self.extreme("double", depth)
        if self.chance(0.2):
            return f"math.sqrt({self.of(self.pick(NUMBERS), depth)})"
        name = self.pick(["ceil", "floor", "round", "trunc", "abs", "sign"])
        return f"math.{name}({self.of('double', depth)})"

    def extended_bool(self, depth):
        name = self.pick(["isNaN", "isInf", "isFinite"])
        return f"math.{name}({self.of('double', depth)})"

    def extended_bytes(self, depth):
        text = f"base64.encode({self.of('bytes', depth)})" if self.chance(0.4) else self.of("string", depth)
        return f"base64.decode({text})"

    def extended_string(self, depth):
        text = self.of("string", depth)
        choice = self.random.randrange(9)
        if choice == 0:
            return f"{text}.charAt({self.of('int', 0)})"
        if choice == 1:
            most = f", {self.of('int', 0)}" if self.chance(0.3) else ""
            return f"{text}.replace({self.of('string', 0)}, {self.of('string', depth - 1)}{most})"
        if choice == 2:
            end = f", {self.of('int', 0)}" if self.chance(0.5) else ""
            return f"{text}.substring({self.of('int', 0)}{end})"
        if choice == 3:
            separator = self.of("string", 0) if self.chance(0.6) else ""
            return f"{self.of('list(string)', depth)}.join({separator})"
        if choice == 4:
            return f"strings.quote({text})"
        if choice == 5:
            return f"base64.encode({self.of('bytes', depth)})"
        if choice == 6:
            return self.formatted(depth)
        return f"{text}.{self.pick(['trim', 'lowerAscii', 'upperAscii', 'reverse'])}()"

    def formatted(self, depth):
        """A text with clauses, each mostly with an argument that suits it."""
        clauses = [self.pick(FORMATS) for _ in range(self.random.randrange(4))]
        parts = [
            self.of(self.pick(kinds) if kinds and self.chance(0.9) else self.kind(depth - 1), depth - 1)
            for _, kinds in clauses
        ]
        pattern = self.pick(["", "a", "é", "%%"]).join(clause for clause, _ in clauses)
        return f"'{pattern}'.format([{', '.join(parts)}])"

    def split(self, depth):
        most = f", {self.of('int', 0)}" if self.chance(0.3) else ""
        return f"{self.of('string', depth)}.split({self.of('string', 0)}{most})"
