// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import Testing

struct BackupRetentionTests {
    private func backup(_ name: String, at second: Int64, id: String = "1", origin: String = "/data/ledger.sqlite")
        -> BackupRetention.Candidate
    {
        BackupRetention.Candidate(
            name: name,
            manifest: BackupManifest(
                program: "0.1.0", madeAt: Timestamp(seconds: second), origin: origin, ledger: ["id": .string(id)],
                files: []))
    }

    @Test func `the oldest go first, and as many stay as asked`() {
        let all = (1...5).map { backup("b\($0)", at: Int64($0)) }
        let newest = all[4]
        #expect(BackupRetention.superseded(by: newest, among: all, keep: 2) == ["b1", "b2", "b3"])
        #expect(BackupRetention.superseded(by: newest, among: all, keep: 5) == [])
        #expect(BackupRetention.superseded(by: newest, among: all, keep: 99) == [])
    }

    @Test(arguments: [1, 0, -3])
    func `the one that was just made stays, whatever is asked`(keep: Int) {
        let all = (1...3).map { backup("b\($0)", at: Int64($0)) }
        #expect(BackupRetention.superseded(by: all[2], among: all, keep: keep) == ["b1", "b2"])
    }

    @Test func `a clock that was set back does not cost the newest one`() {
        let (old, newest) = (backup("old", at: 2_000), backup("new", at: 1_000))
        #expect(BackupRetention.superseded(by: newest, among: [old, newest], keep: 1) == ["old"])
        #expect(BackupRetention.superseded(by: newest, among: [old, newest], keep: 2) == [])
    }

    @Test func `other ledgers' backups stay: another number, or the same number in another place`() {
        let newest = backup("new", at: 9)
        let others = [backup("other", at: 1, id: "2"), backup("copy", at: 2, origin: "/elsewhere/ledger.sqlite")]
        #expect(BackupRetention.superseded(by: newest, among: others + [newest], keep: 1) == [])
    }
}
