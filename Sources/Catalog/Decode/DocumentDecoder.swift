// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values
import YAMLSource

/// One document of the catalog as its kind. It is small, because most are subscriptions.
enum CatalogDocument: Sendable {
    indirect case city(City)
    indirect case environment(Environment)
    case department(Department)
    indirect case facility(Facility)
    indirect case person(Person)
    indirect case source(Source)
    indirect case calendar(Calendar)
    indirect case hold(HoldDocument)
    indirect case bundle(Bundle)
    case service(Service)
    case template(Template)
    case subscription(Subscription)
    case policy(Policy)

    /// Nil for what is not told apart by an id of its own kind.
    var head: DocumentHead? {
        switch self {
        case .city(let document): document.head
        case .environment(let document): document.head
        case .department(let document): document.head
        case .facility(let document): document.head
        case .person(let document): document.head
        case .source(let document): document.head
        case .calendar(let document): document.head
        case .hold(let document): document.head
        case .bundle(let document): document.head
        case .service(let document): document.head
        case .template(let document): document.head
        case .subscription(let document): document.head
        case .policy(let document): document.head
        }
    }
}

/// Decodes one YAML document into its kind. What is wrong goes to the sink; nil where nothing came of it.
struct DocumentDecoder {
    let sink: DiagnosticSink

    func document(_ node: YAMLNode) -> CatalogDocument? {
        guard let fields = FieldReader(node, as: .anyDocument, sink) else { return nil }
        guard let kindText = fields.string("kind") else { return nil }
        guard let kind = CatalogKind(rawValue: kindText.value) else {
            sink.add(unknownKind(kindText))
            return nil
        }
        guard let table = FieldTable.of(kind) else {
            sink.add(
                .reservedKind, "documents of kind `\(kind.rawValue)` are not read by this version",
                at: kindText.span)
            return nil
        }
        guard let reader = FieldReader(node, as: table, sink) else { return nil }
        let head = head(kind, node, reader)
        let document = decode(head, reader)
        reader.finish()
        if document == nil || !head.isNamed { sink.noteBroken(head) }
        return document
    }

    /// A document whose id is wrong is decoded all the same, so that everything else in it is told of too.
    private func head(
        _ kind: CatalogKind, _ node: YAMLNode, _ fields: FieldReader
    ) -> DocumentHead {
        if let id = fields.id("id") {
            return DocumentHead(kind: kind, id: id, file: sink.file, span: node.span)
        }
        let written = node.child("id")
        return DocumentHead(
            kind: kind,
            id: Located(
                written?.scalar?.text ?? sink.file.baseName,
                span: written?.span ?? node.span.firstByte),
            file: sink.file, span: node.span, isNamed: false)
    }

    private func unknownKind(_ text: Located<String>) -> Diagnostic {
        let kinds = CatalogKind.allCases.filter { FieldTable.of($0) != nil }.map(\.rawValue)
        var diagnostic = Diagnostic(
            .unknownKind, "no kind of document is named `\(text.value)`",
            at: Diagnostic.Place(file: sink.file, span: text.span),
            help: nearestName(to: text.value, among: kinds).map { "a similar one: `\($0)`" })
        diagnostic.notes = ["the kinds are \(kinds.joined(separator: ", "))"]
        return diagnostic
    }

    private func decode(_ head: DocumentHead, _ fields: FieldReader) -> CatalogDocument? {
        switch head.kind {
        case .city: city(head, fields).map(CatalogDocument.city)
        case .environment: environment(head, fields).map(CatalogDocument.environment)
        case .department: department(head, fields).map(CatalogDocument.department)
        case .facility: facility(head, fields).map(CatalogDocument.facility)
        case .person: person(head, fields).map(CatalogDocument.person)
        case .source: source(head, fields).map(CatalogDocument.source)
        case .calendar: calendar(head, fields).map(CatalogDocument.calendar)
        case .hold: hold(head, fields).map(CatalogDocument.hold)
        case .bundle: bundle(head, fields).map(CatalogDocument.bundle)
        case .service: service(head, fields).map(CatalogDocument.service)
        case .template: template(head, fields).map(CatalogDocument.template)
        case .subscription: subscription(head, fields).map(CatalogDocument.subscription)
        case .policy: policy(head, fields).map(CatalogDocument.policy)
        case .request: nil
        }
    }
}
