// SPDX-License-Identifier: Apache-2.0

/// Every code that a load can answer with. The names stand in scripts and dashboards: they are kept.
package enum DiagnosticCode: String, Sendable, CaseIterable {
    // The file.
    case emptyFile = "empty-file"
    case fileUnreadable = "file-unreadable"
    // The document's form.
    case wrongType = "wrong-type"
    case unknownKey = "unknown-key"
    case missingKey = "missing-key"
    case unknownKind = "unknown-kind"
    case reservedKind = "reserved-kind"
    case badID = "bad-id"
    case badName = "bad-name"
    case badValue = "bad-value"
    case repeatedValue = "repeated-value"
    // The catalog as a whole.
    case noCity = "no-city"
    case repeatedID = "repeated-id"
    case unknownReference = "unknown-reference"
    case rootHolds = "root-holds"
    case clash = "clash"
    // Services and subscriptions.
    case unknownTier = "unknown-tier"
    case badSchema = "bad-schema"
    case badParameter = "bad-parameter"
    case parameterOutOfRange = "parameter-out-of-range"
    case unknownLimit = "unknown-limit"
    case retiredService = "retired-service"
    case afterSunset = "after-sunset"
    case dataCeiling = "data-ceiling"
    case missingService = "missing-service"
    case usesNotShared = "uses-not-shared"
    case expired = "expired"
    case ownerLeft = "owner-left"
    case unknownPerson = "unknown-person"
    case unknownFund = "unknown-fund"
    case fundEnded = "fund-ended"
    case sharesDoNotSum = "shares-do-not-sum"
    case chargeEnds = "charge-ends"
    case unknownPool = "unknown-pool"
    // Templates and expressions.
    case badExpression = "bad-expression"
    case unknownResourceType = "unknown-resource-type"
    case unknownAttribute = "unknown-attribute"
    case missingAttribute = "missing-attribute"
    case badAttribute = "bad-attribute"
    case computedIdentity = "computed-identity"
    case secretUse = "secret-use"
    case unguardedOptional = "unguarded-optional"
    case cycle = "cycle"
    case badKey = "bad-key"
    case claimedTwice = "claimed-twice"
    case missingDocument = "missing-document"
    case badDocument = "bad-document"
    case evaluationFailed = "evaluation-failed"
    // Environments.
    case unknownProvider = "unknown-provider"
    case badSettings = "bad-settings"
    case noRoute = "no-route"
    // Sources.
    case snapshotProblem = "snapshot-problem"
}
