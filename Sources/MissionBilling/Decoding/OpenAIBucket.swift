// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A bucket of OpenAI's reports, which has its ends in seconds since 1970.
enum OpenAIBucket {
    /// The UTC day that it covers.
    static func day(_ bucket: AnswerPart) throws(BillingError) -> CivilDay {
        let (start, end) = (try bucket.count("start_time"), try bucket.count("end_time"))
        guard let day = CivilDay(from: start, to: end, of: 86_400) else {
            throw bucket.malformed("start_time", expected: "the start of a bucket of one UTC day (bucket_width=1d)")
        }
        return day
    }
}
