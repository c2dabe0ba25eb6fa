// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import CoreMetrics
package import MissionCore
internal import Synchronization

/// Keeps what this program measures of itself, told through swift-metrics, until somebody asks.
///
/// Only what is named here is kept and told: other libraries' figures come and go with their versions.
package final class MetricsStore: MetricsFactory {
    private let gauges: [String: StoredGauge]
    private let timers: [String: StoredTimer]

    package init() {
        gauges = Dictionary(uniqueKeysWithValues: OwnMetric.gauges.map { ($0.rawValue, StoredGauge()) })
        timers = Dictionary(uniqueKeysWithValues: OwnMetric.timers.map { ($0.rawValue, StoredTimer()) })
    }

    /// Everything that was measured so far. What was never measured has no sample.
    package var families: [MetricFamily] {
        OwnMetric.gauges.map { metric in
            MetricFamily(metric.rawValue, metric.help, gauges[metric.rawValue]?.samples ?? [])
        }
            + OwnMetric.timers.map { metric in
                MetricFamily(metric.rawValue, metric.help, kind: .histogram, timers[metric.rawValue]?.samples ?? [])
            }
    }

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        NOOPMetricsHandler.instance
    }

    package func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        NOOPMetricsHandler.instance
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauges[label] ?? NOOPMetricsHandler.instance
    }

    package func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        NOOPMetricsHandler.instance
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        timers[label] ?? NOOPMetricsHandler.instance
    }

    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}
}
