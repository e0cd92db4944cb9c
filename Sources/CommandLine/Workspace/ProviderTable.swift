// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CertificateProvider
import DNSProvider
import DirectoryProvider
import FileProvider
import PostgreSQLProvider
import SecretProvider
import TaskProvider

/// Every provider that this program has. Nothing else knows them all.
enum ProviderTable {
    static let all: [Provider] = [
        FileTarget.provider, ZoneFileTarget.provider, LDIFDirectory.provider,
        CertificateAuthorityTarget.provider, SecretFiles.provider, TaskFiles.provider,
        LDAPDirectory.provider, DynamicUpdate.provider, PostgreSQL.provider,
    ]
}
