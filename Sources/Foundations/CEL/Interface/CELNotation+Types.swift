// SPDX-License-Identifier: Apache-2.0

/// Types: `int`, `list(T)`, `map(K,V)`, `message(N)`, `type(T)`, `abstract(name,T)`, `wrapper(P)`,
/// `param(T)`.
extension CELNotation {
    private static let nestingMax = 64

    /// Nil for what is no type of the notation. A message is an abstract type, for there are none.
    package static func type(_ written: String) -> CELType? {
        var reader = TypeReader(Substring(written.filter { $0 != " " }))
        guard let type = reader.type(depth: 0), reader.rest.isEmpty else { return nil }
        return type
    }

    package static func written(_ type: CELType) -> String {
        switch type {
        case .null: "null"
        case .timestamp: "timestamp"
        case .duration: "duration"
        case .optional(let type): "abstract(optional_type,\(written(type)))"
        case .abstract(let name, let parameters):
            "abstract(\(([name] + parameters.map(written)).joined(separator: ",")))"
        case .parameter(let name): "param(\(name))"
        case .object(let type): "message(\(type.name))"
        case .address, .network: "abstract(\(type.name))"
        default:
            type.parameters.isEmpty
                ? type.name
                : "\(type.name)(\(type.parameters.map(written).joined(separator: ",")))"
        }
    }

    private struct TypeReader {
        var rest: Substring

        init(_ rest: Substring) { self.rest = rest }

        mutating func type(depth: Int) -> CELType? {
            guard depth < nestingMax else { return nil }
            let name = word()
            guard take("(") else { return simple(name) }
            if name == "message" || name == "param" {
                let inner = word()
                guard take(")") else { return nil }
                return name == "param" ? .parameter(inner) : message(inner)
            }
            let label = name == "abstract" ? word() : ""
            if name == "abstract", take(")") { return .abstract(label, []) }
            guard name != "abstract" || take(",") else { return nil }
            guard let parameters = parameters(depth: depth) else { return nil }
            return composed(name, label, parameters)
        }

        private mutating func parameters(depth: Int) -> [CELType]? {
            var parameters: [CELType] = []
            repeat {
                guard let parameter = type(depth: depth + 1) else { return nil }
                parameters.append(parameter)
            } while take(",")
            return take(")") ? parameters : nil
        }

        private func composed(
            _ name: String, _ label: String, _ parameters: [CELType]
        ) -> CELType? {
            switch (name, parameters.count) {
            case ("list", 1): .list(parameters[0])
            case ("map", 2): .map(parameters[0], parameters[1])
            case ("type", 1): .type(parameters[0])
            case ("wrapper", 1): .wrapper(parameters[0])
            case ("abstract", 1) where label == "optional_type": .optional(parameters[0])
            case ("abstract", _): .abstract(label, parameters)
            default: nil
            }
        }

        private func simple(_ name: String) -> CELType? {
            switch name {
            case "dyn", "any": .dyn
            case "null", "null_type": .null
            case "bool": .bool
            case "int": .int
            case "uint": .uint
            case "double": .double
            case "string": .string
            case "bytes": .bytes
            case "list": .list(.dyn)
            case "map": .map(.dyn, .dyn)
            case "type": .type(.dyn)
            case "optional_type": .optional(.dyn)
            case "net.IP": .address
            case "net.CIDR": .network
            default: message(name)
            }
        }

        private func message(_ name: String) -> CELType? {
            switch name {
            case "timestamp", "google.protobuf.Timestamp": .timestamp
            case "duration", "google.protobuf.Duration": .duration
            case "google.protobuf.Any", "google.protobuf.Value": .dyn
            case "google.protobuf.Struct": .map(.string, .dyn)
            case "google.protobuf.ListValue": .list(.dyn)
            case "google.protobuf.BoolValue": .wrapper(.bool)
            case "google.protobuf.BytesValue": .wrapper(.bytes)
            case "google.protobuf.StringValue": .wrapper(.string)
            case "google.protobuf.DoubleValue", "google.protobuf.FloatValue": .wrapper(.double)
            case "google.protobuf.Int32Value", "google.protobuf.Int64Value": .wrapper(.int)
            case "google.protobuf.UInt32Value", "google.protobuf.UInt64Value": .wrapper(.uint)
            default: name.contains(".") ? .abstract(name, []) : nil
            }
        }

        private mutating func word() -> String {
            let end = rest.firstIndex { "(),".contains($0) } ?? rest.endIndex
            defer { rest = rest[end...] }
            return String(rest[..<end])
        }

        private mutating func take(_ character: Character) -> Bool {
            guard rest.first == character else { return false }
            rest.removeFirst()
            return true
        }
    }
}
