// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Dispatch

/// Runs tasks on a thread of their own, so that a server answers in time however busy the other tests keep the processors.
final class OwnThread: TaskExecutor {
    private let queue = DispatchQueue(label: "stand-in")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
