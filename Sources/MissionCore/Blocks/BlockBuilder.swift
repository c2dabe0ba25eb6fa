// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Groups calls into blocks, one after the other: it holds no more than the block that it is at.
package struct BlockBuilder: Sendable {
    private let length: Int64
    private let costMode: CostMode
    private var open: UsageBlock?
    private var done: [UsageBlock] = []

    /// A builder of blocks of so many hours.
    package init(hours: Int64 = UsageBlock.hours, costMode: CostMode = .auto) {
        length = max(1, hours) * 3_600_000
        self.costMode = costMode
    }

    /// Adds a call that is not earlier than the one before.
    package mutating func add(_ event: UsageEvent) {
        if event.isSynthetic { return }
        if let block = open, let last = block.lastCall {
            let pause = event.at.milliseconds.subtractingSaturating(last.milliseconds)
            let age = event.at.milliseconds.subtractingSaturating(block.start.milliseconds)
            if pause > length || age > length {
                close()
                if pause > length { done.append(gap(after: last, until: event.at)) }
            }
        }
        var block = open ?? begin(at: event.at)
        block.lastCall = event.at
        block.sums += UsageSums(event).counted(by: costMode)
        let model = event.attribution.modelName
        if !block.models.contains(model) { block.models.append(model) }
        open = block
    }

    /// Adds to the block that is open what its calls after those so far come to.
    ///
    /// - Parameters:
    ///   - models: All of the block's models until then, in the order of their first call.
    ///   - lastCall: When the last of these calls was.
    mutating func add(_ sums: UsageSums, models: [String], lastCall: Timestamp) {
        open?.sums += sums
        open?.models = models
        open?.lastCall = lastCall
    }

    /// The blocks and the gaps between them, first to last.
    package var blocks: [UsageBlock] {
        done + [open].compactMap(\.self)
    }

    private mutating func close() {
        if let open { done.append(open) }
        open = nil
    }

    private func begin(at moment: Timestamp) -> UsageBlock {
        let start = Timestamp(milliseconds: moment.milliseconds.floorDivided(by: 3_600_000) * 3_600_000)
        return UsageBlock(
            start: start, end: start.advanced(byMilliseconds: length), firstCall: moment, lastCall: moment,
            sums: UsageSums(), models: [])
    }

    private func gap(after last: Timestamp, until next: Timestamp) -> UsageBlock {
        UsageBlock(start: last.advanced(byMilliseconds: length), end: next, sums: UsageSums(), models: [])
    }
}
