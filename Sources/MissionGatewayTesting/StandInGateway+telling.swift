// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore
internal import NIOCore

/// What a stand-in does of its own accord.
extension StandInGateway {
    /// Tells everybody who listens what happened. Messages and changes of sessions only come to whoever subscribed.
    ///
    /// - Parameter sequence: The event's number; real ones number only what they tell everybody.
    package func tell(_ event: String, _ payload: JSONValue, sequence: Int64? = nil) async throws {
        let isSubscription = event.hasPrefix("session")
        for talk in memory.talks where isSubscription ? talk.isSubscribed : talk.isWelcome {
            try await talk.send(event: event, payload, sequence: sequence)
        }
    }

    /// Closes all connections with a code and a reason.
    package func close(_ code: Int, _ reason: String = "") async throws {
        for talk in memory.talks { try await talk.close(code, reason) }
    }

    /// Breaks all connections without a word.
    package func cut() async throws {
        for talk in memory.talks { try? await talk.channel.close() }
    }

    /// How many connections have subscribed.
    package var subscribers: Int {
        memory.talks.count(where: \.isSubscribed)
    }
}
