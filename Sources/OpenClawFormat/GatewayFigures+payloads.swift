// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
package import MissionCore

extension GatewayFigures {
    /// Decodes what a gateway answered.
    ///
    /// - Parameters:
    ///   - cost: The payload of `usage.cost`; nil when that method failed.
    ///   - status: The payload of `usage.status`; nil when that method failed.
    ///   - sessionsUsage: The payload of `sessions.usage`, asked with a large limit; nil when it was not asked or failed.
    package init(cost: JSONValue? = nil, status: JSONValue? = nil, sessionsUsage: JSONValue? = nil) {
        self.init()
        take(cost: cost, status: status)
        take(sessionsUsage: sessionsUsage)
    }

    /// Takes `usage.cost` and `usage.status`, which tell window and limits together.
    package mutating func take(cost: JSONValue?, status: JSONValue?) {
        note(.cost, cost)
        note(.status, status)
        listed = GatewaySession.list(cost: cost)
        let merged = Self.merged(cost, status)
        terms = Terms(merged)
        toldProfile = merged.text("authProfile", "auth_profile", "profile", "environment")
        let providers = status?["providers"]?.elements ?? []
        quotas = providers.flatMap(Self.quotas)
        planned = Set(
            providers.filter { $0.text("plan") != nil }.compactMap { $0.text("provider").map(NameRules.provider) })
    }

    /// Takes `sessions.usage`.
    package mutating func take(sessionsUsage: JSONValue?) {
        note(.sessions, sessionsUsage)
        sessions = GatewaySession.list(sessionsUsage: sessionsUsage)
        unknownSessions = GatewaySession.unknown(sessionsUsage: sessionsUsage)
        folderProfile =
            (sessionsUsage?["sessions"]?.elements ?? []).lazy
            .compactMap { $0["usage"]?.text("sessionFile").flatMap(Self.profile) }.first
    }

    private mutating func note(_ method: Method, _ payload: JSONValue?) {
        if payload == nil { answered.remove(method) } else { answered.insert(method) }
    }

    /// Both payloads as one object; where both have a key, status has the say, even with `null`.
    private static func merged(_ cost: JSONValue?, _ status: JSONValue?) -> JSONValue {
        let overriding = status?.members ?? []
        let names = Set(overriding.map(\.key))
        return .object((cost?.members ?? []).filter { !names.contains($0.key) } + overriding)
    }

    private static func quotas(of provider: JSONValue) -> [Quota] {
        guard let name = provider.text("provider"), case .array(let windows) = provider["windows"] else { return [] }
        return windows.compactMap { window in
            guard let percent = window.number("usedPercent", "used_percent"),
                let hundredths = JSONValue.whole(percent * 100)
            else { return nil }
            return Quota(
                provider: name, label: window.text("label") ?? "", usedHundredths: hundredths,
                resetsAt: window["resetAt"]?.lenientTime ?? window["resetsAt"]?.lenientTime)
        }
    }

    /// OpenClaw keeps the state of a profile in a folder of its own, `.openclaw-NAME`, which the paths of its transcripts
    /// show.
    private static func profile(inPath path: String) -> String? {
        let prefix = ".openclaw-"
        let folder = path.split(separator: "/").first { $0.hasPrefix(prefix) && $0.count > prefix.count }
        return folder.map { String($0.dropFirst(prefix.count)) }
    }
}

extension GatewayFigures.Terms {
    fileprivate init(_ told: JSONValue) {
        self.init()
        startedAt = told.truthy("windowStart", "window_start", "period_start", "started_at")?.textTime
        resetsAt = told.truthy("windowEnd", "window_end", "period_end", "resets_at")?.textTime
        tokenLimit = told.whole("tokenLimit", "token_limit")
        messageLimit = told.whole("messageLimit", "message_limit")
        costLimit = told.dollars("costLimit", "cost_limit", "costLimitUsd")
    }
}
