// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A request to some service that is no model call, or whose consumption somebody else records: for health, never for cost.
///
/// Bodies are dropped where it is read.
package struct APICall: Hashable, Sendable {
    /// What makes this request this request.
    package var id: EventID
    /// When it was made.
    package var at: Timestamp
    /// Whom it asked: `anthropic`, `github`.
    package var service: String
    /// What it asked for, without query; empty where nothing says so.
    package var endpoint: String
    /// The HTTP method; empty where nothing says so.
    package var method: String
    /// The HTTP status; nil where nothing says so.
    package var statusCode: Int?
    /// How it ended.
    package var status: CallStatus
    /// How long it took, where the producer says so.
    package var durationMilliseconds: Int64?

    package init(
        id: EventID, at: Timestamp, service: String, endpoint: String = "", method: String = "", statusCode: Int? = nil,
        status: CallStatus = .ok, durationMilliseconds: Int64? = nil
    ) {
        self.id = id
        self.at = at
        self.service = service
        self.endpoint = endpoint
        self.method = method
        self.statusCode = statusCode
        self.status = status
        self.durationMilliseconds = durationMilliseconds
    }
}

extension APICall {
    /// What a ledger keeps when the same request comes again: nil when the known one stays as it is.
    ///
    /// A request may be written down when it is sent and completed when it is answered: how it ended beats not knowing it.
    package func superseded(by other: APICall) -> APICall? {
        other.knowledge > knowledge ? other : nil
    }

    /// How much is known of its end.
    private var knowledge: Int {
        (statusCode == nil ? 0 : 4) + (status == .ok ? 0 : 2) + (durationMilliseconds == nil ? 0 : 1)
    }
}
