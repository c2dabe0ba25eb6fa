// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension JSONValue {
    /// Whether everything that `other` says is said here, too. Objects here may have further members, in any order: a later
    /// version says more.
    package func agrees(with other: JSONValue) -> Bool {
        guard case .object(let wanted) = other else { return self == other }
        return isObject && wanted.allSatisfy { self[$0.key]?.agrees(with: $0.value) ?? false }
    }
}
