// SPDX-License-Identifier: Apache-2.0

import JSONSchema
import Testing
import Values

@Suite struct ProblemTests {
    @Test(arguments: [
        ("{}", ""),
        ("1", " an integer stands where a schema is expected, an object or a boolean"),
        (#"{"type": "strin"}"#, "/type no type is named `strin` [string]"),
        (#"{"type": "list"}"#, "/type no type is named `list` [array]"),
        (#"{"type": ["null", 1]}"#, "/type/1 the name of a type is a string"),
        (#"{"type": []}"#, "/type `type` needs at least one name of a type"),
        (#"{"minLength": -1}"#, "/minLength `minLength` is an integer from 0 on"),
        (#"{"minLength": 2.0}"#, ""),
        (
            #"{"maxItems": "3"}"#,
            "/maxItems `maxItems` is a string, an integer from 0 on is expected"
        ),
        (#"{"minimum": "3"}"#, "/minimum `minimum` is a string, a number is expected"),
        (#"{"multipleOf": 0}"#, "/multipleOf `multipleOf` is more than 0"),
        (#"{"required": "a"}"#, "/required a string stands where a list of names is expected"),
        (#"{"required": ["a", "a"]}"#, "/required a name stands twice in the list"),
        (#"{"required": [1]}"#, "/required/0 a name is a string, this is an integer"),
        (#"{"enum": 1}"#, "/enum `enum` is an integer, a list is expected"),
        (#"{"properties": []}"#, "/properties `properties` is a list, an object is expected"),
        (
            #"{"properties": {"a/b": 3}}"#,
            "/properties/a~1b an integer stands where a schema is expected, an object or a boolean"
        ),
        (#"{"allOf": []}"#, "/allOf `allOf` needs at least one schema"),
        (
            #"{"pattern": "a**"}"#,
            "/pattern the pattern is refused at its byte 3: nothing to repeat stands before the quantifier"
        ),
        (
            #"{"patternProperties": {"(": true}}"#,
            "/patternProperties/( the pattern is refused at its byte 1: a `(` is not closed"
        ),
        (
            ##"{"$ref": "#/$defs/adress", "$defs": {"address": {}}}"##,
            "/$ref `#/$defs/adress` points to nothing [#/$defs/address]"
        ),
        (##"{"$ref": "#here"}"##, "/$ref no anchor is named `here`"),
        (#"{"$ref": "other.json"}"#, "/$ref no schema is known as `other.json`"),
        (#"{"$ref": 1}"#, "/$ref `$ref` is an integer, a string is expected"),
        (##"{"$ref": "#/a~2"}"##, "/$ref `#/a~2` is no JSON Pointer"),
        (##"{"$ref": "#%zz"}"##, "/$ref `#%zz` has a wrong percent escape"),
        (#"{"$id": "a#b"}"#, "/$id `$id` may not have a fragment; an anchor is named by `$anchor`"),
        (
            #"{"$anchor": "1"}"#,
            "/$anchor `$anchor` is a letter or `_`, then letters, digits, `-`, `_` and `.`"
        ),
        (
            #"{"$defs": {"a": {"$anchor": "x"}, "b": {"$anchor": "x"}}}"#,
            "/$defs/b/$anchor the anchor `x` is taken by the schema at `/$defs/a`"
        ),
        (
            #"{"$defs": {"a": {"$id": "x"}, "b": {"$id": "x"}}}"#,
            "/$defs/b/$id the identity `x` is taken by the schema at `/$defs/a`"
        ),
        (
            #"{"$schema": "http://json-schema.org/draft-07/schema#"}"#,
            "/$schema `http://json-schema.org/draft-07/schema` is not JSON Schema 2020-12 and no given document [https://json-schema.org/draft/2020-12/schema]"
        ),
        (##"{"$ref": "#"}"##, " the schema applies `#` again to the same value, without end"),
        (
            ##"{"$ref": "#/$defs/a", "$defs": {"a": {"allOf": [{"$ref": "#/$defs/b"}]}, "b": {"not": {"$ref": "#/$defs/a"}}}}"##,
            "/$defs/b/not the schema applies `#/$defs/a` again to the same value, without end"
        ),
        (##"{"properties": {"a": {"$ref": "#"}}}"##, ""),
        (#"{"title": 1}"#, "/title `title` is an integer, a string is expected"),
        (#"{"minimun": 1}"#, ""),
    ])
    func found(schema: String, says: String) throws {
        #expect(try problems(schema) == says)
    }

    @Test func allProblemsComeInTheOrderOfTheirPointers() throws {
        let schema = #"{"type": "x", "minimum": "", "$defs": {"a": {"type": "y"}}}"#
        #expect(
            try problems(schema) == """
                /$defs/a/type no type is named `y`
                /minimum `minimum` is a string, a number is expected
                /type no type is named `x`
                """)
    }

    @Test(arguments: [
        (#"{"minimun": 1}"#, "/minimun `minimun` is not a known keyword [minimum]"),
        (#"{"x-immutable": true, "x-sensitive": false}"#, ""),
        (
            #"{"definitions": {}}"#,
            "/definitions `definitions` is a keyword of an older draft [$defs]"
        ),
        (#"{"format": "dat"}"#, "/format no format is named `dat` [date]"),
        (#"{"properties": {"minimun": {}}}"#, ""),
        (#"{"const": {"minimun": 1}}"#, ""),
    ])
    func strictKeywords(schema: String, says: String) throws {
        #expect(try problems(schema, .init(strictKeywords: true)) == says)
    }

    @Test func problemsOfOtherDocumentsAreTold() throws {
        let options = JSONSchema.Options(documents: ["https://city.example/a": ["type": "x"]])
        #expect(
            try problems(#"{"$ref": "https://city.example/a"}"#, options)
                == "https://city.example/a/type no type is named `x`")
        #expect(
            try problems(#"{"$ref": "https://city.example/b"}"#, options)
                == "/$ref no schema is known as `https://city.example/b` [https://city.example/a]")
    }

    @Test func aRequiredVocabularyThatIsNotKnownIsRefused() throws {
        let name = "https://city.example/meta"
        let vocabulary = "https://city.example/vocabulary"
        func problems(isRequired: Bool) throws -> String {
            let metaschema: Value = ["$vocabulary": [vocabulary: .bool(isRequired)]]
            return try JSONSchemaTests.problems(
                #"{"$schema": "\#(name)"}"#, .init(documents: [name: metaschema]))
        }
        #expect(try problems(isRequired: false) == "")
        #expect(
            try problems(isRequired: true)
                == "/$schema the metaschema requires the vocabulary `\(vocabulary)`, which is not known here"
        )
    }

    @Test func theMetaschemasFollowThemselves() throws {
        let uri = "https://json-schema.org/draft/2020-12/schema"
        let metaschema = try JSONSchema.compile(["$ref": .string(uri)]).get()
        #expect(metaschema.isValid(["type": "string", "$defs": ["a": ["minimum": 1]]]))
        #expect(!metaschema.isValid(["$defs": ["a": ["minimum": "1"]]]))
        #expect(!metaschema.isValid(["allOf": []]))
        #expect(
            metaschema.validate(["properties": ["a": ["type": "strin"]]]).map(\.instancePath)
                == [[.key("properties"), .key("a"), .key("type")]])
    }
}
