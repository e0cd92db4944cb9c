// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BurnhamCatalog
import BurnhamCore
import BurnhamReport
import BurnhamStore
import Values
import YAMLSource

/// `explain`: the page of a diagnostic's code, or why an object exists.
struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explains a diagnostic's code, or why an object exists.")

    @Argument(help: "A code such as unknown-reference, or an address such as cdph/permits/folder.")
    var subject: String

    @OptionGroup var options: EnvironmentOptions

    func run() async throws {
        let console = options.view.console
        try await reporting(console) {
            if subject.contains("/") { return try explain(Address(subject), console) }
            guard let page = DiagnosticPage.page(for: subject) else {
                throw CommandFailure(
                    .wrongInput, "no diagnostic has the code `\(subject)`",
                    help: nearestName(to: subject, among: DiagnosticPage.all.map(\.code)).map {
                        "a similar code: `\($0)`"
                    })
            }
            console.result(
                PageText.render(
                    title: "\(page.code): \(page.title)",
                    paragraphs: [("why", page.why), ("what to do", page.fix)], on: console.screen))
        }
    }

    private func explain(_ address: Address, _ console: Console) throws {
        let session = try PlanningSession.open(options, now: SystemClock.now(), console: console)
        let resource = session.resolution.resources.first { $0.address == address }
        let row = try session.store?.rows().first { $0.address == address }
        var text = ExplainAddressText(
            environment: session.environment.head.id.value, row: row, resource: resource)
        let places = PlaceNames(session.workspace)
        let origin = resource?.origin ?? row?.origin
        if let origin {
            let catalog = session.workspace.catalog
            text.subscriptionPlace = catalog.subscription(String(address.subscription)).map {
                places.name(of: $0.head)
            }
            text.servicePlace = catalog.services[origin.service].map { places.name(of: $0.head) }
            text.templatePlace = catalog.templates[origin.template].map { places.name(of: $0.head) }
        }
        text.made = try session.store?.entries(about: address).first { $0.draft.kind == .outcome }
        guard let rendered = text.render(on: console.screen) else {
            throw CommandFailure(
                .wrongInput, "`\(address)` is neither recorded nor asked for",
                help: nearestName(
                    to: address.text, among: session.resolution.resources.map(\.address.text)
                ).map { "a similar address: `\($0)`" })
        }
        console.result(rendered)
    }
}

/// `path:line` of documents.
struct PlaceNames {
    private let files: [String: [UInt8]]
    private let prefix: String

    init(_ workspace: Workspace) {
        files = Dictionary(
            workspace.request.files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { $1 })
        prefix = workspace.roots.displayPrefix()
    }

    func name(of head: DocumentHead) -> String {
        guard let bytes = files[head.file] else { return prefix + head.file }
        let line = LineIndex(bytes).position(at: head.id.span.start).line
        return "\(prefix)\(head.file):\(line)"
    }
}
