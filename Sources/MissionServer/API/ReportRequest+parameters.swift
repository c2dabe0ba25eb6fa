// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension ReportRequest {
    /// The request that the parameters of a query make.
    init(_ parameters: QueryParameters, zone: Zone) throws {
        let date = try parameters.day("date")
        if date != nil, parameters["since"] != nil || parameters["until"] != nil {
            throw Problem.badParameter("date", expected: "no `since` and `until` beside it")
        }
        var filters: [Dimension: Set<String>] = [:]
        for dimension in ReportRoutes.filters {
            let values = parameters.all(dimension.rawValue)
            if !values.isEmpty { filters[dimension] = Set(values) }
        }
        try self.init(
            since: date ?? parameters.day("since"), until: date ?? parameters.day("until"),
            groupBy: parameters.dimensions("group_by"), filters: filters, zone: parameters.zone(default: zone),
            costMode: parameters.costMode(), includeSynthetic: parameters.flag("include_synthetic"),
            limit: parameters.limit(upTo: ReportRoutes.maximumRows))
    }

    /// The same with what one report alone is asked.
    func asking(_ options: ReportOptions, _ parameters: QueryParameters) -> ReportRequest {
        var request = self
        for parameter in options.parameters {
            let values = parameters.all(parameter.key)
            if !values.isEmpty { request.parameters[parameter.key] = values }
        }
        return request
    }
}

extension QueryParameters {
    /// Dimensions separated by commas.
    fileprivate func dimensions(_ name: String) throws -> [Dimension]? {
        let known = Dimension.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
        return try value(name, expected: "names separated by commas, of \(known)") { text in
            let parts = text.split(separator: ",", omittingEmptySubsequences: false)
            let dimensions = parts.compactMap { Dimension(rawValue: String($0)) }
            return dimensions.count == parts.count ? dimensions : nil
        }
    }
}

extension Problem {
    /// Does some work, and tells the caller what about the request made it impossible.
    static func explaining<Value>(_ work: () async throws -> Value) async throws -> Value {
        do { return try await work() } catch let error as ReportError { throw Problem(error) }
    }

    private init(_ error: ReportError) {
        switch error {
        case .twoGrains, .repeated:
            self = .badParameter("group_by", expected: "a grouping that is possible: \(error)")
        case .timeFilter(let dimension):
            self = .badParameter(dimension.rawValue, expected: "`since` and `until` instead")
        case .emptyRange:
            self = .badParameter("until", expected: "a day that is not before `since`")
        case .parameter(let key, let expected): self = .badParameter(key, expected: expected)
        }
    }
}
