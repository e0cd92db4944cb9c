// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

extension ContractSession {
    func expect(_ holds: Bool, _ violation: @autoclosure () -> String) throws {
        if !holds { throw ContractViolation(violation()) }
    }

    /// Names of input and derived attributes in which an object is not what `inputs` ask for.
    func differences(_ object: ObservedObject, from inputs: Fields<Value>) -> [String] {
        let observed = type.functions.normalise(object.attributes, subject.settings)
        return desired(inputs).compactMap { name, value in
            guard let attribute = type.attribute(name), !attribute.isSensitive,
                attribute.role != .computed
            else { return nil }
            return observed[name] == value ? nil : name
        }
    }

    func expect(_ object: ObservedObject, is inputs: Fields<Value>, _ when: String) throws {
        let names = differences(object, from: inputs)
        let observed = type.functions.normalise(object.attributes, subject.settings)
        let wanted = desired(inputs)
        let shown = names.map { name in
            "`\(name)` is \(observed[name].map(CanonicalJSON.text) ?? "not shown") and not "
                + (wanted[name].map(CanonicalJSON.text) ?? "absent")
        }
        try expect(names.isEmpty, "\(when): \(shown.joined(separator: "; "))")
    }

    /// Neither a delivered secret nor a credential is in what a provider says.
    func expectNoSecret(in words: String) throws {
        let credentials = world.place.connection.credentials
        for secret in (subject.secrets.map(\.value) + credentials.map(\.value)) {
            let text = String(decoding: secret.bytes, as: UTF8.self)
            try expect(!words.contains(text), "a secret is told: \(words)")
        }
    }

    func expectAbsent(_ presence: Presence, _ when: String) throws {
        guard case .absent = presence else {
            throw ContractViolation("\(when): observing answers \(described(presence))")
        }
    }

    func expectStale(_ result: OperationResult, _ when: String) throws {
        guard case .stale = result else {
            throw ContractViolation("\(when): the result is \(described(result)) and not stale")
        }
    }

    /// Runs `body`, in which nothing may be written.
    func expectNothingWritten(_ when: String, _ body: () async throws -> Void) async throws {
        let before = try world.dump()
        try await body()
        let after = try world.dump()
        try expect(before == after, "\(when) wrote\nbefore:\n\(before)\nafter:\n\(after)")
    }
}

func described(_ presence: Presence) -> String {
    switch presence {
    case .absent: "absent"
    case .present(let object):
        "present \(CanonicalJSON.text(of: .object(object.attributes)))"
            + (object.mark.map { " marked \($0)" } ?? " unmarked")
            + (object.isSuspended ? " suspended" : "")
    case .unreadable(let failure): "unreadable (\(failure.kind.rawValue): \(failure.words))"
    }
}

func described(_ result: OperationResult?) -> String {
    switch result {
    case nil: "no result"
    case .done(let object): "done, \(described(.present(object)))"
    case .gone: "gone"
    case .stale(let presence): "stale, \(described(presence))"
    case .failed(let failure): "failed (\(failure.kind.rawValue): \(failure.words))"
    }
}
