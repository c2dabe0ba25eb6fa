// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension SessionFacts {
    /// What is known with both. Where they disagree about a fact, the better origin wins, then the later time, then an order
    /// of the values themselves that means nothing; so any order of merging comes to the same.
    package func merging(_ other: SessionFacts) -> SessionFacts {
        var merged = self
        merged.take(\.key, .key, other) { (Int64($0.utf8.count), $0) }
        merged.take(\.kind, .kind, other) { ($0 == .unattributed ? 0 : 1, $0.rawValue) }
        merged.take(\.cronJob, .cronJob, other) { (0, $0) }
        merged.take(\.channel, .channel, other) { (0, $0) }
        merged.take(\.label, .label, other) { (0, $0) }
        merged.take(\.project, .project, other) { (0, $0) }
        merged.take(\.parentKey, .parentKey, other) { (0, $0) }
        merged.startedAt = [startedAt, other.startedAt].compactMap(\.self).min()
        merged.context = ContextGauge.later(context, other.context)
        return merged
    }

    /// Takes another's fact if it is the one to believe. Of equal weight, a longer key says more: a run's its job's.
    private mutating func take<Value: Equatable>(
        _ field: WritableKeyPath<SessionFacts, Value?>, _ fact: FactWeights.Fact, _ other: SessionFacts,
        rank: (Value) -> (Int64, String)
    ) {
        guard let theirs = other[keyPath: field] else { return }
        if let own = self[keyPath: field] {
            let (weight, theirWeight) = (weights[fact], other.weights[fact])
            guard theirWeight > weight || (theirWeight == weight && rank(theirs) > rank(own)) else { return }
        }
        self[keyPath: field] = theirs
        weights[fact] = other.weights[fact]
    }
}
