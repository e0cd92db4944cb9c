// SPDX-License-Identifier: Apache-2.0

import Testing
import YAMLSource

/// What is said of scalars on which readers differ. `Rendering` draws the problems.
@Suite struct AmbiguityTests {
    @Test func everyKind() {
        #expect(
            problems(
                "on: yes\nb: 0644\nc: 3.10\nd: 12:30\ne: 2026-03-01\nf: ~\ng: .inf\nh: =\ni: 123456789012345678901234567890123456789012345\n",
                ambiguities: true) == """
                    yaml-ambiguous-scalar: a word that some readers of YAML take for true or false
                    1:5 | on: yes
                              ^^^
                    = note: YAML 1.1 knows 22 such words, YAML 1.2 six, JSON only `true` and `false`
                    help: text is written in quotes: `"yes"`; otherwise write `true` or `false`

                    yaml-ambiguous-scalar: a number in a form that readers of YAML take for different values
                    2:4 | b: 0644
                             ^^^^
                    = note: YAML 1.1, YAML 1.2 and JSON differ on leading zeros, prefixes, `_`, `+` and exponents
                    help: text is written in quotes: `"0644"`; a number is written in plain decimal digits

                    yaml-ambiguous-scalar: a number that loses the zero at its end
                    3:4 | c: 3.10
                             ^^^^
                    = note: as a number `3.10` is `3.1`
                    help: text is written in quotes: `"3.10"`; a number is written without the zero

                    yaml-ambiguous-scalar: a number in base 60 to readers of YAML 1.1
                    4:4 | d: 12:30
                             ^^^^^
                    = note: they read `12:30` as 750
                    help: text is written in quotes: `"12:30"`

                    yaml-ambiguous-scalar: a date to some readers of YAML and text to others
                    5:4 | e: 2026-03-01
                             ^^^^^^^^^^
                    = note: YAML 1.1 has a type for dates, YAML 1.2 and JSON have none
                    help: text is written in quotes: `"2026-03-01"`

                    yaml-ambiguous-scalar: a word that some readers of YAML take for nothing
                    6:4 | f: ~
                             ^
                    = note: JSON knows only `null`
                    help: text is written in quotes: `"~"`; otherwise write `null`

                    yaml-ambiguous-scalar: a number that JSON cannot hold
                    7:4 | g: .inf
                             ^^^^
                    = note: JSON knows neither infinity nor NaN
                    help: text is written in quotes: `".inf"`

                    yaml-ambiguous-scalar: a sign that YAML 1.1 gives a meaning of its own
                    8:4 | h: =
                             ^
                    = note: YAML 1.2 does not
                    help: text is written in quotes: `"="`

                    yaml-ambiguous-scalar: an integer beyond 9007199254740991
                    9:4 | i: 123456789012345678901234567890123456789012345
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                    = note: readers of JSON round integers above 2^53-1
                    help: text is written in quotes
                    """)
    }
}
