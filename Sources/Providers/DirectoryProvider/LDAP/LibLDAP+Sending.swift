// SPDX-License-Identifier: Apache-2.0

import BurnhamCore
import CLDAP

/// Sending messages. Each is answered by the number under which its answer comes.
extension LibLDAP {
    func send(_ search: LDAPSearch, cookie: [UInt8]?) throws(ProviderFailure) -> Int32 {
        let memory = CallMemory()
        var controls = search.controls
        if let cookie { controls.append(try pageControl(search.pageSize, cookie)) }
        let attributes = memory.array(search.attributes.map { memory.text($0) as Optional } + [nil])
        var number: Int32 = 0
        let code = ldap_search_ext(
            handle, search.base, search.scope.code, search.filter, attributes, 0,
            Self.list(controls, memory), nil, nil, 0, &number)
        guard code == LDAP_SUCCESS else { throw broken(code) }
        return number
    }

    func send(_ request: LDAPRequest) throws(ProviderFailure) -> Int32 {
        let memory = CallMemory()
        defer { memory.wipe() }
        var controls: [LDAPControl] = []
        if let filter = request.assertion { controls.append(try assertionControl(filter)) }
        let list = Self.list(controls, memory)
        var number: Int32 = 0
        let code =
            switch request.change {
            case .add(let attributes):
                ldap_add_ext(
                    handle, request.name,
                    Self.list(attributes.map { .init(.add, $0.name, $0.values) }, memory),
                    list, nil, &number)
            case .modify(let modifications):
                ldap_modify_ext(
                    handle, request.name, Self.list(modifications, memory), list, nil, &number)
            case .rename(let part, let parent, let isLeavingNoOld):
                ldap_rename(
                    handle, request.name, part, parent, isLeavingNoOld ? 1 : 0, list, nil, &number)
            case .delete:
                ldap_delete_ext(handle, request.name, list, nil, &number)
            }
        guard code == LDAP_SUCCESS else { throw broken(code) }
        return number
    }

    private static func list(
        _ modifications: [LDAPModification], _ memory: CallMemory
    ) -> UnsafeMutablePointer<UnsafeMutablePointer<LDAPMod>?> {
        memory.list(
            modifications.map { modification in
                var mod = LDAPMod()
                mod.mod_op = modification.kind.code | LDAP_MOD_BVALUES
                mod.mod_type = memory.text(modification.name)
                if !modification.values.isEmpty {
                    mod.mod_vals.modv_bvals = memory.list(
                        modification.values.map { memory.berval($0) })
                }
                return mod
            })
    }

    // MARK: Controls

    private static func list(
        _ controls: [LDAPControl], _ memory: CallMemory
    ) -> UnsafeMutablePointer<UnsafeMutablePointer<ldapcontrol>?>? {
        if controls.isEmpty { return nil }
        return memory.list(
            controls.map { control in
                ldapcontrol(
                    ldctl_oid: memory.text(control.identifier),
                    ldctl_value: control.value.map { memory.berval($0) } ?? berval(),
                    ldctl_iscritical: control.isCritical ? 1 : 0)
            })
    }

    /// RFC 2696.
    private func pageControl(_ size: Int, _ cookie: [UInt8]) throws(ProviderFailure) -> LDAPControl
    {
        let memory = CallMemory()
        var former = memory.berval(cookie)
        var value = berval()
        let code = ldap_create_page_control_value(handle, ber_int_t(size), &former, &value)
        guard code == LDAP_SUCCESS else { throw broken(code) }
        defer { ber_memfree(value.bv_val) }
        return LDAPControl(
            LDAP_CONTROL_PAGEDRESULTS, value: Self.bytes(value), isCritical: true)
    }

    /// RFC 4528.
    private func assertionControl(_ filter: String) throws(ProviderFailure) -> LDAPControl {
        let memory = CallMemory()
        var value = berval()
        let code = ldap_create_assertion_control_value(handle, memory.text(filter), &value)
        guard code == LDAP_SUCCESS else { throw broken(code) }
        defer { ber_memfree(value.bv_val) }
        return LDAPControl(LDAP_CONTROL_ASSERT, value: Self.bytes(value), isCritical: true)
    }
}
