// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How often a gateway is asked, and how long to wait before it is tried again.
struct GatewayPace: Sendable {
    /// Before the first try after a connection broke; each further wait is twice as long.
    var shortestWait = Duration.seconds(1)
    /// The longest of these waits.
    var longestWait = Duration.seconds(30)
    /// How long a connection must have stood for the waits to begin anew.
    var steady = Duration.seconds(30)
    /// Between tries that cannot succeed before a person has done something.
    var personal = Duration.seconds(180)
    /// How often it is looked whether the credential has changed, while a person is needed.
    var credentialCheck = Duration.seconds(5)
    /// Between questions about quotas.
    var status = Duration.seconds(300)
    /// Between questions that make the gateway add up everything.
    var heavy = Duration.seconds(600)
    /// The same after such a question failed.
    var heavyAfterFailure = Duration.seconds(60)
    /// No list of sessions is asked for more often than this, however many gaps there are.
    var list = Duration.seconds(60)
    /// How long calls are gathered after some were delivered.
    var gathering = Duration.milliseconds(200)
    /// After the end of a run, until its conversation is asked about.
    var settling = Duration.seconds(1)
    /// After a message that was not shown, until its conversation is asked about, should its run not end before.
    var untold = Duration.seconds(10)
    /// Between two questions about one conversation, at least.
    var perConversation = Duration.seconds(15)
    /// Between two questions about conversations, at least.
    var betweenConversations = Duration.milliseconds(250)
    /// How often it is looked whether a conversation is to be asked about.
    var lookForDue = Duration.milliseconds(500)
    /// After a question about a conversation failed; each further one doubles it.
    var afterFailure = Duration.seconds(60)
    /// What is asked for when a gateway is followed first: conversations that went on within so many milliseconds.
    var backlog: Int64 = 86_400_000
    /// A number from 0 to below 1.
    var random: @Sendable () -> Double = { .random(in: 0..<1) }
    /// Waits.
    var sleep: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }

    /// The time, give or take a tenth, so that many clients do not ask at once.
    func aboutAsLong(_ time: Duration) -> Duration {
        time * (0.9 + 0.2 * random())
    }
}
