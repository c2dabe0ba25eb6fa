// Mission Control
// SPDX-License-Identifier: Apache-2.0

public import MissionCore

/// How a stand-in for a gateway behaves: which version it is, what it asks for, and what goes wrong.
public struct StandInBehaviour: Sendable {
    /// What has to be given besides a device.
    public enum Credential: Sendable {
        /// Nothing.
        case none
        /// This token.
        case token(String)
        /// This password.
        case password(String)
    }

    /// What goes wrong, each time after the hello, when a method is called.
    public enum Fault: Sendable {
        /// Half an answer is sent, then the connection breaks.
        case dies
        /// The answer is no JSON.
        case garbledText
        /// Bytes come that are no WebSocket frame.
        case garbledBytes
        /// The answer is bytes, not text.
        case binary
        /// The answer has this many bytes.
        case long(Int)
        /// No answer comes.
        case silent
        /// It announces a shutdown and closes with 1012.
        case restarts
        /// It closes with this code and reason.
        case closes(Int, String)
    }

    /// The version of the protocol that it speaks: 3 or 4.
    public var protocolVersion: Int64 = 3
    /// The version that it says it has.
    public var version = "2026.4.12"
    /// What it asks for.
    public var credential = Credential.token("right")
    /// Whether it pairs a new device without asking anybody, as real ones do with one on the same computer.
    public var pairsByItself = true
    /// How far its clock goes ahead, in milliseconds.
    public var clockAhead: Int64 = 0
    /// Whether its challenge has the time.
    public var tellsTime = true
    /// How often it gives a sign of life.
    public var tickInterval = Duration.seconds(30)
    /// Whether it does.
    public var ticks = true
    /// Whether it sends a ping before each answer.
    public var pings = false
    /// Events to send before each answer.
    public var events: [JSONValue] = []
    /// Into how many pieces it cuts an answer.
    public var pieces = 1
    /// How many times it says that it is starting up before it lets anybody in.
    public var startsUpFor = 0
    /// Answer with this HTTP status instead of the upgrade.
    public var httpStatus: Int?
    /// Say this, which is no HTTP, to whoever connects.
    public var greeting: String?
    /// Whether it answers a connection at all.
    public var upgrades = true
    /// Whether it sends a challenge.
    public var challenges = true
    /// How long it waits for the first request: real ones 10 seconds, which a busy test can need.
    public var patience = Duration.seconds(90)
    /// What goes wrong.
    public var fault: Fault?
    /// With which methods; nil: with all of them.
    public var faultyMethods: Set<String>?
    /// Whether it says to somebody with another token that the one which it gave the device would do.
    public var offersDeviceToken = false
    /// Answers by method.
    public var replies = StandInReplies.april
    /// What it has on disk; it answers for that instead of ``replies``.
    public var home: StandInHome?
    /// Methods that it does not know.
    public var unknownMethods: Set<String> = []
    /// PEM files of a certificate and its key, to serve wss.
    public var certificate: (chain: String, key: String)?

    /// A gateway as it should be.
    public init() {}

    /// A gateway as it should be, but for some things.
    public init(_ change: (inout StandInBehaviour) -> Void) {
        change(&self)
    }
}
