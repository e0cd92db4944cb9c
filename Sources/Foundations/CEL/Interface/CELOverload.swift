// SPDX-License-Identifier: Apache-2.0

/// One form of a function: the types it takes and gives, and what it does. A function is what its
/// overloads with one name are; no two of them may take the same arguments.
package struct CELOverload: Sendable {
    package typealias Unary =
        @Sendable (CELValue, inout CELBudget) throws(CELError) -> CELValue
    package typealias Binary =
        @Sendable (CELValue, CELValue, inout CELBudget) throws(CELError) -> CELValue
    package typealias General =
        @Sendable ([CELValue], inout CELBudget) throws(CELError) -> CELValue

    /// An implementation checks the kinds of its arguments itself, for an unchecked expression may hand
    /// it any; it depends on nothing but them, so that constant calls are made once.
    package enum Implementation: Sendable {
        case unary(Unary)
        case binary(Binary)
        case general(General)
        /// For checking only.
        case none
    }

    package let name: String
    /// Called as `argument.name(...)`.
    package let isMember: Bool
    /// The receiver is the first.
    package let parameters: [CELType]
    package let result: CELType
    let implementation: Implementation
    let isGeneric: Bool

    package init(
        _ name: String, isMember: Bool = false, _ parameters: [CELType], _ result: CELType,
        _ implementation: Implementation
    ) {
        self.name = name
        self.isMember = isMember
        self.parameters = parameters
        self.result = result
        self.implementation = implementation
        isGeneric = (parameters + [result]).contains { $0.hasParameter }
    }

    package static func global(
        _ name: String, _ parameter: CELType, _ result: CELType, _ body: @escaping Unary
    ) -> CELOverload {
        CELOverload(name, [parameter], result, .unary(body))
    }

    package static func global(
        _ name: String, _ parameters: [CELType], _ result: CELType, _ body: @escaping Binary
    ) -> CELOverload {
        CELOverload(name, parameters, result, .binary(body))
    }

    package static func member(
        _ receiver: CELType, _ name: String, _ result: CELType, _ body: @escaping Unary
    ) -> CELOverload {
        CELOverload(name, isMember: true, [receiver], result, .unary(body))
    }

    package static func member(
        _ receiver: CELType, _ name: String, _ parameter: CELType, _ result: CELType,
        _ body: @escaping Binary
    ) -> CELOverload {
        CELOverload(name, isMember: true, [receiver, parameter], result, .binary(body))
    }

    package static func member(
        _ receiver: CELType, _ name: String, _ parameters: [CELType], _ result: CELType,
        _ body: @escaping General
    ) -> CELOverload {
        CELOverload(name, isMember: true, [receiver] + parameters, result, .general(body))
    }
}

extension CELOverload {
    /// Whether values of these kinds are for this overload; what lists and maps hold is not looked at.
    func accepts(_ arguments: [CELValue]) -> Bool {
        zip(parameters, arguments).allSatisfy { $0.holds($1) }
    }
}

extension CELType {
    fileprivate var hasParameter: Bool {
        if case .parameter = self { return true }
        return parameters.contains { $0.hasParameter }
    }

    /// Whether a value is of this type, as far as its kind says.
    func holds(_ value: CELValue) -> Bool {
        switch (self, value) {
        case (.dyn, _), (.parameter, _), (.variable, _): true
        case (.null, .null), (.bool, .bool), (.int, .int), (.uint, .uint), (.double, .double),
            (.string, .string), (.bytes, .bytes), (.list, .list), (.map, .map), (.object, .map),
            (.timestamp, .timestamp), (.duration, .duration), (.type, .type),
            (.optional, .optional), (.address, .address), (.network, .network):
            true
        case (.wrapper(let type), _): type.holds(value) || CELType.null.holds(value)
        default: false
        }
    }
}

extension CELOverload: CustomStringConvertible {
    /// As documentation writes it: `string.charAt(int) → string`.
    package var description: String {
        let taken = parameters.dropFirst(isMember ? 1 : 0).map(\.description).joined(
            separator: ", ")
        let receiver = isMember ? "\(parameters.first?.description ?? "")." : ""
        return "\(receiver)\(name)(\(taken)) → \(result)"
    }
}
