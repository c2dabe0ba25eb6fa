// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// What callers are told about the routes of live pages.
extension UsageRoutes {
    private static let common: [QueryParameter] = [.date, .since, .until, .zone, .cost, .synthetic]

    static let models = Operation(
        .pages, "Models, most expensive first.", parameters: common + QueryParameter.filters(),
        answer: .json(.usageRows("models", by: "model")))
    static let providers = Operation(
        .pages, "Providers, most expensive first.", parameters: common + QueryParameter.filters(),
        answer: .json(.usageRows("providers", by: "provider")))
    static let topModels = Operation(
        .pages, "The most expensive models.",
        parameters: common + [.limit(upTo: 1000, default: top)] + QueryParameter.filters(),
        answer: .json(.usageRows("models", by: "model")))
    static let days = Operation(
        .pages, "The last days, first to last, without gaps.",
        parameters: [QueryParameter("days", "How many days.", 1...3660, default: usualDays), .zone, .cost]
            + QueryParameter.filters(), answer: .json(.usageDaily))
    static let taskTypes = Operation(
        .pages, "Kinds of work, with the rules that tell them.", parameters: common + QueryParameter.filters(),
        answer: .json(.usageTaskTypes))
    static let thinking = Operation(
        .pages, "How much models thought.", parameters: common + QueryParameter.filters(),
        answer: .json(.usageThinking))
    static let alerts = Operation(
        .pages, "What is exceeded now.", parameters: [.zone], answer: .json(.usageAlerts))
}
