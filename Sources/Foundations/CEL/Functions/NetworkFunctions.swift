// SPDX-License-Identifier: Apache-2.0

/// The "network" extension: addresses and networks, as Kubernetes' CEL libraries have them.
enum NetworkFunctions {
    static let all: [CELOverload] = addresses + networks + kinds

    private static let addresses: [CELOverload] = [
        .global("isIP", .string, .bool) { value, _ throws(CELError) in
            .bool(IPAddress(try text(value, "isIP")) != nil)
        },
        .global("ip", .string, .address) { value, _ throws(CELError) in
            .address(try address(value, "ip"))
        },
        .global("ip.isCanonical", .string, .bool) { value, _ throws(CELError) in
            let written = try text(value, "ip.isCanonical")
            return .bool(try address(value, "ip.isCanonical").description == written)
        },
        .member(.address, "family", .int) { value, _ throws(CELError) in
            .int(try address(value, "family").isVersion4 ? 4 : 6)
        },
    ]

    private static let kinds: [CELOverload] = [
        kind("isUnspecified") { $0.isUnspecified },
        kind("isLoopback") { $0.isLoopback },
        kind("isGlobalUnicast") { $0.isGlobalUnicast },
        kind("isLinkLocalMulticast") { $0.isLinkLocalMulticast },
        kind("isLinkLocalUnicast") { $0.isLinkLocalUnicast },
    ]

    private static let networks: [CELOverload] =
        [
            .global("isCIDR", .string, .bool) { value, _ throws(CELError) in
                .bool(IPNetwork(try text(value, "isCIDR")) != nil)
            },
            .global("cidr", .string, .network) { value, _ throws(CELError) in
                .network(try network(value, "cidr"))
            },
            .member(.network, "ip", .address) { value, _ throws(CELError) in
                .address(try network(value, "ip").address)
            },
            .member(.network, "masked", .network) { value, _ throws(CELError) in
                .network(try network(value, "masked").masked)
            },
            .member(.network, "prefixLength", .int) { value, _ throws(CELError) in
                .int(Int64(try network(value, "prefixLength").prefixLength))
            },
        ]
        + [CELType.address, .string].map { type in
            .member(.network, "containsIP", type, .bool) { value, other, _ throws(CELError) in
                let name = "containsIP"
                return .bool(try network(value, name).contains(try address(other, name)))
            }
        }
        + [CELType.network, .string].map { type in
            .member(.network, "containsCIDR", type, .bool) { value, other, _ throws(CELError) in
                let name = "containsCIDR"
                return .bool(try network(value, name).contains(try network(other, name)))
            }
        }

    private static func kind(
        _ name: String, _ body: @escaping @Sendable (IPAddress) -> Bool
    ) -> CELOverload {
        .member(.address, name, .bool) { value, _ throws(CELError) in
            .bool(body(try address(value, name)))
        }
    }

    private static func text(_ value: CELValue, _ name: String) throws(CELError) -> String {
        guard case .string(let text) = value else { throw CELError.mismatch(name, value) }
        return text
    }

    /// An address, or the text of one.
    private static func address(_ value: CELValue, _ name: String) throws(CELError) -> IPAddress {
        if case .address(let address) = value { return address }
        guard let address = IPAddress(try text(value, name)) else {
            throw CELError(.unconvertible(to: CELType.address.name))
        }
        return address
    }

    private static func network(_ value: CELValue, _ name: String) throws(CELError) -> IPNetwork {
        if case .network(let network) = value { return network }
        guard let network = IPNetwork(try text(value, name)) else {
            throw CELError(.unconvertible(to: CELType.network.name))
        }
        return network
    }
}
