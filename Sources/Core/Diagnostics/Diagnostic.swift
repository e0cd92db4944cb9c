// SPDX-License-Identifier: Apache-2.0

package import YAMLSource

/// Something that the user can fix, as a value: what and where, why, and what to do. All diagnostics of a load
/// are collected; none is thrown. It renders nothing and holds no text of the file it points into.
package struct Diagnostic: Sendable, Equatable {
    package enum Severity: String, Sendable {
        case error, warning
    }

    /// A span in a file, by the file's path relative to where the user stands.
    package struct Place: Sendable, Hashable {
        package let file: String
        package let span: SourceSpan

        package init(file: String, span: SourceSpan) {
            self.file = file
            self.span = span
        }
    }

    package struct Related: Sendable, Equatable {
        package let place: Place
        package let label: String

        package init(place: Place, label: String) {
            self.place = place
            self.label = label
        }
    }

    package let code: String
    package let severity: Severity
    /// The headline: lower case, the fact or the rule, no full stop.
    package let message: String
    package let place: Place?
    package var related: [Related] = []
    package var notes: [String] = []
    package var help: String?
    /// Subscriptions that it touches, by path. People read a few of them in a note; forms for programs list them.
    package var touched: [String] = []
    /// Words for programs that sort and send on what is found: which rule of a policy, and whom to ask.
    package var properties: [String: String] = [:]

    package init(
        _ code: String, _ message: String, at place: Place?, severity: Severity = .error,
        help: String? = nil
    ) {
        self.code = code
        self.severity = severity
        self.message = message
        self.place = place
        self.help = help
    }

    package func noting(_ note: String) -> Diagnostic {
        var copy = self
        copy.notes.append(note)
        return copy
    }

    package func relating(_ place: Place, _ label: String) -> Diagnostic {
        var copy = self
        copy.related.append(Related(place: place, label: label))
        return copy
    }
}

extension Diagnostic {
    /// The fixed order: path bytes, line, column, code. Offsets in one file sort as lines and columns do.
    package static func precedes(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
        let (first, second) = (left.place, right.place)
        if first?.file != second?.file {
            return (first?.file ?? "").utf8.lexicographicallyPrecedes((second?.file ?? "").utf8)
        }
        let (start, other) = (first?.span.start ?? 0, second?.span.start ?? 0)
        if start != other { return start < other }
        if left.code != right.code { return left.code < right.code }
        return left.message < right.message
    }
}

/// A value with the place that it was read from.
package struct Located<Content: Sendable>: Sendable {
    package let value: Content
    package let span: SourceSpan

    package init(_ value: Content, span: SourceSpan) {
        self.value = value
        self.span = span
    }
}

extension Located: Equatable where Content: Equatable {}
