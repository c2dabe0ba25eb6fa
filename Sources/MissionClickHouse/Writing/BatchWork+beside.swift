// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension BatchWork {
    /// Takes in everything of the batch that is neither a call nor about conversations; says whether anything was learnt.
    mutating func takeBeside() async throws -> Bool {
        try await readBeside()
        result.requests = try takeRequests()
        var isLearnt = false
        for job in batch.cronJobs where try take(job) { isLearnt = true }
        for run in batch.cronRuns where try take(run) { isLearnt = true }
        for rejection in batch.rejections where image.documents[rejection.documentID] == nil {
            image.counters.rejections += 1
            image.documents[rejection.documentID] = rejection.document(image.counters.rejections)
            result.rejected += 1
        }
        for checkpoint in batch.checkpoints where image.documents[checkpoint.documentID] != checkpoint.document {
            image.documents[checkpoint.documentID] = checkpoint.document
            isLearnt = true
        }
        for source in sources where image.documents[SourceState.documentID(source)] == nil {
            let state = SourceState(source: source, items: 0, rejections: 0, lastCommit: nil)
            image.documents[SourceState.documentID(source)] = state.document
        }
        if try await takeQuotas() { isLearnt = true }
        return isLearnt
    }

    private var sources: [SourceID] {
        [batch.source] + batch.rejections.map(\.source) + batch.checkpoints.map(\.source)
    }

    private mutating func readBeside() async throws {
        let ids =
            batch.apiCalls.map { APICall.document($0.id) } + batch.cronJobs.map(\.document.id)
            + batch.cronRuns.map(\.documentID) + batch.rejections.map(\.documentID)
            + batch.checkpoints.map(\.documentID)
            + sources.map(SourceState.documentID)
        try image.read(try await neighbourhood.documents(ids))
    }

    /// The number of requests that were new or became better known.
    private mutating func takeRequests() throws -> Int {
        var count = 0
        for call in batch.apiCalls {
            let known: APICall? = try image.documents[APICall.document(call.id)].map { try $0.value() }
            let better = known == nil ? call : known?.superseded(by: call)
            guard let better else { continue }
            image.documents[better.document.id] = better.document
            count += 1
        }
        return count
    }

    private mutating func take(_ job: CronJobFacts) throws -> Bool {
        let known: CronJobFacts? = try image.documents[job.document.id].map { try $0.value() }
        let merged = known?.merging(job) ?? job
        image.documents[job.document.id] = merged.document
        return known != merged
    }

    private mutating func take(_ run: CronRunFacts) throws -> Bool {
        let known: CronRunFacts? = try image.documents[run.documentID].map { try $0.value() }
        let merged = known?.merging(run) ?? run
        image.documents[run.documentID] = merged.document
        return known != merged
    }

    /// Keeps the readings that say something new; whether there was one.
    private mutating func takeQuotas() async throws -> Bool {
        if batch.quotas.isEmpty { return false }
        var newest: [String: QuotaRecord] = [:]
        let series = Set(batch.quotas.map(\.series)).sorted()
        let known = try await neighbourhood.documents(
            .quota, where: "ref IN \(values: series) ORDER BY ref, at DESC LIMIT 1 BY ref")
        for document in known { newest[document.refs[0]] = try document.value() }
        var isNew = false
        for record in batch.quotas.sorted(by: { $0.reading.at < $1.reading.at })
        where record.isWorthKeeping(after: newest[record.series]?.reading) {
            newest[record.series] = record
            image.documents[record.document.id] = record.document
            isNew = true
        }
        return isNew
    }
}
