// SPDX-License-Identifier: Apache-2.0

/// Configurations of the servers as their documentation has them.
extension DNSServer {
    static func bindConfiguration(_ folder: String, _ port: UInt16, _ options: String) -> String {
        let keys = Key.all.map {
            "key \"\($0.name)\" { algorithm \($0.algorithm); secret \"\($0.secret)\"; };"
        }
        let zones = zones.map {
            """
            zone "\($0)" {
                type primary; file "\($0).zone";
                allow-transfer { key burnham; key burnham-long; key watcher; };
                allow-update { key burnham; key burnham-long; };
                \(options)
            };
            """
        }
        return """
            options {
                directory "\(folder)"; pid-file "\(folder)/pid"; session-keyfile "\(folder)/key";
                listen-on port \(port) { 127.0.0.1; }; listen-on-v6 { none; };
                recursion no; dnssec-validation no; notify no; version "a name server";
            };
            controls {};
            \(keys.joined(separator: "\n"))
            \(zones.joined(separator: "\n"))
            """
    }

    static func knotConfiguration(_ folder: String, _ port: UInt16) -> String {
        let keys = Key.all.map {
            "  - id: \($0.name).\n    algorithm: \($0.algorithm)\n    secret: \($0.secret)\n"
        }
        let zones = zones.map {
            "  - domain: \($0)\n    file: \($0).zone\n    acl: [write, read]\n"
        }
        return """
            server:
                rundir: \(folder)
                listen: 127.0.0.1@\(port)
                version: "a name server"
            database:
                storage: \(folder)
                journal-db-mode: asynchronous
            log:
              - target: stderr
                any: info
            key:
            \(keys.joined())
            acl:
              - id: write
                key: [burnham., burnham-long.]
                action: [transfer, update]
              - id: read
                key: watcher.
                action: transfer
            template:
              - id: default
                storage: \(folder)
                zonefile-sync: -1
            zone:
            \(zones.joined())
            """
    }
}
