// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What one look at one thing that is watched shows.
package struct AlertFinding: Hashable, Sendable {
    /// Where the figure stands.
    package enum Level: Hashable, Sendable {
        /// It is so.
        case met
        /// Not any more, and still so near that it may just be swinging.
        case near
        /// It is not so.
        case clear
    }

    /// Which alert it would be.
    package var key: AlertKey
    /// Where the figure stands.
    package var level: Level
    /// The alert, where it is met.
    package var alert: Alert?
    /// For how long it must be so before anybody is told, and not be so before it is over, in milliseconds.
    package var patience = Patience()
    /// Whether it is about a period that is over: what it says will not change any more, but for calls that come late.
    package var isClosed = false

    /// How long something is waited for, in milliseconds that the program has really seen pass: a clock that is set changes nothing.
    package struct Patience: Hashable, Sendable {
        /// Before it fires.
        package var rising: Int64 = 0
        /// Before it is over.
        package var falling: Int64 = 0

        package init(rising: Int64 = 0, falling: Int64 = 0) {
            self.rising = rising
            self.falling = falling
        }
    }

    package init(
        key: AlertKey, level: Level, alert: Alert? = nil, patience: Patience = Patience(), isClosed: Bool = false
    ) {
        self.key = key
        self.level = level
        self.alert = alert
        self.patience = patience
        self.isClosed = isClosed
    }

    /// A finding that is met.
    init(_ alert: Alert, patience: Patience = Patience(), isClosed: Bool = false) {
        self.init(key: alert.key, level: .met, alert: alert, patience: patience, isClosed: isClosed)
    }
}
