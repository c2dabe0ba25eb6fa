// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How long the program waits for another one.
enum Patience {
    /// The result of some work, which is cancelled after a while; nil then.
    ///
    /// - Throws: What the work throws.
    static func within<Value: Sendable>(
        _ patience: Duration, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value? {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(for: patience)
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }
}
