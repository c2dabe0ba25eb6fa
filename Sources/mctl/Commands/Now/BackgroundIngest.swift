// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// Starts `mctl ingest` for somebody who shows figures and does not wait for new ones; never two at once.
struct BackgroundIngest {
    /// At most so often, in seconds.
    private static let interval: TimeInterval = 30

    /// `POSIX_SPAWN_SETSID`, which Glibc's module leaves out and Darwin numbers otherwise.
    #if canImport(Darwin)
        private static let newSession: Int16 = 0x400
    #else
        private static let newSession: Int16 = 0x80
    #endif

    private let directory: DataDirectory
    private var mark: String { directory.path + "/statusline.mark" }

    init(_ directory: DataDirectory) {
        self.directory = directory
    }

    /// Starts it, unless it was started a short while ago or somebody is starting it.
    func startIfDue() {
        try? FileManager.default.createDirectory(
            atPath: directory.path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let descriptor = open(mark, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, isDue(descriptor) else { return }
        // The file's time is when it was started last; an empty file is new.
        _ = "1".withCString { pwrite(descriptor, $0, 1, 0) }
        start()
    }

    private func isDue(_ descriptor: Int32) -> Bool {
        var info = stat()
        guard fstat(descriptor, &info) == 0 else { return false }
        if info.st_size == 0 { return true }
        return Date().timeIntervalSince1970 - TimeInterval(info.st_mtim.tv_sec) >= Self.interval
    }

    /// In a session of its own, so that the end of a prompt does not end it. While `mctl serve` writes, it ends at once with
    /// the ledger's lock.
    private func start() {
        guard let program = Bundle.main.executablePath else { return }
        var attributes = posix_spawnattr_t()
        guard posix_spawnattr_init(&attributes) == 0 else { return }
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, Self.newSession)
        var actions = posix_spawn_file_actions_t()
        guard posix_spawn_file_actions_init(&actions) == 0 else { return }
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor: Int32 in [0, 1, 2] {
            posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
        }
        let arguments = [program, "ingest", "--data-dir", directory.path]
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { pointers.forEach { free($0) } }
        var process: pid_t = 0
        posix_spawn(&process, program, &actions, &attributes, &pointers, environ)
    }
}
