// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Names under which OpenClaw writes rows in the shape of a call without calling a model.
///
/// Source: OpenClaw `src/infra/session-cost-usage.ts` and real transcripts, read 2026-11.
package enum SyntheticModel {
    private static let models: Set = ["delivery-mirror", "gateway-injected", "acp-runtime"]
    private static let providers: Set = ["openclaw", "clawdbot", "moltbot"]

    /// Whether rows with these recorded names, and with or without tokens, are no calls.
    package static func isSynthetic(provider: String, model: String, hasTokens: Bool) -> Bool {
        models.contains(model) || (providers.contains(provider) && !hasTokens)
    }
}
