// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
package import Values

/// One resource type of one provider and what the contract needs to test it: samples, edits by hand and a
/// way to a fresh target. What is tested follows from the type's schema and removal rules and from what is
/// given here, never from a provider's name.
package struct ContractSubject: Sendable {
    package let provider: Provider
    package let type: ResourceType
    package let settings: Value
    /// The input attributes of an object, as the catalog would state them.
    package let sample: Fields<Value>
    /// Another object of the type, in the same target.
    package let other: Fields<Value>
    /// Secrets to deliver with every create and update of the sample, by attribute.
    package var secrets: Fields<SecretValue> = [:]
    /// Objects that must be there before the samples, in order.
    package var prerequisites: [Prerequisite] = []
    /// New values for attributes of the sample; each is updated alone.
    package var changes: [(attribute: String, value: Value)] = []
    /// Attributes of the sample that may be stated and then no longer stated.
    package var clearable: [String] = []
    package var handEdits: [HandEdit] = []
    /// Inputs with unusual values that must survive a create as they are.
    package var odd: [Fields<Value>] = []
    /// Inputs in which `problems` must name the attribute.
    package var refused: [(inputs: Fields<Value>, attribute: String)] = []
    /// Inputs that the schema and `problems` let pass and the target does not take.
    package var failing: Fields<Value>?
    /// Whether its worlds are `ServerWorld`s.
    package var hasServer = false
    /// The input attributes of one of many objects, for a target that is asked in pages.
    package var numbered: (@Sendable (Int) -> Fields<Value>)?
    package let makeWorld: @Sendable (Value) throws -> any ContractWorld

    package init(
        provider: Provider, type: String, settings: Value = [:], sample: Fields<Value>,
        other: Fields<Value>,
        makeWorld: @escaping @Sendable (Value) throws -> any ContractWorld = {
            try FolderWorld(settings: $0)
        }
    ) {
        guard let type = provider.types.first(where: { $0.name == type }) else {
            preconditionFailure("provider `\(provider.name)` has no type `\(type)`")
        }
        self.provider = provider
        self.type = type
        self.settings = settings
        self.sample = sample
        self.other = other
        self.makeWorld = makeWorld
    }

    package struct Prerequisite: Sendable {
        package let type: String
        package let inputs: Fields<Value>

        package init(type: String, inputs: Fields<Value>) {
            self.type = type
            self.inputs = inputs
        }
    }

    /// A change of the sample in the target past the provider, and what observing then has to say.
    package struct HandEdit: Sendable {
        package enum Expectation: Sendable {
            /// This attribute differs, and no other input or derived one but those that follow from it.
            case differs(String, alongWith: Set<String> = [])
            case absent
            case unreadable
            /// What was edited has no meaning: the object is as before.
            case same
        }

        package let name: String
        package let expectation: Expectation
        package let edit: @Sendable (any ContractWorld) throws -> Void

        package init(
            _ name: String, _ expectation: Expectation,
            edit: @escaping @Sendable (any ContractWorld) throws -> Void
        ) {
            self.name = name
            self.expectation = expectation
            self.edit = edit
        }
    }
}
