// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A figure for monitoring, with its samples.
///
/// There are gauges and histograms and no counters: what the ledger knows of a call can get better, so that sums may fall; and both
/// are written alike in Prometheus' format and in OpenMetrics.
package struct MetricFamily: Hashable, Sendable {
    /// Of which kind it is.
    package enum Kind: String, Sendable {
        /// A figure that may rise and fall.
        case gauge
        /// How often something took how long.
        case histogram
    }

    /// A value with what it is about.
    package struct Sample: Hashable, Sendable {
        /// What stands behind the family's name: `_bucket`, `_sum`, `_count`; nothing for a gauge.
        package var suffix: String
        /// Names and what they are in this sample.
        package var labels: [Label]
        /// As the format writes it: a decimal number.
        package var value: String

        package init(suffix: String = "", labels: [(String, String)] = [], value: String) {
            self.suffix = suffix
            self.labels = labels.map { Label(name: $0.0, value: $0.1) }
            self.value = value
        }
    }

    /// A name and what it is.
    package struct Label: Hashable, Sendable {
        package var name: String
        package var value: String
    }

    /// Its whole name, with its unit at the end.
    package var name: String
    /// One sentence.
    package var help: String
    package var kind: Kind
    package var samples: [Sample]

    package init(_ name: String, _ help: String, kind: Kind = .gauge, _ samples: [Sample]) {
        (self.name, self.help, self.kind, self.samples) = ("mission_control_\(name)", help, kind, samples)
    }

    /// The lines of Prometheus' text format, which are OpenMetrics' lines, too.
    package var text: String {
        let lines = samples.map { sample in
            let labels = sample.labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
            return "\(name)\(sample.suffix)\(labels.isEmpty ? "" : "{\(labels)}") \(sample.value)\n"
        }
        return "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n" + lines.joined()
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
