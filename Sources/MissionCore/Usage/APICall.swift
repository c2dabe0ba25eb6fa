// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A request to some service that is no model call, or whose consumption somebody else records: for health, never for cost.
///
/// Bodies are dropped where it is read.
public struct APICall: Hashable, Sendable {
    /// What makes this request this request.
    public var id: EventID
    /// When it was made.
    public var at: Timestamp
    /// Whom it asked: `anthropic`, `github`.
    public var service: String
    /// What it asked for, without query; empty where nothing says so.
    public var endpoint: String
    /// The HTTP method; empty where nothing says so.
    public var method: String
    /// The HTTP status; nil where nothing says so.
    public var statusCode: Int?
    /// How it ended.
    public var status: CallStatus
    /// How long it took, where the producer says so.
    public var durationMilliseconds: Int64?

    /// Makes a request.
    public init(
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
