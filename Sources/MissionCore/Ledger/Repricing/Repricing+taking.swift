// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension Repricing {
    /// Takes in a call that was without a price.
    ///
    /// - Parameters:
    ///   - old: The call as it was.
    ///   - new: The call as stamped now.
    ///   - isCounted: Whether it is in any sum; one that a finer source tells too is not.
    /// - Returns: whether it has a price now.
    package mutating func take(_ old: UsageEvent, _ new: UsageEvent, isCounted: Bool) -> Bool {
        examined += 1
        guard new.cost.basis != .unpriced else { return false }
        calls += 1
        if isCounted {
            before += old.cost.counted ?? .zero
            after += new.cost.counted ?? .zero
        }
        add(oldRevision: old.cost.priceRevision)
        return true
    }

    /// Takes in a call that was selected.
    ///
    /// A call whose amounts stay the same keeps its stamp, and so does one that would be without a price although it has one:
    /// the book of the day on which it came in may have known more about its home than this one does.
    ///
    /// - Returns: whether its stamp changes.
    package mutating func takeSelected(_ old: UsageEvent, _ new: UsageEvent, isCounted: Bool) -> Bool {
        examined += 1
        let isLost = old.cost.losesPrice(to: new.cost)
        let isChanged = !isLost && !old.cost.hasSameStamp(as: new.cost)
        if isLost { keptCalls += 1 }
        tally(old, isChanged ? new : old, isChanged: isChanged, isCounted: isCounted)
        return isChanged
    }

    /// Takes in a call that gets its former stamp back.
    package mutating func takeBack(_ old: UsageEvent, _ new: UsageEvent, isCounted: Bool) {
        examined += 1
        tally(old, new, isChanged: true, isCounted: isCounted)
    }

    /// Takes note of a call that has changed since and is left as it is.
    package mutating func leave() {
        examined += 1
        leftCalls += 1
    }

    private mutating func tally(_ old: UsageEvent, _ new: UsageEvent, isChanged: Bool, isCounted: Bool) {
        if isChanged {
            calls += 1
            add(oldRevision: old.cost.priceRevision)
        }
        guard isCounted else { return }
        let isReported = new.cost.basis == .reported || new.cost.basis == .providerBilled
        if isReported { reportedCalls += 1 }
        let (formerly, now) = (old.cost.counted ?? .zero, new.cost.counted ?? .zero)
        before += formerly
        after += now
        let place = place(of: new.attribution.modelName)
        models[place].examined += 1
        models[place].calls += isChanged ? 1 : 0
        models[place].reportedCalls += isReported ? 1 : 0
        models[place].before += formerly
        models[place].after += now
    }

    /// Where the model stands among ``models``, which are in order; one that is not there yet is added.
    private mutating func place(of model: String) -> Int {
        var (low, high) = (0, models.count)
        while low < high {
            let middle = (low + high) / 2
            if models[middle].model < model { low = middle + 1 } else { high = middle }
        }
        if low == models.count || models[low].model != model { models.insert(RepricedModel(model: model), at: low) }
        return low
    }
}

extension Cost {
    /// Whether estimate and basis are the same, whichever price book they come from.
    package func hasSameStamp(as other: Cost) -> Bool {
        estimated == other.estimated && basis == other.basis
    }

    /// Whether the other stamp would take a price away.
    fileprivate func losesPrice(to other: Cost) -> Bool {
        (estimated != nil && other.estimated == nil) || (basis != .unpriced && other.basis == .unpriced)
    }
}
