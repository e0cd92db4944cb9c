// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

let argumentParser = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let csv = Target.Dependency.product(name: "SwiftCSV", package: "SwiftCSV")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")

/// A target of the house. `room` is its folder below `Sources/`.
func house(_ name: String, in room: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/\(room)")
}

func tests(
    _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []
) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: dependencies, path: "Tests/\(name)Tests",
        exclude: exclude)
}

let system: [Target] = [
    .systemLibrary(
        name: "CLibYAML", path: "Sources/System/CLibYAML", pkgConfig: "yaml-0.1",
        providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(
        name: "COpenSSL", path: "Sources/System/COpenSSL", pkgConfig: "libcrypto",
        providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
        name: "CPCRE2", path: "Sources/System/CPCRE2", pkgConfig: "libpcre2-8",
        providers: [.apt(["libpcre2-dev"])]),
    .systemLibrary(
        name: "CLibPQ", path: "Sources/System/CLibPQ", pkgConfig: "libpq",
        providers: [.apt(["libpq-dev"])]),
    .systemLibrary(
        name: "CLDAP", path: "Sources/System/CLDAP", pkgConfig: "ldap",
        providers: [.apt(["libldap-dev"])]),
    .systemLibrary(
        name: "CLDNS", path: "Sources/System/CLDNS", pkgConfig: "ldns",
        providers: [.apt(["libldns-dev"])]),
    .systemLibrary(name: "CLinux", path: "Sources/System/CLinux"),
]

let foundations: [Target] = [
    house("ParallelWork", in: "Foundations/ParallelWork"),
    house("Values", in: "Foundations/Values", ["COpenSSL", "ParallelWork"]),
    house("YAMLSource", in: "Foundations/YAMLSource", ["CLibYAML", "Values"]),
    house("YAMLFormat", in: "Foundations/YAMLFormat", ["Values", "YAMLSource"]),
    house("Patterns", in: "Foundations/Patterns", ["CPCRE2"]),
    house("CEL", in: "Foundations/CEL", ["Values", "Patterns"]),
    house("JSONSchema", in: "Foundations/JSONSchema", ["Values", "Patterns"]),
    house("DurableFiles", in: "Foundations/DurableFiles", ["CLinux"]),
    house("TransparencyLog", in: "Foundations/TransparencyLog", ["Values", "COpenSSL"]),
]

let rooms: [Target] = [
    house("BurnhamCore", in: "Core", ["Values", "YAMLSource"]),
    house(
        "BurnhamCatalog", in: "Catalog",
        ["BurnhamCore", "ParallelWork", "Values", "YAMLSource", "CEL", "JSONSchema", mustache, csv]),
    house(
        "BurnhamEngine", in: "Engine",
        ["BurnhamCore", "Values", "DurableFiles", "ParallelWork", heap]),
    house("BurnhamReport", in: "Report", ["BurnhamCore", "Values", "YAMLSource"]),
    house(
        "BurnhamStore", in: "Store",
        ["BurnhamCore", "DurableFiles", "ParallelWork", "TransparencyLog", "Values", grdb, sqlite]),
]

let providers: [Target] = [
    house(
        "TargetFiles", in: "Providers/TargetFiles",
        ["BurnhamCore", "DurableFiles", "ParallelWork", "Values"]),
    house(
        "DNSProvider", in: "Providers/DNSProvider",
        [
            "BurnhamCore", "CLDNS", "COpenSSL", "DurableFiles", "ParallelWork", "TargetFiles", "Values",
        ]),
    house(
        "FileProvider", in: "Providers/FileProvider",
        ["TargetFiles", "BurnhamCore", "DurableFiles", "Values"]),
    house(
        "CertificateProvider", in: "Providers/CertificateProvider",
        ["BurnhamCore", "COpenSSL", "DurableFiles", "TargetFiles", "Values"]),
    house(
        "TaskProvider", in: "Providers/TaskProvider",
        ["BurnhamCore", "DurableFiles", "TargetFiles", "Values"]),
    house(
        "DirectoryProvider", in: "Providers/DirectoryProvider",
        ["BurnhamCore", "CLDAP", "COpenSSL", "DurableFiles", "TargetFiles", "Values"]),
    house(
        "PostgreSQLProvider", in: "Providers/PostgreSQLProvider",
        [
            "BurnhamCore", "CLibPQ", "COpenSSL", "DurableFiles", "ParallelWork", "TargetFiles",
            "Values",
        ]),
    house(
        "ExternalProvider", in: "Providers/ExternalProvider",
        ["BurnhamCore", "CLinux", "DurableFiles", "JSONSchema", "TargetFiles", "Values"]),
    house(
        "SecretProvider", in: "Providers/SecretProvider",
        ["BurnhamCore", "DurableFiles", "TargetFiles", "Values"]),
]

/// What every provider promises, as checks that tests and `provider test` run.
let contract: [Target] = [
    house(
        "ProviderContract", in: "Contract/ProviderContract",
        ["BurnhamCore", "DurableFiles", "Values"]),
    house(
        "ProgramContract", in: "Contract/ProgramContract",
        [
            "BurnhamCore", "DurableFiles", "ExternalProvider", "JSONSchema", "ProviderContract",
            "TargetFiles", "Values",
        ]),
]

let program: [Target] = [
    house(
        "BurnhamCommandLine", in: "CommandLine",
        [
            "BurnhamCore", "BurnhamCatalog", "BurnhamEngine", "BurnhamStore", "BurnhamReport",
            "FileProvider", "DNSProvider", "DirectoryProvider", "CertificateProvider",
            "ExternalProvider", "ProgramContract", "ProviderContract", "PostgreSQLProvider",
            "SecretProvider", "TaskProvider", "DurableFiles",
            "CEL", "JSONSchema", "ParallelWork", "TransparencyLog", "Values", "YAMLFormat",
            "YAMLSource", argumentParser,
        ]),
    .executableTarget(
        name: "burnham", dependencies: ["BurnhamCommandLine"], path: "Sources/burnham"),
    .executableTarget(
        name: "burnham-bench",
        dependencies: [
            "BurnhamCatalog", "BurnhamCore", "CEL", "CLibYAML", "DurableFiles", "FileProvider",
            "Values",
        ],
        path: "Benchmarks"),
]

let testTargets: [Target] = [
    .testTarget(
        name: "TidyTests", path: "Tests/TidyTests", exclude: ["exceptions.txt", "blocking.txt"]),
    .testTarget(
        name: "ScenarioTests",
        dependencies: ["burnham", "CEL", "JSONSchema", "Values", "YAMLCases", "YAMLSource"],
        path: "Tests/ScenarioTests",
        exclude: ["Preload", "Scenarios", "check-schemas.py"]),
    tests("Values", ["Values"]),
    .target(name: "SmallStack", path: "Tests/SmallStack"),
    .target(name: "YAMLCases", dependencies: ["Values"], path: "Tests/YAMLCases"),
    tests("YAMLSource", ["SmallStack", "YAMLCases", "YAMLSource", "Values"]),
    tests("YAMLFormat", ["SmallStack", "YAMLCases", "YAMLFormat", "YAMLSource", "Values"]),
    tests("Patterns", ["Patterns"]),
    tests("CEL", ["CEL", "SmallStack", "Values"]),
    tests("JSONSchema", ["JSONSchema", "SmallStack", "Values"]),
    tests("DurableFiles", ["DurableFiles"]),
    tests("TransparencyLog", ["TransparencyLog", "DurableFiles", "Values"]),
    tests("BurnhamCore", ["BurnhamCore", "Values", "YAMLSource"]),
    tests(
        "BurnhamCatalog",
        ["BurnhamCatalog", "BurnhamCore", "JSONSchema", "Values", "YAMLSource", mustache]),
    tests("BurnhamEngine", ["BurnhamEngine", "BurnhamCore", "Values"]),
    tests("BurnhamReport", ["BurnhamReport", "BurnhamCore", "JSONSchema", "Values", "YAMLSource"]),
    tests(
        "BurnhamStore",
        ["BurnhamStore", "BurnhamCore", "DurableFiles", "TransparencyLog", "Values", grdb]),
]

/// Tests of a provider, which run the provider contract too.
func providerTests(
    _ name: String, _ more: [Target.Dependency] = [], exclude: [String] = []
) -> Target {
    tests(
        name,
        [.byName(name: name), "ProviderContract", "BurnhamCore", "DurableFiles", "Values"] + more,
        exclude: exclude)
}

let providerTestTargets: [Target] = [
    providerTests("TargetFiles"),
    providerTests("FileProvider", ["TargetFiles"]),
    providerTests("CertificateProvider", ["TargetFiles"]),
    providerTests("DirectoryProvider", ["TargetFiles"]),
    providerTests("TaskProvider", ["TargetFiles"]),
    providerTests("SecretProvider", ["TargetFiles"]),
    providerTests("PostgreSQLProvider", ["TargetFiles"]),
    providerTests(
        "ExternalProvider", ["JSONSchema", "ProgramContract", "TargetFiles"],
        exclude: ["misbehaving.py", "replay.py"]),
    providerTests("DNSProvider", ["TargetFiles"]),
]

let package = Package(
    name: "burnham",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
    ],
    targets: system + foundations + rooms + providers + contract + program + testTargets
        + providerTestTargets,
    swiftLanguageModes: [.v6]
)

/// A program of `Fuzzing/` that libFuzzer drives. `scripts/fuzz` builds it, and says where that library is.
func fuzzer(_ name: String, _ file: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: "fuzz-\(name)", dependencies: dependencies + ["LibFuzzer"], path: "Fuzzing",
        sources: [file])
}

let libFuzzer = Context.environment["BURNHAM_LIBFUZZER"]
if let libFuzzer {
    package.targets += [
        .systemLibrary(name: "CLibFuzzer", path: "Fuzzing/CLibFuzzer"),
        .target(
            name: "LibFuzzer", dependencies: ["CLibFuzzer"], path: "Fuzzing/LibFuzzer",
            linkerSettings: [.unsafeFlags([libFuzzer]), .linkedLibrary("stdc++")]),
        fuzzer("cel", "CEL.swift", ["CEL", "Values"]),
        fuzzer("fmt", "YAMLFormat.swift", ["YAMLFormat"]),
        fuzzer("json-schema", "JSONSchema.swift", ["JSONSchema", "Values"]),
        fuzzer("yaml", "YAML.swift", ["YAMLSource", "Values"]),
    ]
}

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
    ]
    if libFuzzer != nil { target.swiftSettings?.append(.unsafeFlags(["-sanitize=fuzzer"])) }
}
