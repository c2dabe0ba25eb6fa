// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A bucket of Anthropic's reports, which has its ends as RFC 3339 times.
enum AnthropicBucket {
    /// The UTC day that it covers.
    static func day(_ bucket: AnswerPart) throws(BillingError) -> CivilDay {
        let start = Timestamp(iso8601: try bucket.text("starting_at"))
        let end = Timestamp(iso8601: try bucket.text("ending_at"))
        guard let start, let end, let day = CivilDay(from: start.milliseconds, to: end.milliseconds, of: 86_400_000)
        else {
            throw bucket.malformed("starting_at", expected: "the start of a bucket of one UTC day (bucket_width=1d)")
        }
        return day
    }
}

extension CivilDay {
    /// The UTC day that two moments enclose; nil where they enclose anything else.
    ///
    /// - Parameter length: A day in the moments' unit.
    init?(from start: Int64, to end: Int64, of length: Int64) {
        let number = start.floorDivided(by: length)
        guard number.multipliedReportingOverflow(by: length).partialValue == start,
            end.subtractingSaturating(start) == length
        else { return nil }
        self.init(number: number)
    }
}
