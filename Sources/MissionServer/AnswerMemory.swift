// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Answers that are remembered while what they were made of stays as it is: the ones that were used last, up to a number of rows.
struct AnswerMemory<Question: Hashable & Sendable>: Sendable {
    private struct Answered {
        var answer: any Sendable
        /// What it was made of.
        var generation: Int64
        /// In rows of sums.
        var size: Int
        /// Grows with each use of any answer.
        var lastUse: Int
    }

    /// So many rows are kept at most, some thirty megabytes: a year by hours has 8,760, and a page asks for several of these.
    private static var largest: Int { 100_000 }
    private static var most: Int { 400 }

    private var answers: [Question: Answered] = [:]
    private var size = 0
    private var uses = 0

    /// The answer as it was given at a generation; nil where it is not known.
    mutating func recall<Answer>(_ question: Question, at generation: Int64) -> Answer? {
        guard let known = answers[question], known.generation == generation, let answer = known.answer as? Answer
        else { return nil }
        uses += 1
        answers[question]?.lastUse = uses
        return answer
    }

    /// Remembers an answer, unless it is too large.
    ///
    /// - Parameter weight: How many rows of sums each of its elements weighs.
    mutating func remember(
        _ answer: some Collection & Sendable, to question: Question, at generation: Int64, weight: Int = 1
    ) {
        // An empty answer is one to remember, too.
        let new = max(1, answer.count) * weight
        guard new <= Self.largest / 2 else { return }
        uses += 1
        size += new - (answers[question]?.size ?? 0)
        answers[question] = Answered(answer: answer, generation: generation, size: new, lastUse: uses)
        while size > Self.largest || answers.count > Self.most,
            let oldest = answers.min(by: { $0.value.lastUse < $1.value.lastUse })
        {
            answers[oldest.key] = nil
            size -= oldest.value.size
        }
    }
}
