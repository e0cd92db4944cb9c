// SPDX-License-Identifier: Apache-2.0

import BurnhamCore

/// How a program failed to answer. After each of these it can only be ended.
enum ProgramFault: Error, Sendable, Equatable {
    case timedOut
    case ended
    case tooLong
    /// It wrote something that it was not asked for.
    case unasked
    /// Its answer is none of the protocol.
    case breach(String)

    var kind: ProviderFailure.Kind { self == .timedOut ? .timedOut : .unreachable }

    /// Whether the same question may be answered another time: a breach is the program's nature.
    var mayPass: Bool { self == .timedOut || self == .ended }

    /// What follows after the program's name.
    func words(_ limits: ProgramOrder.Limits) -> String {
        switch self {
        case .timedOut: "did not answer within \(limits.timeoutSeconds) s"
        case .ended: "ended without an answer"
        case .tooLong: "answered with more than \(limits.answerMebibytes) MiB"
        case .unasked: "wrote more than the one line of its answer"
        case .breach(let words): "broke the protocol: \(words)"
        }
    }
}
