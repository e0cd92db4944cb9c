# SPDX-License-Identifier: Apache-2.0
"""Google's C++ evaluator of CEL, its values as a kind with a content, and its types by name."""
import ctypes
import sys

from cel_expr_python import cel
from cel_expr_python.ext import ext_bindings, ext_encoders, ext_math, ext_optional, ext_strings

from values import MICROSECOND, EPOCH, map_form
from vocabulary import VARIABLES

TYPES = {
    "bool": cel.Type.BOOL, "int": cel.Type.INT, "uint": cel.Type.UINT, "double": cel.Type.DOUBLE,
    "string": cel.Type.STRING, "bytes": cel.Type.BYTES, "dyn": cel.Type.DYN, "timestamp": cel.Type.TIMESTAMP,
    "duration": cel.Type.DURATION,
}


def type_of(kind):
    if kind.startswith("list("):
        return cel.Type.List(type_of(kind[5:-1]))
    if kind.startswith("map("):
        return cel.Type.Map(*map(type_of, kind[4:-1].split(",", 1)))
    return TYPES[kind]


class Oracle:
    def __init__(self):
        if sys.version_info < (3, 12):
            # Version 0.1.3 gives back one reference too many to None each time that it meets null.
            ctypes.c_ssize_t.from_address(id(None)).value += 1 << 40
        self.values = {name: value for name, (_, value) in VARIABLES.items()}
        self.environment = cel.NewEnv(
            variables={name: type_of(kind) for name, (kind, _) in VARIABLES.items()},
            extensions=[
                ext_bindings.ExtBindings(), ext_encoders.ExtEncoders(), ext_math.ExtMath(),
                ext_optional.ExtOptional(), ext_strings.ExtStrings(),
            ])

    def answer(self, expression, is_checked):
        """What came of it: a word, the value or what was said, the type."""
        try:
            compiled = self.environment.compile(expression, disable_check=not is_checked)
        except RuntimeError as refusal:
            return "refused", str(refusal), None
        kind = return_type(compiled) if is_checked else None
        try:
            value = compiled.eval(data=self.values)
            content = form(value)
            return ("failed", content[1], kind) if content[0] == "error" else ("value", content, kind)
        except (RuntimeError, ValueError, OverflowError) as failure:
            return "failed", str(failure), kind


def return_type(compiled):
    """None where the package has no way to say it."""
    try:
        return repr(compiled.return_type())
    except RuntimeError:
        return None


def form(value):
    kind = repr(value.type()).split("<")[0].lower()
    try:
        content = value.value()
    except TypeError:
        # The package can't say what is in an optional, which it calls an error, or in a text that is not UTF-8.
        return ("optional" if repr(value).startswith("optional.") else kind), None
    if kind == "list":
        return "list", [form(item) for item in content]
    if kind == "map":
        return map_form([(key, form(item)) for key, item in content.items()])
    if kind == "double":
        return "double", "nan" if content != content else content.hex()
    if kind == "bytes":
        return "bytes", bytes(content)
    if kind == "timestamp":
        return "timestamp", (content - EPOCH) // MICROSECOND
    if kind == "duration":
        return "duration", content // MICROSECOND
    if kind == "type":
        return "type", repr(value).split("<")[0]
    return kind, content
