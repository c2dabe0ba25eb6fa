// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Dispatch

/// Runs tasks that wait for disks on threads of their own. On the shared ones, of which there are as many as processors, they
/// would keep the server from answering for as long as a read lasts.
package final class ReadingExecutor: TaskExecutor {
    package static let shared = ReadingExecutor()

    private let queue = DispatchQueue(label: "mission.reading", attributes: .concurrent)

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
