// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `When scheduled jobs run` {
    @Test(
        arguments: [
            (.once(Timestamp(milliseconds: 1_795_267_800_000)), "at 1795267800000", "once, 2026-11-21 14:30"),
            (.every(1_800_000), "every 1800000", "every 30 min"), (.every(86_400_000), "every 86400000", "every 1 d"),
            (.every(1500), "every 1500", "every 1,500 ms"),
            (
                .fields("0 7 * * 1-5", zone: "Europe/Berlin"), "cron Europe/Berlin 0 7 * * 1-5",
                "0 7 * * 1-5 (Europe/Berlin)"
            ),
            (.fields("*/5 * * * *", zone: nil), "cron - */5 * * * *", "*/5 * * * *"),
        ] as [(CronSchedule, String, String)])
    func `a schedule is kept as text and told in words`(schedule: CronSchedule, text: String, words: String) throws {
        #expect(schedule.text == text)
        #expect(CronSchedule(text) == schedule)
        #expect(schedule.words(in: try Ledgers.berlin()) == words)
    }

    @Test(arguments: ["", "at", "at noon", "every 0", "every -5", "every", "cron", "cron -", "never 5"])
    func `other texts are no schedule`(text: String) {
        #expect(CronSchedule(text) == nil)
    }

    private func next(_ schedule: CronSchedule?, told minutes: Int64?, isEnabled: Bool? = true) -> Int64? {
        let told = minutes.map { Fixtures.noon.advanced(byMilliseconds: $0 * 60_000) }
        let job = CronJobFacts(id: "j", agent: "main", isEnabled: isEnabled, schedule: schedule, nextRun: told)
        let next = job.nextRun(after: Fixtures.noon)
        return next.map { ($0.milliseconds - Fixtures.noon.milliseconds) / 60_000 }
    }

    @Test func `what the scheduler says goes first, as long as it is to come`() {
        #expect(next(.fields("0 7 * * *", zone: nil), told: 5) == 5)
        #expect(next(nil, told: 5, isEnabled: nil) == 5)
        #expect(next(nil, told: 0) == nil)
        #expect(next(.fields("0 7 * * *", zone: nil), told: -5) == nil)
        #expect(next(.fields("*/7 * * * *", zone: "UTC"), told: -5) == nil)
        #expect(next(.fields("5/30 * * * *", zone: "UTC"), told: -5) == 5)
        #expect(next(.fields("15 12 * * *", zone: "UTC"), told: nil) == 15)
        #expect(next(.fields("15 12 * * *", zone: "Nowhere/Else"), told: nil) == nil)
        #expect(next(nil, told: nil) == nil)
    }

    @Test func `a job that is switched off does not run`() {
        #expect(next(.every(60_000), told: 5, isEnabled: false) == nil)
    }

    @Test func `what repeats is awaited for one more period`() {
        #expect(next(.every(600_000), told: -5) == 5)
        #expect(next(.every(600_000), told: -10) == nil)
        #expect(next(.every(600_000), told: nil) == nil)
        #expect(next(.every(.max), told: -10) != nil)
    }

    @Test func `what runs once runs once`() {
        #expect(next(.once(Fixtures.noon.advanced(byMilliseconds: 120_000)), told: nil) == 2)
        #expect(next(.once(Fixtures.noon), told: nil) == nil)
    }
}
