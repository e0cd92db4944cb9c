// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CEL
import Values

/// A template compiled for one service: its resources in an order in which each comes after those that its
/// expressions name. It resolves nothing itself.
struct CompiledTemplate: Sendable {
    let template: Template
    let environment: CELEnvironment
    let resources: [CompiledResource]
    let outputs: [CompiledOutput]

    func place(of resource: String) -> Int? {
        resources.firstIndex { $0.name == resource }
    }
}

struct CompiledResource: Sendable {
    let source: TemplateResource
    let type: ResourceType
    let condition: CompiledExpression?
    let forEach: CompiledExpression?
    /// Sorted by name.
    let attributes: [(name: String, schema: AttributeSchema, value: CompiledValue)]
    let documents: [(attribute: String, document: RenderableDocument)]
    /// Resources of the template that expressions of this one name.
    let dependsOn: [String]
    /// Local names of `uses` that expressions of this one name.
    let uses: [String]
    /// Whether another resource, an output or a document names this one.
    let isReferenced: Bool
    let onRemoval: Removal

    var name: String { source.name.value }
}

struct CompiledOutput: Sendable {
    let name: String
    let value: CompiledValue
    let dependsOn: [String]
}
