// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension OpenClawReader {
    /// A turn may be longer than this; its earlier calls then stay what they seemed to be.
    private static let longestTurn: Int64 = 16 << 20
    private static let mostRows = 5000

    /// Hands over the calls of a turn again whose end told, on a later pass than its beginning, that it is a heartbeat's.
    mutating func readAgain(
        _ item: OpenClawHome.Item, _ range: Range<Int64>, _ descriptor: Int32,
        _ state: OpenClawTranscriptParser.State
    ) {
        guard range.upperBound - range.lowerBound <= Self.longestTurn else { return }
        var parser = newParser(item)
        parser.state = state
        parser.state.turn = .heartbeat
        lines.begin(descriptor, at: range.lowerBound)
        // Whatever goes wrong while reading again was met before.
        _ = lines.read(atMost: range.upperBound - range.lowerBound) { line, info in
            if range.contains(info.offset) { parser.parse(line, info) }
        }
        batch.events += parser.drain().events
    }

    /// The same for rows of a database.
    mutating func readAgain(
        _ session: String, _ range: Range<Int64>, _ state: OpenClawTranscriptParser.State, _ pass: inout StorePass
    ) throws(ForeignDatabase.Failure) {
        guard range.lowerBound > .min, range.count <= Self.mostRows else { return }
        var parser = newParser(pass.item(of: session), state, pass)
        parser.state.turn = .heartbeat
        var after = range.lowerBound - 1
        while true {
            let events = try pass.store.events(of: session, after: after)
            guard let last = events.last else { return }
            _ = parse(events.filter { range.contains($0.sequence) }, &parser, &pass)
            batch.events += parser.drain().events
            guard last.sequence < range.upperBound - 1 else { return }
            after = last.sequence
        }
    }
}
