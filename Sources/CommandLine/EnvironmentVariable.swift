// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The variables of the environment that the program reads; there are no others.
enum EnvironmentVariable: String, CaseIterable {
    case environment = "BURNHAM_ENVIRONMENT"
    case site = "BURNHAM_SITE"
    case noColor = "NO_COLOR"

    var value: String? { getenv(rawValue).map { String(cString: $0) } }

    var meaning: String {
        switch self {
        case .environment: "The environment of commands that name none."
        case .site: "The site file of commands that name none."
        case .noColor: "No colour, where it is not empty."
        }
    }
}
