// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// Something that happened at a gateway.
package struct GatewayEvent: Hashable, Sendable {
    /// What, as the gateway names it.
    package var name: String
    /// The facts.
    package var payload: JSONValue
    /// The gateway's number of it, where it has one; after a gap everything must be asked anew.
    package var sequence: Int64?
    /// How many came before it on this connection. A reader who is slow misses events and sees it by a gap here.
    package var number: Int64
    /// How many of the gateway's numbers were left out since the event before it: others' events, or lost ones.
    package var skipped: Int64 = 0
}
