// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import JSONSchema
import Values
import YAMLSource

/// A service in two revisions, and who uses it in the old one.
struct ServicePair {
    let old: Service
    /// Nil where it is gone.
    let new: Service?
    let users: [Subscription]
    let today: CalendarDate
    let files: [CatalogFile]

    func brokenPromises(amongAll subscriptions: [Subscription]) -> [BrokenPromise] {
        guard let new, new.lifecycle.state != .retired else { return ended() }
        var findings = Findings(service: new, files: files)
        if old.lifecycle.state == .retired {
            findings.add(
                .idReused, ["id"], "it was retired, and its id stays reserved for what it was")
            return findings.broken
        }
        compareParameters(new, &findings)
        compareTiers(new, &findings)
        compareCommitment(new, &findings)
        compareEligibility(new, &findings)
        compareData(new, &findings)
        compareRequirements(new, subscriptions, &findings)
        return findings.broken
    }

    /// A service may end once it was deprecated and its sunset is over.
    private func ended() -> [BrokenPromise] {
        if old.lifecycle.state == .retired { return [] }
        let sunset = old.lifecycle.state == .deprecated ? old.lifecycle.sunset?.value : nil
        if let sunset, sunset < today { return [] }
        let words = new == nil ? "it is no longer in the catalog" : "it is retired"
        let why =
            sunset.map { "and its sunset is \($0)" } ?? "and was never deprecated with a sunset"
        var findings = Findings(service: new ?? old, files: new == nil ? [] : files)
        findings.add(.serviceEnded, ["lifecycle", "state"], "\(words), \(why)", users)
        return findings.broken
    }

    /// What is found of one service, with the places where its new revision says so.
    struct Findings {
        private(set) var broken: [BrokenPromise] = []
        private let service: Service
        private let node: YAMLNode?

        init(service: Service, files: [CatalogFile]) {
            self.service = service
            node = service.head.node(in: files)
        }

        /// `path` leads from the document to what is told of; as far as it is there.
        mutating func add(
            _ rule: PromiseRule, _ path: [String], _ message: String, _ hits: [Subscription] = []
        ) {
            add(rule, at: node?.span(along: path), message, hits)
        }

        mutating func add(
            _ rule: PromiseRule, at span: SourceSpan?, _ message: String, _ hits: [Subscription]
        ) {
            broken.append(
                BrokenPromise(
                    rule: rule, service: service.head.id.value, message: message,
                    place: span.map(service.head.place), hits: hits))
        }
    }
}

// MARK: Parameters

extension ServicePair {
    private func compareParameters(_ new: Service, _ findings: inout Findings) {
        let comparison = SchemaComparison(
            from: old.parameters.value, to: new.parameters.value)
        guard !comparison.losses.isEmpty else { return }
        let statements = ParameterStatements(users, judgedBy: new)
        for loss in comparison.losses {
            let subject =
                loss.parameter.isEmpty
                ? "what may be stated" : "parameter `\(loss.parameter.joined(separator: "."))`"
            findings.add(
                loss.rule, ["parameters"] + loss.path, "\(subject) \(loss.words)",
                statements.touched(by: loss))
        }
    }
}

/// What subscriptions state of a service's parameters, and what its new schema has against it.
private struct ParameterStatements {
    private let users: [Subscription]
    /// Of each user: the names that its new schema refuses, at the top.
    private let refused: [Set<String>]

    init(_ users: [Subscription], judgedBy service: Service) {
        self.users = users
        let schema = try? JSONSchema.ofParameters(service.parameters, in: service.head).get()
        refused = users.map { user in
            let violations = schema?.validate(user.parameters?.value ?? [:]) ?? []
            return Set(violations.compactMap(\.topName))
        }
    }

    func touched(by loss: SchemaComparison.Loss) -> [Subscription] {
        guard let name = loss.parameter.first else {
            return zip(users, refused).filter { !$1.isEmpty }.map(\.0)
        }
        let isAtTop = loss.parameter.count == 1
        return zip(users, refused).filter { user, refused in
            let isStated = user.parameters?.child(name) != nil
            switch loss.rule {
            case .parameterRequired where isAtTop, .parameterDefault where isAtTop:
                return !isStated
            case .parameterRemoved where isAtTop, .parameterDefault, .parameterImmutable:
                return isStated
            default: return refused.contains(name)
            }
        }.map(\.0)
    }
}

extension SchemaViolation {
    /// The member of the parameters that is wrong, or that has what is wrong in it.
    fileprivate var topName: String? {
        if case .key(let name)? = instancePath.first { return name }
        if case .key(let name) = target { return name }
        return nil
    }
}
