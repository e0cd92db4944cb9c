// SPDX-License-Identifier: Apache-2.0

import BurnhamCatalog
import BurnhamCore
import ExternalProvider
import Values

/// The providers that are programs, from the documents that stand in the catalog. Nothing of them is run.
struct ProgramProviders {
    private(set) var providers: [Provider] = []
    private(set) var problems: [Diagnostic] = []

    init(_ files: [CatalogFile]) {
        for file in files.sorted(by: { $0.path.precedesByBytes($1.path) }) { add(file) }
    }

    private mutating func add(_ file: CatalogFile) {
        switch ProviderDocument.read(file.bytes) {
        case .failure(let found): report(found.all.map(\.description), in: file)
        case .success(let document):
            let provider = ExternalProgram.provider(document)
            let clashes = clashes(of: provider)
            if clashes.isEmpty { providers.append(provider) } else { report(clashes, in: file) }
        }
    }

    /// A name means one provider or type.
    private func clashes(of provider: Provider) -> [String] {
        let others = ProviderTable.all + providers
        if others.contains(where: { $0.name == provider.name }) {
            return ["there is a provider `\(provider.name)` already"]
        }
        return provider.types.map(\.name).compactMap { type in
            others.first { $0.types.contains { $0.name == type } }.map {
                "provider `\($0.name)` has a resource type `\(type)` already"
            }
        }
    }

    private mutating func report(_ messages: [String], in file: CatalogFile) {
        problems += messages.map {
            Diagnostic(
                DiagnosticCode.badProvider.rawValue, "\(file.path): \($0)", at: nil,
                help: "docs/reference/provider.schema.json says what a provider's document holds")
        }
    }
}
