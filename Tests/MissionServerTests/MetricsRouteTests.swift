// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting
import MissionCore
import MissionTesting
import Testing

/// Figures for monitoring.
@Suite struct MetricsRouteTests {
    @Test func `each model has its figures, and names from logs break no line`() async throws {
        let served = try await Served().with([
            .call(1, cost: .reported(cents: 25)), .call(2, cost: .reported(cents: 50)),
            .call(3, model: "od\"d\\ \nname", cost: Cost()),
        ])
        try await served.application.test(.router) { client in
            try await client.execute(uri: "/metrics", method: .get) { response in
                #expect(response.status == .ok)
                #expect(response.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
                let lines = response.text.split(separator: "\n").map(String.init)
                #expect(lines.contains("# TYPE mission_control_calls gauge"))
                #expect(lines.contains(#"mission_control_calls{model="anthropic/claude-opus-4-6"} 2"#))
                #expect(lines.contains(#"mission_control_cost_dollars{model="anthropic/claude-opus-4-6"} 0.750000000"#))
                let kind = #"mission_control_tokens{model="anthropic/claude-opus-4-6",kind="output"} 400"#
                #expect(lines.contains(kind))
                #expect(lines.contains { $0.hasPrefix("mission_control_unpriced_calls{") && $0.hasSuffix("} 1") })
                #expect(lines.allSatisfy { $0.hasPrefix("# ") || $0.hasPrefix("mission_control_") })
            }
        }
    }

    @Test func `who prefers OpenMetrics gets it, with its end`() async throws {
        try await Served().with([.call(1)]).application.test(.router) { client in
            func text(_ accept: String) async throws -> (String?, String) {
                try await client.execute(uri: "/metrics", method: .get, headers: [.accept: accept]) {
                    ($0.headers[.contentType], $0.text)
                }
            }
            // What Prometheus 2.42 asks for.
            let (type, metrics) = try await text(
                "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
                    + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1")
            #expect(type == "application/openmetrics-text; version=1.0.0; charset=utf-8")
            #expect(metrics.hasSuffix("\n# EOF\n"))
            for accept in ["text/plain", "*/*", "application/openmetrics-text;q=0.1,text/plain;q=0.5"] {
                let (type, plain) = try await text(accept)
                #expect(type == "text/plain; version=0.0.4; charset=utf-8")
                #expect(plain + "# EOF\n" == metrics)
            }
        }
    }
}
