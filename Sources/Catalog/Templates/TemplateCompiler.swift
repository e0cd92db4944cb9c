// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CEL
import Values
import YAMLSource

/// Compiles a template for one service: checks resource types, attribute names and literals, compiles and
/// type-checks every expression, and finds the order of its resources.
struct TemplateCompiler {
    private let template: Template
    private let types: [String: ResourceType]
    private let schemas: [String: TypeSchemas]
    private let documents: [String: CatalogFile]
    private let environment: CELEnvironment
    private(set) var diagnostics: [Diagnostic] = []

    /// `schemas` are of the types that the template has resources of.
    init(
        _ template: Template, for service: Service, types: [String: ResourceType],
        schemas: [String: TypeSchemas], documents: [String: CatalogFile]
    ) {
        self.template = template
        self.types = types
        self.schemas = schemas
        self.documents = documents
        let parameters = ExpressionTypes.parameters(
            of: service.head.id.value, schema: service.parameters.value)
        environment = CELEnvironment(
            declarations: ExpressionTypes.templateDeclarations(
                parameters: parameters, resources: Self.resourcesType(template, types)))
    }

    private static func resourcesType(
        _ template: Template, _ types: [String: ResourceType]
    ) -> CELType {
        var fields: [String: CELField] = [:]
        for resource in template.resources {
            guard let type = types[resource.type.value] else {
                fields[resource.name.value] = CELField(.dyn)
                continue
            }
            let stated = Set(
                (resource.attributes?.mapping ?? []).map(\.keyText) + resource.documents.keys)
            let attributes = ExpressionTypes.attributes(
                of: type, at: "resources.\(resource.name.value)", stated: stated)
            let isMany = resource.forEach != nil
            fields[resource.name.value] = CELField(
                isMany ? .map(.string, attributes) : attributes,
                isOptional: resource.condition != nil)
        }
        return .object("resources of \(template.head.id.value)", fields: fields)
    }

    /// Nil where something is wrong with it.
    mutating func compile() -> CompiledTemplate? {
        var parts: [CompiledResource.Parts] = []
        for resource in template.resources {
            if let part = part(resource) { parts.append(part) }
        }
        let outputs = template.outputs.compactMap { output($0) }
        guard diagnostics.isEmpty, let order = order(of: parts) else { return nil }
        let referenced = Set(parts.flatMap(\.dependsOn) + outputs.flatMap(\.dependsOn))
        let documents = parts.flatMap { $0.documents.map(\.document) }
        let shown = Set(documents.flatMap(\.words))
        let expressions = parts.flatMap(\.expressions) + outputs.flatMap(\.value.expressions)
        return CompiledTemplate(
            template: template, environment: environment,
            resources: order.map { place in
                let name = parts[place].source.name.value
                return CompiledResource(
                    parts[place], isReferenced: referenced.contains(name),
                    isShown: shown.contains(name))
            }, outputs: outputs,
            names: Set(expressions.flatMap(\.program.references).map(\.root))
                .union(documents.flatMap(\.words)))
    }

    // MARK: Resources

    private mutating func part(_ resource: TemplateResource) -> CompiledResource.Parts? {
        guard let type = types[resource.type.value], let schemas = schemas[type.name] else {
            add(
                Diagnostic(
                    .unknownResourceType, "no provider has resource type `\(resource.type.value)`",
                    at: template.head.place(resource.type.span),
                    help: nearestName(to: resource.type.value, among: types.keys).map {
                        "a type with a similar name exists: `\($0)`"
                    }))
            return nil
        }
        checkRemoval(resource, type)
        var compiler = ExpressionCompiler(environment: environment, file: template.head.file)
        let condition = resource.condition.flatMap { compiler.raw($0, expecting: .bool) }
        let forEach = resource.forEach.flatMap { compiler.raw($0) }
        let attributes = AttributeCompilation.attributes(of: resource, type, &compiler)
        diagnostics += compiler.diagnostics
        let documents = documents(of: resource, type)
        let expressions =
            [condition, forEach].compactMap(\.self) + attributes.flatMap(\.value.expressions)
        let names = expressions.flatMap(\.program.references)
        return CompiledResource.Parts(
            source: resource, schemas: schemas, condition: condition, forEach: forEach,
            place: template.head.place(resource.name.span), attributes: attributes,
            documents: documents,
            dependsOn: Self.firstFields(of: "resources", in: names)
                + documents.flatMap(\.document.resources),
            uses: Self.firstFields(of: "uses", in: names))
    }

    private mutating func checkRemoval(_ resource: TemplateResource, _ type: ResourceType) {
        if resource.onRemoval == .suspend, !type.removal.canSuspend {
            add(
                Diagnostic(
                    .badValue, "objects of type `\(type.name)` can't be suspended",
                    at: template.head.place(resource.name.span)))
        }
    }

    private mutating func documents(
        of resource: TemplateResource, _ type: ResourceType
    ) -> [(attribute: String, document: RenderableDocument)] {
        resource.documents.compactMap { attribute, name in
            guard type.attribute(attribute) != nil else {
                add(
                    Diagnostic(
                        .unknownAttribute, "type `\(type.name)` has no attribute `\(attribute)`",
                        at: template.head.place(name.span)))
                return nil
            }
            guard let file = documents[name.value] else {
                add(
                    Diagnostic(
                        .missingDocument, "no file `templates/files/\(name.value)`",
                        at: template.head.place(name.span),
                        help: nearestName(to: name.value, among: documents.keys).map {
                            "a file with a similar name exists: `\($0)`"
                        }))
                return nil
            }
            switch RenderableDocument.parse(file, named: name.value) {
            case .success(let document): return (attribute, document)
            case .failure(let failure):
                add(failure.diagnostic(used: template.head.place(name.span)))
                return nil
            }
        }
    }

    private mutating func output(_ output: Template.Output) -> CompiledOutput? {
        var compiler = ExpressionCompiler(environment: environment, file: template.head.file)
        let value = compiler.value(output.value)
        diagnostics += compiler.diagnostics
        return value.map {
            CompiledOutput(
                name: output.name.value, value: $0,
                dependsOn: Self.firstFields(
                    of: "resources", in: $0.expressions.flatMap(\.program.references)))
        }
    }

    /// `role` for `resources.role.name`, each once, in the order they stand.
    private static func firstFields(of root: String, in paths: [CELSelectPath]) -> [String] {
        var seen: Set<String> = []
        return paths.compactMap { path in
            guard path.root == root, case .field(let name)? = path.steps.first,
                seen.insert(name).inserted
            else { return nil }
            return name
        }
    }

    // MARK: Order

    private mutating func order(of parts: [CompiledResource.Parts]) -> [Int]? {
        let places = Dictionary(
            parts.enumerated().map { ($1.source.name.value, $0) }, uniquingKeysWith: { $1 })
        let edges = parts.map { part in part.dependsOn.compactMap { places[$0] } }
        switch GraphOrder.order(edges) {
        case .success(let order):
            return order
        case .failure(let cycle):
            let names = cycle.places.map { parts[$0].source.name.value }
            add(
                Diagnostic(
                    .cycle,
                    "resources name each other: \((names + names.prefix(1)).joined(separator: " → "))",
                    at: template.head.place(parts[cycle.places[0]].source.name.span)))
            return nil
        }
    }

    private mutating func add(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }
}
