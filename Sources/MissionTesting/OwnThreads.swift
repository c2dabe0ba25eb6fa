// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Dispatch
package import Testing

/// Runs tests on threads of their own, so that what both ends of a connection wait for goes on however busy the other tests
/// keep the shared ones.
package struct OwnThreads: SuiteTrait, TestTrait, TestScoping {
    /// For tasks that outlive what began them, and so do not inherit it.
    package static let executor: any TaskExecutor = TestExecutor()

    /// Whether the tests of a suite run so too.
    package let isRecursive = true

    /// Runs a test on them.
    package func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await withTaskExecutorPreference(Self.executor) { try await function() }
    }
}

extension Trait where Self == OwnThreads {
    /// Runs them on threads of their own.
    package static var ownThreads: OwnThreads { OwnThreads() }
}

private final class TestExecutor: TaskExecutor {
    private let queue = DispatchQueue(label: "mission.tests", attributes: .concurrent)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
