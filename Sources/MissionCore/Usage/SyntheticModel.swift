// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Names under which OpenClaw writes rows in the shape of a call without calling a model.
///
/// Source: OpenClaw `src/infra/session-cost-usage.ts` and real transcripts, read 2026-11.
package enum SyntheticModel {
    private static let models = ["delivery-mirror", "gateway-injected", "acp-runtime"]
    private static let providers = ["openclaw", "clawdbot", "moltbot"]

    /// Whether rows with these recorded names, and with or without tokens, are no calls.
    package static func isSynthetic(provider: String, model: String, hasTokens: Bool) -> Bool {
        isOne(of: models, model) || (!hasTokens && isOne(of: providers, provider))
    }

    /// Asked for every call: lengths tell most names apart, and hashing them would take longer.
    private static func isOne(of names: [String], _ name: String) -> Bool {
        names.contains { $0.utf8.count == name.utf8.count && $0 == name }
    }
}
