// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Testing
import Values

@testable import ExternalProvider

/// The pure functions that a document declares: one form for what means the same, names, derived texts.
@Suite struct DocumentedTypeTests {
    private static let type: ResourceType = {
        let text: Value = ["type": "string"]
        let list: Value = ["type": "array"]
        let form: Value = [
            "name": "try.thing", "summary": "x", "identity": ["zone", "name"],
            "removal": ["standard": "delete"],
            "attributes": [
                [
                    "name": "zone", "summary": "x", "schema": text, "traits": ["required"],
                    "normalise": ["case": "lower", "trim": true],
                ],
                ["name": "name", "summary": "x", "schema": text, "traits": ["required"]],
                [
                    "name": "tags", "summary": "x", "schema": list, "traits": ["set"],
                    "normalise": ["case": "lower"],
                ],
                ["name": "steps", "summary": "x", "schema": list, "normalise": ["trim": true]],
                [
                    "name": "label", "summary": "x", "schema": text, "role": "derived",
                    "text": "{name}.{zone}@{settings.domain}", "normalise": ["case": "lower"],
                ],
            ],
        ]
        return DocumentedType(form: form).type
    }()

    private func normalised(_ values: Fields<Value>) -> Fields<Value> {
        Self.type.functions.normalise(values, [:])
    }

    @Test func textsAreTrimmedAndLowered() {
        let values = normalised(["zone": " \u{2003}\u{C4}B\n", "name": " A ", "size": 7])
        #expect(values == ["zone": "\u{E4}b", "name": " A ", "size": 7])
    }

    @Test func setsHaveNoOrderAndListsDo() {
        let values = normalised([
            "tags": ["b", "A", "a", 3, ["x": 1]], "steps": [" b", "a ", "b"],
        ])
        #expect(values["tags"] == ["a", "b", 3, ["x": 1]])
        #expect(values["steps"] == ["b", "a", "b"])
    }

    @Test(arguments: ["\u{130}x", "\u{3A3}\u{3A3}", "\u{1E9E}", " \u{200B} ", "\u{0}", "\u{212B}"])
    func normalisingTwiceIsNormalisingOnce(_ text: String) {
        let once = normalised(["zone": .string(text), "tags": [.string(text)]])
        #expect(normalised(once) == once)
    }

    @Test func aDerivedTextIsMadeOfInputsAndSettings() {
        let derive = Self.type.functions.derive
        let values: Fields<Value> = ["zone": "z", "name": "N"]
        #expect(derive(values, ["domain": "City.example"])["label"] == "n.z@city.example")
        #expect(derive(values, ["domain": 7])["label"] == "n.z@7")
        #expect(derive(["name": "n"], ["domain": "d"])["label"] == nil)
        #expect(derive(values, [:])["label"] == nil)
    }

    @Test(arguments: [
        ("a", "b", "a/b"), ("a/b", "c", "a%2Fb/c"), ("a", "b/c", "a/b%2Fc"),
        ("%2F", "%", "%252F/%25"),
        ("", "", "/"), ("\u{65}\u{301}", "%\u{301}", "\u{65}\u{301}/%25\u{301}"),
    ])
    func anIdentityCanBeReadBack(_ zone: String, _ name: String, _ text: String) {
        let form = IdentityForm(names: ["zone", "name"])
        let values: Fields<Value> = ["zone": .string(zone), "name": .string(name)]
        #expect(form.text(of: values).hasSameBytes(as: text))
        #expect(form.attributes(of: text) == values)
    }

    @Test func anIdentityOfOneAttributeIsItsText() {
        let form = IdentityForm(names: ["name"])
        #expect(form.text(of: ["name": "a/b%"]) == "a/b%")
        #expect(form.attributes(of: "a/b%") == ["name": "a/b%"])
        #expect(IdentityForm(names: ["a", "b"]).attributes(of: "x") == nil)
    }
}
