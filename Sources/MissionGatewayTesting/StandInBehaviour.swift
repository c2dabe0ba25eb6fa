// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// How a stand-in for a gateway behaves: which version it is, what it asks for, and what goes wrong.
package struct StandInBehaviour: Sendable {
    /// What has to be given besides a device.
    package enum Credential: Sendable {
        /// Nothing.
        case none
        /// This token.
        case token(String)
        /// This password.
        case password(String)
    }

    /// What goes wrong, each time after the hello, when a method is called.
    package enum Fault: Sendable {
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
    package var protocolVersion: Int64 = 3
    /// The version that it says it has.
    package var version = "2026.4.12"
    /// What it asks for.
    package var credential = Credential.token("right")
    /// Whether it pairs a new device without asking anybody, as real ones do with one on the same computer.
    package var pairsByItself = true
    /// How far its clock goes ahead, in milliseconds.
    package var clockAhead: Int64 = 0
    /// Whether its challenge has the time.
    package var tellsTime = true
    /// How often it gives a sign of life.
    package var tickInterval = Duration.seconds(30)
    /// Whether it does.
    package var ticks = true
    /// Whether it sends a ping before each answer.
    package var pings = false
    /// Events to send before each answer.
    package var events: [JSONValue] = []
    /// Into how many pieces it cuts an answer.
    package var pieces = 1
    /// How many times it says that it is starting up before it lets anybody in.
    package var startsUpFor = 0
    /// Answer with this HTTP status instead of the upgrade.
    package var httpStatus: Int?
    /// Say this, which is no HTTP, to whoever connects.
    package var greeting: String?
    /// Whether it answers a connection at all.
    package var upgrades = true
    /// Whether it sends a challenge.
    package var challenges = true
    /// How long it waits for the first request: real ones 10 seconds, which a busy test can need.
    package var patience = Duration.seconds(90)
    /// What goes wrong.
    package var fault: Fault?
    /// With which methods; nil: with all of them.
    package var faultyMethods: Set<String>?
    /// Whether it says to somebody with another token that the one which it gave the device would do.
    package var offersDeviceToken = false
    /// Answers by method.
    package var replies = StandInReplies.april
    /// What it has on disk; it answers for that instead of ``replies``.
    package var home: StandInHome?
    /// Methods that it does not know.
    package var unknownMethods: Set<String> = []
    /// PEM files of a certificate and its key, to serve wss.
    package var certificate: (chain: String, key: String)?

    /// A gateway as it should be.
    package init() {}

    /// A gateway as it should be, but for some things.
    package init(_ change: (inout StandInBehaviour) -> Void) {
        change(&self)
    }
}
