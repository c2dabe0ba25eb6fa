// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Decides what changes with a look at everything that is watched: what begins, what is over, and who is told. Pure.
///
/// People are told once for each threshold and period. What falls below its threshold by five points (of a budget) or for
/// its condition's patience is over, which is told too; only after that can it be told again in the same period.
package struct AlertTransitions {
    /// What is known from before.
    package var memory: AlertMemory
    /// Who wants to hear what.
    package var audiences: [AlertAudience]
    /// The present moment.
    package var now: Timestamp
    /// How long the program has run since the evaluation before, in milliseconds; 0 for the first one.
    package var elapsed: Int64
    /// Whether nobody wants to hear of an alert for now.
    package var isMuted: @Sendable (Alert) -> Bool
    /// Whether a key that no finding has is watched no more, rather than not looked at.
    package var isOver: @Sendable (AlertKey) -> Bool

    package init(
        memory: AlertMemory, audiences: [AlertAudience], now: Timestamp, elapsed: Int64,
        isMuted: @escaping @Sendable (Alert) -> Bool = { _ in false },
        isOver: @escaping @Sendable (AlertKey) -> Bool = { _ in true }
    ) {
        self.memory = memory
        self.audiences = audiences
        self.now = now
        self.elapsed = max(0, elapsed)
        self.isMuted = isMuted
        self.isOver = isOver
    }

    /// More alerts at once than anybody wants messages of.
    private static let mostMessages = 3

    /// What changes.
    package func commit(_ findings: [AlertFinding]) -> AlertCommit {
        var latest = memory.latest
        var commit = AlertCommit(at: now)
        var changed: Set<AlertKey> = []
        func set(_ record: AlertRecord) {
            latest[record.alert.key] = record
            changed.insert(record.alert.key)
        }
        var seen: Set<AlertKey> = []
        for finding in findings {
            seen.insert(finding.key)
            switch next(latest[finding.key], finding) {
            case .same: break
            case .changed(let record): set(record)
            case .dropped(let record):
                commit.dropped.append(record)
                latest[finding.key] = nil
            }
        }
        for (key, record) in latest where record.phase.isOpen && !seen.contains(key) && isOver(key) {
            if record.phase == .pending {
                commit.dropped.append(record)
                latest[key] = nil
            } else {
                set(moved(record, to: .ended))
            }
        }
        let over = announceResolved(latest, changed)
        let begun = announceFired(&latest, &changed)
        commit.records = changed.compactMap { latest[$0] }.sorted { $0.alert.id < $1.alert.id }
        commit.messages =
            messages(begun, several: .digest, isSplit: memory.first != nil)
            + messages(over, several: .resolved, isSplit: true)
        return commit
    }

    private enum Next {
        case same
        case changed(AlertRecord)
        case dropped(AlertRecord)
    }

    private func next(_ record: AlertRecord?, _ finding: AlertFinding) -> Next {
        guard let record else { return finding.alert.map { .changed(begin($0, finding, occurrence: 1)) } ?? .same }
        switch (record.phase, finding.level) {
        case (.pending, .met):
            var record = record
            if let alert = finding.alert { record.alert = alert.occurring(like: record.alert) }
            record.waited += elapsed
            return .changed(record.waited >= finding.patience.rising ? fire(record, finding) : record)
        case (.pending, _):
            return .dropped(record)
        case (.firing, _) where finding.isClosed, (.recovering, _) where finding.isClosed:
            return .changed(moved(record, to: .ended))
        case (.firing, .met):
            return .same
        case (.firing, .clear) where finding.patience.falling == 0:
            return .changed(moved(record, to: .resolved))
        case (.firing, _):
            return .changed(moved(record, to: .recovering))
        case (.recovering, .met):
            return .changed(moved(record, to: .firing))
        case (.recovering, .near):
            return record.waited == 0 ? .same : .changed(moved(record, to: .recovering))
        case (.recovering, .clear):
            var waiting = record
            waiting.waited += elapsed
            return .changed(waiting.waited >= finding.patience.falling ? moved(record, to: .resolved) : waiting)
        case (.resolved, .met):
            guard let alert = finding.alert else { return .same }
            return .changed(begin(alert, finding, occurrence: record.alert.occurrence + 1))
        case (.ended, .met):
            guard !finding.isClosed else { return .same }
            // A condition that was not watched for a while is new. A period that is back, because a clock was set, is not.
            guard let alert = finding.alert, finding.key.since == nil else {
                return .changed(moved(record, to: .firing))
            }
            return .changed(begin(alert, finding, occurrence: record.alert.occurrence + 1))
        case (.resolved, _), (.ended, _):
            return .same
        }
    }

    private func begin(_ alert: Alert, _ finding: AlertFinding, occurrence: Int64) -> AlertRecord {
        var alert = alert
        alert.occurrence = occurrence
        let record = AlertRecord(alert, phase: .pending, beganAt: now, changedAt: now)
        return finding.patience.rising == 0 ? fire(record, finding) : record
    }

    private func fire(_ record: AlertRecord, _ finding: AlertFinding) -> AlertRecord {
        var record = moved(record, to: finding.isClosed ? .ended : .firing)
        record.firedAt = now
        return record
    }

    private func moved(_ record: AlertRecord, to phase: AlertRecord.Phase) -> AlertRecord {
        var record = record
        record.phase = phase
        record.changedAt = now
        record.waited = 0
        return record
    }

    /// What is to be told as begun, the worst threshold of each period alone; marks it as told.
    private func announceFired(_ latest: inout [AlertKey: AlertRecord], _ changed: inout Set<AlertKey>) -> [Alert] {
        var begun: [Alert] = []
        let isNew = changed
        let waiting = latest.filter { key, record in
            !record.isAnnounced && !isMuted(record.alert)
                && (record.phase == .firing || record.phase == .ended && isNew.contains(key))
        }
        if waiting.isEmpty { return [] }
        let highest = Self.highest(latest.filter { $0.value.phase == .firing || waiting[$0.key] != nil })
        for (key, record) in waiting {
            latest[key]?.isAnnounced = true
            changed.insert(key)
            if highest[Group(key)] == key { begun.append(record.alert) }
        }
        return begun
    }

    /// What is to be told as over.
    private func announceResolved(_ latest: [AlertKey: AlertRecord], _ changed: Set<AlertKey>) -> [Alert] {
        let over = latest.filter { key, record in
            changed.contains(key) && record.phase == .resolved && record.isAnnounced && !isMuted(record.alert)
        }
        let highest = Self.highest(over)
        return over.filter { highest[Group($0.key)] == $0.key }.map(\.value.alert)
    }

    /// Thresholds of one period.
    private struct Group: Hashable {
        let key: AlertKey

        init(_ key: AlertKey) {
            var key = key
            if key.budget != nil { (key.threshold, key.type) = (nil, "") }
            self.key = key
        }
    }

    private static func highest(_ records: [AlertKey: AlertRecord]) -> [Group: AlertKey] {
        records.keys.reduce(into: [:]) { highest, key in
            if let other = highest[Group(key)], (other.threshold ?? 0) >= (key.threshold ?? 0) { return }
            highest[Group(key)] = key
        }
    }

    private func messages(_ alerts: [Alert], several: AlertMessage.Event, isSplit: Bool) -> [AddressedMessage] {
        var addressed: [AlertMessage: [String]] = [:]
        for audience in audiences {
            let wanted = alerts.filter { audience.wants($0, isOver: several == .resolved) }.worstFirst
            if wanted.isEmpty { continue }
            let isEach = wanted.count == 1 || isSplit && wanted.count <= Self.mostMessages
            let messages =
                isEach
                ? wanted.map { AlertMessage(several == .resolved ? .resolved : .firing, [$0], at: now) }
                : [AlertMessage(several, wanted, at: now)]
            for message in messages { addressed[message, default: []].append(audience.channel) }
        }
        return addressed.map { AddressedMessage($0.key, to: $0.value) }
            .sorted { ($1.message.severity, $0.message.id) < ($0.message.severity, $1.message.id) }
    }
}

