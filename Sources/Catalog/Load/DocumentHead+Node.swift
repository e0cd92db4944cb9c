// SPDX-License-Identifier: Apache-2.0

package import BurnhamCore
package import YAMLSource

/// Places that no type of the catalog keeps, found by parsing a document's file again: for the few that are told of.
extension DocumentHead {
    /// The document itself; nil where the file is not among them.
    package func node(in files: [CatalogFile]) -> YAMLNode? {
        guard let file = files.first(where: { $0.path == self.file }) else { return nil }
        return YAMLSource.parse(file.bytes).documents.first {
            $0.child("id")?.scalar?.text == id.value
        }
    }
}

extension YAMLNode {
    /// The key of the last member on a way down from here, or of as far as it leads.
    package func span(along path: [String]) -> SourceSpan {
        var (node, span) = (self, entry("id")?.value.span ?? self.span)
        for name in path {
            guard let entry = node.entry(name) else { break }
            (node, span) = (entry.value, entry.key.span)
        }
        return span
    }
}
