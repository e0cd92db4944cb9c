# SPDX-License-Identifier: Apache-2.0
"""What random expressions are made of: variables, literals, the names of functions and types."""
import datetime

# Variables with their types and values.
VARIABLES = {
    "b": ("bool", True),
    "i": ("int", 3),
    "j": ("int", -(2**63)),
    "u": ("uint", 7),
    "d": ("double", 2.5),
    "s": ("string", "abc ąé😀"),
    "y": ("bytes", b"ab\xff"),
    "li": ("list(int)", [1, 2, 3, 2]),
    "ls": ("list(string)", ["a", "b", "", "abc"]),
    "m": ("map(string,int)", {"a": 1, "b": -2, "": 0}),
    "mi": ("map(int,string)", {1: "x", 2: "y"}),
    "x": ("dyn", 1),
    "xd": ("dyn", 1.0),
    "xs": ("dyn", "a"),
    "xl": ("dyn", [1, 2.0, "a", None, {"k": [1.5]}]),
    "xm": ("dyn", {"a": 1, "k": {"n": [1, 2]}, "z": None}),
    "t": ("timestamp", datetime.datetime(2024, 2, 29, 12, 34, 56, 789000, datetime.timezone.utc)),
    "w": ("duration", datetime.timedelta(seconds=-90061, microseconds=-500000)),
}

LITERALS = {
    "int": "0 1 -1 2 3 7 10 100 -5 2147483648 9007199254740993 9223372036854775807 -9223372036854775808"
    " 0x1F -0xff".split(),
    "uint": "0u 1u 2u 7u 0xFFu 9223372036854775808u 18446744073709551615u 4294967296u".split(),
    "double": "0.0 -0.0 1.0 -1.5 0.5 3.0 2.5 1e300 -1e300 1e-300 5e-324 9007199254740993.0 0.1 1e15 1e21 1e-7"
    " 9.223372036854775807e18 -9.3e18 1.8446744073709552e19 (0.0/0.0) (1.0/0.0) (-1.0/0.0) 123456.789".split(),
    "string": [
        "''", "'a'", "'b'", "'abc'", "'ABC'", "'é'", "'e\\u0301'", "'日本'", "'😀'", "'1'", "'-1'", "'+1'", "'1.5'",
        "'true'", "'TRUE'", "'t'", "'2020-01-01T00:00:00Z'", "'1h'", "'a b'", "'\\n'", "'%'", "'0x1'", "'1e3'", "'NaN'",
        "'inf'", "'-Infinity'", "'18446744073709551615'", "'9223372036854775808'", "r'\\d'", "\"q'q\"", "'''x'y'''",
        "' 1'", "'1 '", "'-0'", "'.5'", "'5.'", "'a.c'", "'1.5s'", "'1m30s'", "'-1.5h'",
    ],
    "pattern": [
        "''", "'a'", "'^a'", "'c$'", "'^abc$'", "'a|b'", "'a*'", "'a+?'", "'[a-c]{2}'", "r'\\d+'", "r'\\w'", "r'\\s'",
        "'.'", "'(?i)ABC'", "'('", "'[a'", "'a{1,2}'", "r'\\pL'", "r'\\b'", "'(a)(b)?'", "'(?P<n>a)'", "'a**'",
        "'(?=a)'",
        "r'(a)\\1'", "'[[:alpha:]]'", "'^.$'", "'é'", "'a{2000}'", "r'\\x{1F600}'", "r'\\Qa.c\\E'", "r'\\z'", "r'\\Z'",
        "'(?s).'", "r'[^\\d]'", "'^'", "'$'",
    ],
    "bytes": ["b''", "b'a'", "b'\\xff'", "b'abc'", "b'é'", "b'\\303\\251'", "br'\\n'", "b'\\x00'"],
    "bool": ["true", "false"],
    "null": ["null"],
    "timestamp": [
        f"timestamp('{text}')" for text in (
            "1970-01-01T00:00:00Z", "2020-02-29T23:59:59Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z",
            "2024-06-15T12:30:45.123456+05:30", "2023-01-01T00:00:00-08:00", "1969-12-31T23:59:59.5Z",
            "2021-03-14T02:30:00Z", "2021-11-07T01:30:00-04:00", "2024-12-31T23:59:60Z", "2023-02-29T00:00:00Z",
            "2020-01-01", "2020-01-01T00:00:00", "2020-1-1T00:00:00Z", "0000-12-31T00:00:00Z",
        )
    ] + ["timestamp(0)", "timestamp(-62135596800)", "timestamp(253402300799)", "timestamp(253402300800)"],
    "duration": [
        f"duration('{text}')" for text in (
            "0s", "0", "1s", "-1s", "1.5s", "1h2m3s", "100ms", "1us", "1ms", "-0.000001s", "86400s", "315576000000s",
            "315576000001s", "1h", "-1.5h", "1.h", ".5s", "1d", "s", "1", "+1s", "- 1s", "1m1h", "1µs",
        )
    ],
    "zone": ["'UTC'", "'America/New_York'", "'+05:30'", "'-08:00'", "'Asia/Kathmandu'", "'02:00'", "'Mars/X'", "''",
             "'+5:30'", "'-00:30'", "'+25:00'"],
}

SCALARS = ["int", "uint", "double", "string", "bytes", "bool", "timestamp", "duration", "null"]
ORDERED = ["int", "uint", "double", "string", "bytes", "bool", "timestamp", "duration"]
NUMBERS = ["int", "uint", "double"]
KEYS = ["int", "uint", "string", "bool"]
GETTERS = [
    "getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear", "getFullYear", "getHours", "getMilliseconds",
    "getMinutes", "getMonth", "getSeconds",
]
SPANS = ["getHours", "getMinutes", "getSeconds", "getMilliseconds"]
CONVERSIONS = {
    "int": ["int", "uint", "double", "string", "timestamp"],
    "uint": ["int", "uint", "double", "string"],
    "double": ["int", "uint", "double", "string"],
    "string": ["string", "int", "uint", "double", "bool", "bytes", "timestamp", "duration"],
    "bytes": ["bytes", "string"],
    "bool": ["bool", "string"],
    "timestamp": ["timestamp", "string", "int"],
    "duration": ["duration", "string"],
}
TYPE_NAMES = ["int", "uint", "double", "string", "bytes", "bool", "list", "map", "null_type", "type",
              "google.protobuf.Timestamp", "google.protobuf.Duration"]

# Clauses of `format`, with the types that suit them.
FORMATS = [
    ("%s", SCALARS), ("%s", ["list(int)", "map(string,int)", "list(double)", "map(int,string)"]),
    ("%d", ["int", "uint"]), ("%f", ["double"]), ("%.2f", ["double"]), ("%.0f", ["double"]),
    ("%e", ["double"]), ("%.3e", ["double"]),
    ("%b", ["int", "uint", "bool"]), ("%o", ["int", "uint"]), ("%x", ["int", "uint", "string", "bytes"]),
    ("%X", ["int", "uint", "string", "bytes"]), ("%q", []), ("%", []), ("%.f", ["double"]), ("%.7", []),
]
