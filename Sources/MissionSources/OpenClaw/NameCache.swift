// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Normalises each pair of recorded names once per reader instead of once per call.
final class NameCache {
    private var known: [String: [String: Attribution]] = [:]
    private var last: Attribution?

    func attribution(provider: String, model: String) -> Attribution {
        if let last, last.recordedModel == model, last.recordedProvider == provider { return last }
        if let attribution = known[provider]?[model] {
            last = attribution
            return attribution
        }
        let attribution = Attribution(recordedProvider: provider, recordedModel: model)
        known[provider, default: [:]][model] = attribution
        last = attribution
        return attribution
    }
}
