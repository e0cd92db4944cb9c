// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CEL
import Values

/// A template compiled for one service: its resources in an order in which each comes after those that its
/// expressions name. It resolves nothing itself.
final class CompiledTemplate: Sendable {
    let template: Template
    let environment: CELEnvironment
    let resources: [CompiledResource]
    let outputs: [CompiledOutput]
    /// The names of variables that its expressions and documents may look at; others may be among them.
    let names: Set<String>

    init(
        template: Template, environment: CELEnvironment, resources: [CompiledResource],
        outputs: [CompiledOutput], names: Set<String>
    ) {
        self.template = template
        self.environment = environment
        self.resources = resources
        self.outputs = outputs
        self.names = names
    }

    func place(of resource: String) -> Int? {
        resources.firstIndex { $0.name == resource }
    }
}

/// A resource of a template, compiled. Like the template it is passed on without copying what it holds.
final class CompiledResource: Sendable {
    let source: TemplateResource
    let schemas: TypeSchemas
    let condition: CompiledExpression?
    let forEach: CompiledExpression?
    /// Where it stands in its template.
    let place: Diagnostic.Place
    /// Sorted by name.
    let attributes: [AttributeCompilation.Attribute]
    let documents: [(attribute: String, document: RenderableDocument)]
    /// Resources of the template that expressions of this one name.
    let dependsOn: [String]
    /// Local names of `uses` that expressions of this one name.
    let uses: [String]
    /// Whether another resource, an output or a document names this one.
    let isReferenced: Bool
    /// Whether a document of the template names this one.
    let isShown: Bool
    let onRemoval: Removal
    /// The attributes that the template states, sorted.
    let stated: [String]

    init(_ parts: Parts, isReferenced: Bool, isShown: Bool) {
        source = parts.source
        place = parts.place
        schemas = parts.schemas
        condition = parts.condition
        forEach = parts.forEach
        attributes = parts.attributes
        documents = parts.documents
        dependsOn = parts.dependsOn
        uses = parts.uses
        self.isReferenced = isReferenced
        self.isShown = isShown
        onRemoval = source.onRemoval ?? schemas.type.removal.standard
        stated = Set(attributes.map(\.name) + documents.map(\.attribute))
            .sorted { $0.precedesByBytes($1) }
    }

    var name: String { source.name.value }
    var type: ResourceType { schemas.type }

    /// A resource before it is known who names it.
    struct Parts {
        let source: TemplateResource
        let schemas: TypeSchemas
        let condition: CompiledExpression?
        let forEach: CompiledExpression?
        let place: Diagnostic.Place
        let attributes: [AttributeCompilation.Attribute]
        let documents: [(attribute: String, document: RenderableDocument)]
        let dependsOn: [String]
        let uses: [String]

        var expressions: [CompiledExpression] {
            [condition, forEach].compactMap(\.self) + attributes.flatMap(\.value.expressions)
        }
    }
}

struct CompiledOutput: Sendable {
    let name: String
    let value: CompiledValue
    let dependsOn: [String]
}
