// SPDX-License-Identifier: Apache-2.0

/// The tags of the core schema (YAML 1.2.2, section 10.3), the only ones that are read.
enum YAMLTag {
    static let core = "tag:yaml.org,2002:"

    /// The tag of a scalar; nil for one that no scalar has.
    static func scalarTag(_ tag: String) -> YAMLScalar.Tag? {
        guard tag != "!" else { return .string }
        guard tag.hasPrefix(core) else { return nil }
        return switch tag.dropFirst(core.count) {
        case "str": .string
        case "int": .integer
        case "float": .float
        case "bool": .bool
        case "null": .null
        default: nil
        }
    }

    static func isCore(_ tag: String) -> Bool {
        scalarTag(tag) != nil || tag == core + "seq" || tag == core + "map"
    }
}
