// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

extension ClickHouseLedger {
    /// Adds up the days that changed since they were added up last, and removes sums that ceased to hold an hour ago.
    ///
    /// - Parameters:
    ///   - end: Only days that were over at this moment; nil for all.
    ///   - most: At most so many days, the oldest.
    /// - Returns: how many days were added up.
    @discardableResult package func sumDays(endedBy end: Timestamp? = nil, most: Int = .max) async throws -> Int {
        let now = clock.now
        return try await committing { neighbourhood in
            let today = end?.milliseconds.floorDivided(by: 86_400_000)
            let changed = try await neighbourhood.changedDays(before: today, most: most)
            var image = LedgerImage()
            guard !changed.isEmpty else { return .init(image: image, value: 0) }
            try image.read(try await neighbourhood.documents([LedgerCounters.id, OutdatedSums.id]))
            var outdated = try image.documents[OutdatedSums.id].map(OutdatedSums.init) ?? OutdatedSums()
            try await neighbourhood.remove(outdated.takeUnread(at: now))
            outdated.add(try await neighbourhood.sums(of: changed), at: now)
            image.documents[OutdatedSums.id] = outdated.document

            let version = Int64.random(in: 1...Int64.max)
            for days in changed.cut(30) {
                for shard in neighbourhood.shards {
                    try await neighbourhood.sum(days, version: version, at: shard)
                }
            }
            for day in changed {
                let document = SummedDay(day: day, version: version).document
                image.documents[document.id] = document
            }
            return .init(image: image, value: changed.count)
        }
    }

    /// Removes commits from the log that nothing needs any more.
    ///
    /// - Parameter keeping: The last so many stay, at least ``CommitLog/again``; commits are removed by as many at once.
    /// - Returns: how many are removed; the servers do so a little later.
    @discardableResult package func pruneLog(keeping: Int64 = 256) async throws -> Int64 {
        try await committing { neighbourhood in
            let log = CommitLog(
                servers: neighbourhood.servers, home: neighbourhood.home, shards: neighbourhood.shards)
            return .init(image: LedgerImage(), value: try await log.prune(keeping: max(keeping, CommitLog.again)))
        }
    }
}

extension Neighbourhood {
    /// Days whose calls changed since they were added up, or that never were, in order: each commit names its days.
    fileprivate func changedDays(before end: Int64?, most: Int) async throws -> [Int64] {
        let condition: Statement = end.map { "AND at < \(number: $0)" } ?? ""
        var rows = try await servers.rows(
            """
            SELECT at FROM documents FINAL WHERE kind = \(value: Document.Kind.day.rawValue) AND is_deleted = 1
            \(condition) ORDER BY at LIMIT \(number: Int64(clamping: most))
            """, at: home)
        var days: [Int64] = []
        while let row = rows.next() { days += row.first?.number.map { [$0] } ?? [] }
        return days
    }

    /// The sums that there are of days.
    fileprivate func sums(of days: [Int64]) async throws -> Set<SummedDay> {
        var found: Set<SummedDay> = []
        for days in days.cut(2000) {
            let list = days.map { String($0) }.joined(separator: ",")
            for shard in shards {
                var rows = try await servers.rows(
                    "SELECT DISTINCT day, version FROM day_sums WHERE day IN (\(sql: list))", at: shard)
                while let row = rows.next() {
                    guard let day = row.first?.number, let version = row.last?.number else { continue }
                    found.insert(SummedDay(day: day, version: version))
                }
            }
        }
        return found
    }

    /// Removes sums; the servers do so a little later, each for its replicas.
    fileprivate func remove(_ sums: [SummedDay]) async throws {
        for sums in sums.cut(2000) {
            let list = sums.map { "(\($0.day),\($0.version))" }.joined(separator: ",")
            for shard in shards {
                try await servers.run("ALTER TABLE day_sums DELETE WHERE (day, version) IN (\(sql: list))", at: shard)
            }
        }
    }

    /// Fills the sums of days on a shard, on two of its replicas where two are there: whoever is asked next has them then.
    fileprivate func sum(_ days: [Int64], version: Int64, at shard: ClickHouseServers.Server) async throws {
        let filling = DaySumColumns.filling(days, version: version)
        do {
            try await servers.patiently {
                _ = try await servers.run("\(sql: filling)", at: shard, settings: servers.quorum)
            }
        } catch ClickHouseFailure.refused(code: ClickHouseFailure.Code.tooFewReplicas, _) {
            try await servers.run("\(sql: filling)", at: shard)
        }
    }
}
