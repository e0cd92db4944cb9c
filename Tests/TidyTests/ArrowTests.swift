// SPDX-License-Identifier: Apache-2.0

import Testing

/// The house's arrows: who may import whom. SwiftPM builds an undeclared import of a sibling that is already
/// built, so the `import` lines themselves are read.
@Suite struct ArrowTests {
    private static let foundations: Set<String> = [
        "Values", "YAMLSource", "CEL", "JSONSchema", "Patterns", "DurableFiles", "ParallelWork",
        "TransparencyLog", "YAMLFormat",
    ]
    private static let system: Set<String> = [
        "CLDAP", "CLDNS", "CLibPQ", "CLibYAML", "COpenSSL", "CPCRE2", "CLinux",
    ]
    private static let rooms: Set<String> = [
        "BurnhamCore", "BurnhamCatalog", "BurnhamEngine", "BurnhamStore", "BurnhamReport",
        "BurnhamCommandLine",
    ]
    private static let providers: Set<String> = [
        "TargetFiles", "FileProvider", "DNSProvider", "DirectoryProvider", "CertificateProvider",
        "ExternalProvider", "PostgreSQLProvider", "SecretProvider", "TaskProvider",
    ]

    private static let contract: Set<String> = ["ProviderContract", "ProgramContract"]

    private static var house: Set<String> {
        foundations.union(system).union(rooms).union(providers).union(contract)
    }

    /// What a folder below `Sources/` may import of the house; nil for an unknown folder.
    private static func allowed(_ folder: String) -> Set<String>? {
        switch folder {
        case "Foundations/ParallelWork": []
        case "Foundations/Values": ["COpenSSL", "ParallelWork"]
        case "Foundations/YAMLSource": ["CLibYAML", "Values"]
        case "Foundations/YAMLFormat": ["Values", "YAMLSource"]
        case "Foundations/Patterns": ["CPCRE2"]
        case "Foundations/CEL", "Foundations/JSONSchema": ["Values", "Patterns"]
        case "Foundations/DurableFiles": ["CLinux"]
        case "Foundations/TransparencyLog": ["Values", "COpenSSL"]
        case "Core": ["Values", "YAMLSource"]
        case "Catalog", "Engine", "Store": foundations.union(["BurnhamCore"])
        case "Report": ["BurnhamCore", "Values", "YAMLSource"]
        case "CommandLine": house
        case "burnham": ["BurnhamCommandLine"]
        case "Contract/ProviderContract": ["BurnhamCore", "DurableFiles", "Values"]
        case "Contract/ProgramContract":
            [
                "BurnhamCore", "DurableFiles", "ExternalProvider", "JSONSchema",
                "ProviderContract", "TargetFiles", "Values",
            ]
        case "Providers/TargetFiles": ["BurnhamCore", "DurableFiles", "ParallelWork", "Values"]
        default:
            folder.hasPrefix("Providers/")
                ? foundations.union(system).union(["BurnhamCore", "TargetFiles"]) : nil
        }
    }

    private static func folder(of path: String) -> String {
        let parts = path.split(separator: "/").dropFirst().map(String.init)
        let depth = ["Contract", "Foundations", "Providers", "System"].contains(parts[0]) ? 2 : 1
        return parts.prefix(depth).joined(separator: "/")
    }

    static func imports(_ file: SourceTree.File) -> [String] {
        file.lines.compactMap { line in
            var words = line.split(separator: " ").map(String.init)
            if let first = words.first, first.hasPrefix("@") || first == "package" {
                words.removeFirst()
            }
            return words.count >= 2 && words[0] == "import" ? words.last : nil
        }
    }

    @Test func everyImportFollowsAnArrow() {
        let wrong = SourceTree.sources.flatMap { file in
            let allowed = Self.allowed(Self.folder(of: file.path)) ?? []
            return Self.imports(file).filter { Self.house.contains($0) && !allowed.contains($0) }
                .map { "\(file.path) imports \($0)" }
        }
        #expect(wrong == [])
    }

    @Test func coreReadsNoClockAndNoFiles() {
        let wrong = SourceTree.sources.filter { $0.path.hasPrefix("Sources/Core/") }.filter {
            !Set(Self.imports($0)).isDisjoint(with: [
                "Foundation", "Glibc", "Dispatch", "DurableFiles",
            ])
        }
        #expect(wrong.map(\.path) == [])
    }

    @Test func onlyTheCommandLineReadsItsSurroundings() {
        let words = ["ProcessInfo.", "CommandLine.arguments", "getenv(", "currentDirectoryPath"]
        let wrong = SourceTree.sources.filter { !$0.path.hasPrefix("Sources/CommandLine/") }.filter
        {
            file in file.lines.contains { line in words.contains { line.contains($0) } }
        }
        #expect(wrong.map(\.path) == [])
    }

    @Test func everyFolderOfSourcesIsKnown() {
        let unknown = Set(SourceTree.sources.map { Self.folder(of: $0.path) }).filter {
            Self.allowed($0) == nil
        }
        #expect(unknown.sorted() == [])
    }
}
