// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import Values

/// What became of an operation, as programs write it, and whether it can be true.
struct WireOutcome {
    let form: WireObject
    let operation: Operation

    /// `{"state": "done", "object": {…}}`, `{"state": "gone"}`, `{"state": "stale", "presence": {…}}` or
    /// `{"state": "failed", "failure": {…}}`.
    func read(_ reader: WireReader) throws(WireProblem) -> OperationResult {
        let state = try reader.member("state")
        switch try state.text() {
        case "done":
            try reader.require(only: ["state", "object"])
            return .done(try written(try reader.member("object"), state))
        case "gone":
            try reader.require(only: ["state"])
            guard operation.leavesNothing else { throw wrong(state) }
            return .gone
        case "stale":
            try reader.require(only: ["state", "presence"])
            return .stale(
                try form.presence(try reader.member("presence"), of: operation.identity))
        case "failed":
            try reader.require(only: ["state", "failure"])
            return .failed(try WireFailure.read(try reader.member("failure")))
        default: throw state.problem("is none of `done`, `gone`, `stale` and `failed`")
        }
    }

    /// The object as read back, which has to be the one that was written, and ours.
    private func written(
        _ reader: WireReader, _ state: WireReader
    ) throws(WireProblem) -> ObservedObject {
        guard !operation.leavesNothing else { throw wrong(state) }
        let object = try form.object(reader, of: operation.identity)
        if form.type.carriesMarks, object.mark != operation.mark {
            throw reader.problem("does not carry the operation's mark")
        }
        switch operation.kind {
        case .suspend where !object.isSuspended: throw reader.problem("is not suspended")
        case .create where object.isSuspended, .resume where object.isSuspended:
            throw reader.problem("is suspended")
        default: return object
        }
    }

    private func wrong(_ state: WireReader) -> WireProblem {
        state.problem("is no end of an operation of kind `\(operation.kind.rawValue)`")
    }
}

extension Operation {
    /// Whether no object of ours is there after it.
    var leavesNothing: Bool { kind == .delete || kind == .purge || kind == .unmark }
}
