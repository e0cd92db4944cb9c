// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CertificateProvider
import DirectoryProvider
import FileProvider

/// Every provider that this program has. Nothing else knows them all.
enum ProviderTable {
    static let all: [Provider] = [
        FileTarget.provider, LDIFDirectory.provider, CertificateAuthorityTarget.provider,
    ]
}
