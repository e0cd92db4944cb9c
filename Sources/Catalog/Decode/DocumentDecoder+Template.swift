// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values
import YAMLSource

extension DocumentDecoder {
    func template(_ head: DocumentHead, _ fields: FieldReader) -> Template? {
        let resources = fields.entries("resources").compactMap(resource)
        let outputs = fields.entries("outputs").compactMap(output)
        return Template(head: head, resources: resources, outputs: outputs)
    }

    private func resource(_ entry: YAMLEntry) -> TemplateResource? {
        guard let name = Scalars.name(entry.key, "the name of a resource", sink),
            let fields = FieldReader(entry.value, as: .resource, sink)
        else { return nil }
        let type = fields.string("type")
        let choice = TemplateResource.Choice(
            condition: fields.string("when"), forEach: fields.string("for_each"))
        let attributes = fields.node("attributes")
        let documents = fields.entries("documents").compactMap { entry in
            Scalars.string(entry.value, "a document", sink).map { (entry.keyText, $0) }
        }
        let formerly = fields.list("formerly").compactMap {
            Scalars.name($0, "an element of `formerly`", sink)
        }
        let keeping = TemplateResource.Keeping(
            onRemoval: fields.choice("on_removal"), formerly: formerly)
        fields.finish()
        return type.map {
            TemplateResource(
                name: name, type: $0, choice: choice, attributes: attributes,
                documents: Fields(documents), keeping: keeping)
        }
    }

    private func output(_ entry: YAMLEntry) -> Template.Output? {
        guard let name = Scalars.name(entry.key, "the name of an output", sink),
            let fields = FieldReader(entry.value, as: .output, sink)
        else { return nil }
        let value = fields.node("value")
        let help = fields.text("help")
        fields.finish()
        return value.map { Template.Output(name: name, value: $0, help: help) }
    }
}
