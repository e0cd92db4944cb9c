// SPDX-License-Identifier: Apache-2.0

extension String {
    /// With some ASCII characters written otherwise, each by itself: a combining mark that follows one makes one
    /// `Character` of both, and hides nothing here.
    func escaping(_ escapes: [Unicode.Scalar: String]) -> String {
        var result = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            if let escape = escapes[scalar] {
                result.append(contentsOf: escape.unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }
}
