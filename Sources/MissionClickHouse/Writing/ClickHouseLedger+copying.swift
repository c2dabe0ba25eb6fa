// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

extension ClickHouseLedger {
    /// Whether nothing was ever committed.
    package func isEmpty() async throws -> Bool {
        try await asking { try await $0.number("SELECT count() FROM documents") == 0 }
    }

    /// Takes in a part of what another ledger holds. Facts come before calls, each part once.
    package func take(_ piece: LedgerPiece) async throws {
        try await committing { neighbourhood in
            var image = LedgerImage()
            try image.read(try await neighbourhood.documents([LedgerCounters.id]))
            if case .calls(let calls) = piece {
                image.read(try await neighbourhood.calls(Set(calls.map(\.event.id))))
                let sessions = calls.flatMap { [$0.event.session, $0.owner?.session].compactMap(\.self) }
                let names = Set(sessions.map(BackendName.init))
                try image.read(try await neighbourhood.documents([.session], about: names))
            }
            if case .answers(let answers) = piece {
                let keys = answers.map { "\($0.key.hash)" }
                try image.read(try await neighbourhood.documents(.answer, keys: keys))
            }
            image.take(piece)
            return .init(image: image, value: ())
        }
    }

    /// The same on a thread that may wait.
    package func takeWaiting(_ piece: LedgerPiece) throws { try Waiting.result { try await self.take(piece) } }

    /// Takes over the other ledger's number and its count of changes, once everything is in.
    package func finishCopy(of summary: LedgerSummary) async throws {
        try await committing { neighbourhood in
            var image = LedgerImage()
            try image.read(try await neighbourhood.documents([LedgerCounters.id]))
            image.counters.identity = summary.id
            image.counters.generation = summary.generation
            return .init(image: image, value: ())
        }
    }
}

extension LedgerImage {
    mutating func take(_ piece: LedgerPiece) {
        func put(_ documents: [Document]) { for document in documents { self.documents[document.id] = document } }
        switch piece {
        case .calls(let calls):
            for call in calls {
                self.calls[call.event.id] = StoredCall(
                    event: call.event, isCovered: call.isCovered, owner: call.owner)
                if call.event.grain == .turn { counters.hasTurns = true }
            }
        case .sessions(let sessions):
            for session in sessions { self.sessions[session.facts.session] = SessionRecord(session) }
        case .links(let links):
            for link in links {
                if let turn = link.turn {
                    evidence[turn] = TurnLink(turn: turn, link: link.link)
                } else {
                    self.links.insert(link.link)
                }
            }
        case .answers(let answers):
            for answer in answers {
                let known = self.answers[answer.key.hash] ?? AnswerTellings(hash: answer.key.hash, tellings: [:])
                var tellings = known
                tellings.tellings[answer.call] = answer.key.isPartial
                self.answers[answer.key.hash] = tellings
            }
        case .requests(let requests): put(requests.map(\.document))
        case .cronJobs(let jobs): put(jobs.map(\.document))
        case .cronRuns(let runs): put(runs.map(\.document))
        case .quotas(let quotas): put(quotas.map(\.document))
        case .rejections(let rejections):
            for rejection in rejections where documents[rejection.documentID] == nil {
                counters.rejections += 1
                put([rejection.document(counters.rejections)])
            }
        case .checkpoints(let checkpoints): put(checkpoints.map(\.document))
        case .sources(let sources): put(sources.map(\.document))
        case .repricings(let repricings):
            put(repricings.map(\.document))
            counters.repricings = max(counters.repricings, repricings.compactMap(\.id).max() ?? 0)
        case .formerStamps(let stamps):
            put(stamps.map { FormerStamp(call: $0.call, stamped: $0.stamped).document(of: $0.repricing) })
        case .alerts(let alerts, let first, let last):
            for alert in alerts {
                counters.alerts += 1
                put([alert.document(counters.alerts)])
            }
            (counters.firstAlerts, counters.lastAlerts) = (first, last)
        case .deliveries(let deliveries):
            for delivery in deliveries {
                counters.deliveries += 1
                put([NumberedDelivery(number: counters.deliveries, delivery: delivery).document])
            }
        case .receipts(let receipts):
            put(receipts.map { PushAnswer(key: $0.key, answer: $0.answer, at: $0.at).document })
        }
    }
}

extension SessionRecord {
    fileprivate init(_ copied: CopiedSession) {
        self.init(copied.facts.session)
        facts = copied.facts
        isKnown = true
        told = copied.told
        gateways = copied.gateways
        hasSums = copied.hasSums
    }
}
