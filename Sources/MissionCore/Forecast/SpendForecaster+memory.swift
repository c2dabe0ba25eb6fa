// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

extension SpendForecaster {
    private struct Question: Hashable {
        var history: SpendHistory
        var days: Int
    }

    /// So many are kept; one more, and all are forgotten.
    private static let most = 16
    private static let known = Mutex<[Question: Answer]>([:])

    /// What the days after a history cost.
    ///
    /// Complete days stay as they are until midnight, mostly, and a page that is looked at asks every few seconds: an answer is
    /// worked out once.
    ///
    /// - Parameter days: How many days to forecast: at least 1.
    package static func answer(after history: SpendHistory, days: Int) -> Answer {
        let question = Question(history: history, days: days)
        if let answer = known.withLock({ $0[question] }) { return answer }
        let answer = SpendForecaster(history, days: days).answer
        known.withLock { known in
            if known.count >= most { known.removeAll() }
            known[question] = answer
        }
        return answer
    }
}
