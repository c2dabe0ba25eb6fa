// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension TelemetryReading {
    /// Reads a request of events or spans.
    init(_ body: [UInt8], _ kind: TelemetryRecord.Kind, _ encoding: TelemetryEncoding, source: SourceID) {
        self.init(batch: SourceBatch(source: source, bytes: Int64(body.count)))
        var found: [Refusal] = []
        do throws(RejectionReason) {
            try TelemetryDecoder.read(body, kind, encoding) { record, length in
                if let reason = take(record) {
                    found.append(Refusal(number: count, length: length(), reason: reason))
                }
                count += 1
            }
        } catch {
            refuse(body, error)
            return
        }
        refuse(found, of: body)
    }

    /// Puts what a record tells into the batch; the reason where it is refused.
    private mutating func take(_ record: Result<TelemetryRecord, RejectionReason>) -> RejectionReason? {
        do throws(RejectionReason) {
            switch try TelemetryOutcome(try record.get()) {
            case .call(let event, let facts):
                batch.events.append(event)
                batch.sessions.append(facts)
            case .nothing:
                ignored += 1
            }
            return nil
        } catch {
            return error
        }
    }

    /// Refuses a body that is no request. Nothing that was read of it before counts.
    mutating func refuse(_ body: [UInt8], _ reason: RejectionReason) {
        isReadable = false
        (batch.events, batch.sessions, count, ignored) = ([], [], 0, 0)
        refused = [reason: 1]
        batch.rejections = [
            Rejection(
                source: batch.source, item: Self.fingerprint(body), position: 0, length: Int64(body.count),
                reason: reason)
        ]
    }

    /// Refusals are told by which record of which body it was, so that the same request comes to the same rejections.
    private mutating func refuse(_ found: [Refusal], of body: [UInt8]) {
        guard !found.isEmpty else { return }
        for refusal in found { refused[refusal.reason, default: 0] += 1 }
        let item = Self.fingerprint(body)
        batch.rejections = found.prefix(PushReading.listedRefusals).map { refusal in
            Rejection(
                source: batch.source, item: item, position: Int64(refusal.number), length: Int64(refusal.length),
                reason: refusal.reason)
        }
    }

    private static func fingerprint(_ body: [UInt8]) -> String {
        var hash = ContentHash("telemetry body")
        hash.add(body)
        return "\(hash.id)"
    }
}

/// A record that was refused.
private struct Refusal {
    var number: Int
    /// Bytes of what was read of it.
    var length: Int
    var reason: RejectionReason
}
