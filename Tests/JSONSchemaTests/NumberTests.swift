// SPDX-License-Identifier: Apache-2.0

import JSONSchema
import Testing
import Values

@Suite struct NumberTests {
    @Test(arguments: [
        (#"{"type": "integer"}"#, ["1", "1.0", "1e3", "-0.0", "1e300"], ["1.5", "1e-3"]),
        (#"{"type": "number"}"#, ["1", "1.5"], ["\"1\"", "true"]),
        (#"{"const": 1}"#, ["1", "1.0"], ["true", "1.1"]),
        (#"{"enum": [0, [1.0], {"a": 2}]}"#, ["0.0", "[1]", #"{"a": 2.0}"#], ["false", "[true]"]),
        (#"{"multipleOf": 0.1}"#, ["0.3", "1", "1e300", "-0.7", "0"], ["0.35", "1e-300"]),
        (#"{"multipleOf": 0.01}"#, ["19.99", "4.35", "1.1"], ["0.001"]),
        (#"{"multipleOf": 1e-300}"#, ["1", "1e300", "3e-300"], ["1.5e-300"]),
        (#"{"multipleOf": 3}"#, ["9", "3e20", "9007199254740993"], ["1e20", "10"]),
        (#"{"multipleOf": 9223372036854775807}"#, ["0", "9223372036854775807"], ["1"]),
        (#"{"maximum": 9007199254740992}"#, ["9007199254740992.0"], ["9007199254740993"]),
        (#"{"maximum": 9007199254740992.0}"#, ["9007199254740992"], ["9007199254740993"]),
        (#"{"minimum": -9223372036854775808}"#, ["-9223372036854775808"], ["-1e19"]),
        (#"{"exclusiveMaximum": 9.3e18}"#, ["9223372036854775807"], ["9.3e18"]),
        (#"{"uniqueItems": true}"#, ["[1, true, \"1\"]"], ["[1, 1.0]", "[{\"a\":1},{\"a\":1.0}]"]),
    ])
    func numbers(schema: String, valid: [String], invalid: [String]) throws {
        let compiled = try JSONSchema.compile(JSONParser.parse(schema)).get()
        for text in valid { #expect(try compiled.isValid(JSONParser.parse(text)), "\(text)") }
        for text in invalid { #expect(try !compiled.isValid(JSONParser.parse(text)), "\(text)") }
    }
}
