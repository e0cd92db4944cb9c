// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
import CEL
import Values
import YAMLSource

/// Which line of the catalog says that an object has to be made anew: the `x-immutable` of the parameter that
/// an attribute is made of. It is asked about the few addresses that a plan replaces.
package struct ReplaceReasons {
    private let request: ResolveRequest
    private let files: [CatalogFile]

    package init(_ request: ResolveRequest, files: [CatalogFile]) {
        self.request = request
        self.files = files
    }

    /// Nil where no immutable parameter can have made these attributes what they were recorded as.
    package func reason(for attributes: [AttributeChange], of address: Address) -> String? {
        guard let subscription = request.catalog.subscription(String(address.subscription)),
            let service = request.catalog.services[subscription.service.value],
            let template = service.template.flatMap({ request.catalog.templates[$0.value] })
        else { return nil }
        let types = Dictionary(
            request.providers.flatMap { $0.types.map { ($0.name, $0) } },
            uniquingKeysWith: { first, _ in first })
        var compiler = TemplateCompiler(
            template, for: service, types: types,
            schemas: TypeSchemas.ofResources(in: template, types), documents: request.documents)
        guard let compiled = compiler.compile() else { return nil }
        let resource = String(address.resource.prefix { $0 != "[" })
        return parameters(of: attributes, resource, compiled).lazy.compactMap {
            line(ofImmutable: $0, service)
        }.first
    }

    /// The parameters that attributes of a resource are made of, also through other resources of the template.
    private func parameters(
        of attributes: [AttributeChange], _ resource: String, _ template: CompiledTemplate
    ) -> [String] {
        var found: [String] = []
        var seen: Set<String> = []
        let own = template.place(of: resource).map { template.resources[$0].attributes } ?? []
        var waiting = attributes.filter { change in
            own.contains { $0.name == change.name && $0.value.canMake(change.recorded) }
        }.map { (resource, $0.name) }
        while let (resource, attribute) = waiting.popLast() {
            guard seen.insert("\(resource).\(attribute)").inserted,
                let place = template.place(of: resource)
            else { continue }
            let expressions = template.resources[place].attributes.filter { $0.name == attribute }
                .flatMap(\.value.expressions)
            for path in expressions.flatMap(\.program.references) {
                switch (path.root, path.fields) {
                case ("parameters", let fields): found += fields.prefix(1)
                case ("resources", let fields) where fields.count > 1:
                    waiting.append((fields[0], fields[1]))
                default: continue
                }
            }
        }
        return found
    }

    private func line(ofImmutable parameter: String, _ service: Service) -> String? {
        guard let file = files.first(where: { $0.path == service.head.file }),
            let flag = service.head.node(in: [file])?.flag(ofImmutable: parameter)
        else { return nil }
        let line = LineIndex(file.bytes).position(at: flag.start).line
        return "\(parameter) is immutable: \(service.head.file):\(line)"
    }
}

extension YAMLNode {
    /// Where the document of a service says that one of its parameters can't change.
    fileprivate func flag(ofImmutable parameter: String) -> SourceSpan? {
        guard let property = child("parameters")?.child("properties")?.entry(parameter),
            let flag = property.value.entry("x-immutable"), flag.value.scalar?.text == "true"
        else { return nil }
        return flag.key.span
    }
}

extension CompiledValue {
    /// Whether other values of its expressions could give `value`: else it is the template that changed.
    fileprivate func canMake(_ value: Value?) -> Bool {
        guard case .text(let pieces) = self, var rest = value?.string?[...] else { return true }
        for (place, piece) in pieces.enumerated() {
            guard case .text(let text) = piece else { continue }
            if place == pieces.count - 1 { return rest.hasSuffix(text) }
            guard let found = rest.firstRange(of: text),
                place > 0 || found.lowerBound == rest.startIndex
            else { return false }
            rest = rest[found.upperBound...]
        }
        return true
    }
}

extension CELSelectPath {
    /// The names after the root, up to the first index.
    fileprivate var fields: [String] {
        steps.prefix { if case .field = $0 { true } else { false } }.compactMap {
            if case .field(let name) = $0 { name } else { nil }
        }
    }
}
