// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Usage over time, told apart by name: what stacked bars and the table behind them show.
package struct CostSeries: Hashable, Sendable {
    /// A local hour, day, week or month.
    package struct Bucket: Hashable, Sendable {
        /// When.
        package var time: DimensionValue
        /// The sums by name; nil for calls that have none.
        package var byName: [String?: UsageSums] = [:]
        /// All of them together.
        package var sums = UsageSums()
    }

    /// First to last, without gaps.
    package private(set) var buckets: [Bucket]
    /// The sums of each name, most expensive first.
    package private(set) var shares: [UsageShare]
    /// All calls.
    package private(set) var totals: UsageSums

    /// Puts rows into buckets.
    ///
    /// - Parameters:
    ///   - rows: Their first value is a time; those that no bucket has are left out.
    ///   - times: The buckets, first to last.
    ///   - name: The name of a row, of its values behind the time.
    package init(
        _ rows: [UsageRow], times: [DimensionValue], name: ([String?]) -> String? = { $0.first ?? nil }
    ) {
        var buckets = times.map { Bucket(time: $0) }
        let places = Dictionary(times.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
        var sums: [String?: UsageSums] = [:]
        var totals = UsageSums()
        for row in rows {
            guard let time = row.values.first, let place = places[time] else { continue }
            let name = name(row.values.dropFirst().map(\.text))
            buckets[place].byName[name, default: UsageSums()] += row.sums
            buckets[place].sums += row.sums
            sums[name, default: UsageSums()] += row.sums
            totals += row.sums
        }
        self.buckets = buckets
        self.totals = totals
        shares = sums.map { UsageShare(name: $0, sums: $1) }
            .mostExpensiveFirst(\.sums.costRank, name: \.displayName)
    }

    /// The cost of a name in each bucket, first to last.
    package func costs(of name: String?) -> [Money] {
        buckets.map { $0.byName[name]?.cost ?? .zero }
    }

    /// The names that get a colour of their own; all others are one series.
    ///
    /// - Parameter limit: At most so many.
    package func leading(_ limit: Int = 5) -> [String?] {
        // One that is left over needs no company to share a colour with.
        Array(shares.prefix(limit).map(\.name))
    }
}

extension Granularity {
    /// A grain at which so many days make bars that can be told apart.
    package init(forDays days: Int64) {
        self =
            switch days {
            case ...2: .hour
            case ...92: .day
            case ...400: .week
            default: .month
            }
    }

    /// The dimension of this grain.
    package var dimension: Dimension {
        switch self {
        case .hour: .hour
        case .day: .day
        case .week: .week
        case .month: .month
        }
    }

    /// Everything of this grain in some days, first to last.
    package func times(in days: ClosedRange<CivilDay>) -> [DimensionValue] {
        switch self {
        case .hour:
            return (days.lowerBound.number * 24...days.upperBound.number * 24 + 23).map {
                .hour(LocalHour(number: $0))
            }
        case .day: return (days.lowerBound.number...days.upperBound.number).map { .day(CivilDay(number: $0)) }
        case .week:
            let first = days.lowerBound.startOfWeek.number
            return stride(from: first, through: days.upperBound.number, by: 7).map { .day(CivilDay(number: $0)) }
        case .month:
            var months: [DimensionValue] = []
            var month = days.lowerBound.startOfMonth
            while month <= days.upperBound {
                months.append(.month(month))
                month = month.startOfNextMonth
            }
            return months
        }
    }
}