extension AlertMemory {
    /// The newest record of each alert.
    var latest: [AlertKey: AlertRecord] {
        records.reduce(into: [:]) { latest, record in
            let key = record.alert.key
            if let other = latest[key], other.alert.occurrence > record.alert.occurrence { return }
            latest[key] = record
        }
    }
}

extension Alert {
    /// 0 for what is worst.
    fileprivate var rank: Int {
        if severity == .critical { return 0 }
        return budget != nil && (threshold ?? 0) < 100 ? 2 : 1
    }

    /// The same with the beginning of another.
    fileprivate func occurring(like other: Alert) -> Alert {
        var alert = self
        (alert.occurrence, alert.since) = (other.occurrence, other.since)
        return alert
    }
}

extension Sequence<Alert> {
    /// Critical ones first, then what is exceeded, then what is near its limit; equals as they stand.
    package var worstFirstInOrder: [Alert] {
        enumerated().sorted { left, right in
            (left.element.rank, left.offset) < (right.element.rank, right.offset)
        }.map(\.element)
    }

    /// Critical ones first, equals by their ids.
    package var worstFirst: [Alert] {
        sorted { ($1.severity, $0.id) < ($0.severity, $1.id) }
    }
}

extension AlertMessage {
    /// A message about alerts, with an id that is the same whenever it is about the same.
    package init(_ event: Event, _ alerts: [Alert], at now: Timestamp) {
        var hash = ContentHash("alert message")
        hash.add(event.rawValue)
        for alert in alerts { hash.add(alert.id) }
        self.init(id: "alert_\(hash.id)", event: event, alerts: alerts, at: now)
    }
}
