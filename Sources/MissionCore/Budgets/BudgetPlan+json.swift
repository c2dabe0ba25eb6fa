// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension BudgetPlan {
    /// Reads the file of budgets: `{"alerts": {"dailyLimit", "weeklyLimit", "perModelDailyLimit", "failureRateThreshold"},
    /// "budgets": […]}`. Amounts under `alerts` are US dollars.
    ///
    /// - Parameter models: Finds models by short names; asked only where a budget names one.
    /// - Throws: ``SettingsError`` with the key that is wrong; a member that is not known is wrong too.
    package init(_ json: JSONValue, models: () throws -> ModelDirectory) throws {
        guard json.isObject else { throw SettingsError("the file", expected: "an object") }
        self.init()
        for member in json.members {
            switch member.key {
            case "alerts": try readAlerts(member.value, models)
            case "conditions": try readConditions(member.value)
            case "budgets":
                guard case .array(let rows) = member.value else { throw SettingsError("budgets", expected: "a list") }
                set(try rows.enumerated().map { try Budget($1, key: "budgets[\($0)]", models: models) })
            default: throw SettingsError(String(member.key.prefix(64)), expected: "`alerts`, `conditions` or `budgets`")
            }
        }
    }

    private mutating func readAlerts(_ json: JSONValue, _ models: () throws -> ModelDirectory) throws {
        guard json.isObject else { throw SettingsError("alerts", expected: "an object") }
        for member in json.members {
            let (key, value) = ("alerts.\(member.key.prefix(64))", member.value)
            switch member.key {
            case "dailyLimit":
                set(Budget(id: "daily", period: .day, amount: .cost(try Self.money(value, key)), thresholds: [100]))
            case "weeklyLimit":
                set(Budget(id: "weekly", period: .week, amount: .cost(try Self.money(value, key)), thresholds: [100]))
            case "monthlyLimit":
                set(Budget(id: "monthly", period: .month, amount: .cost(try Self.money(value, key)), thresholds: [100]))
            case "perModelDailyLimit":
                guard value.isObject else { throw SettingsError(key, expected: "models and amounts") }
                for limit in value.members {
                    let place = "\(key).\(limit.key.prefix(64))"
                    set(
                        Budget(
                            id: "daily-\(limit.key)", scope: .one(.model, try models().name(limit.key, key: place)),
                            period: .day, amount: .cost(try Self.money(limit.value, place)), thresholds: [100]))
                }
            case "failureRateThreshold":
                guard let percent = value.whole, (0...100).contains(percent) else {
                    throw SettingsError(key, expected: "whole percent from 0 to 100")
                }
                conditions[.failureRate] = .beyond(percent)
            default:
                throw SettingsError(
                    key,
                    expected: "one of dailyLimit, weeklyLimit, monthlyLimit, perModelDailyLimit, failureRateThreshold")
            }
        }
    }

    private static func money(_ value: JSONValue, _ key: String) throws -> Money {
        guard let money = (value.numberText ?? value.text).flatMap({ Money(decimalDollars: $0) }), money > .zero else {
            throw SettingsError(key, expected: "US dollars above 0")
        }
        return money
    }

    /// The file. What came from `alerts` is written as budgets, which say the same.
    package var json: JSONValue {
        let set = conditions.sorted { $0.key.rawValue < $1.key.rawValue }
        return [
            "conditions": .object(set.map { JSONMember(key: $0.key.rawValue, value: $0.value.json(of: $0.key)) }),
            "budgets": .array(budgets.map(\.json)),
        ]
    }

    private mutating func readConditions(_ json: JSONValue) throws {
        guard json.isObject else { throw SettingsError("conditions", expected: "an object") }
        for member in json.members {
            let key = "conditions.\(member.key.prefix(64))"
            guard let condition = AlertCondition(rawValue: member.key) else {
                throw SettingsError(key, expected: "one of \(AlertCondition.names)")
            }
            conditions[condition] = try AlertCondition.Limit(member.value, of: condition, key: key)
        }
    }
}

extension Budget {
    /// Reads `{"id", "scope": {"model": "…"}, "period", "usd" or "tokens" or "calls", "thresholds", "tz", "week_starts"}`.
    ///
    /// - Throws: ``SettingsError``.
    package init(_ json: JSONValue, key: String, models: () throws -> ModelDirectory) throws {
        guard json.isObject else { throw SettingsError(key, expected: "an object") }
        let known = ["id", "scope", "period", "usd", "tokens", "calls", "thresholds", "tz", "week_starts"]
        if let odd = json.members.first(where: { !known.contains($0.key) }) {
            throw SettingsError("\(key).\(odd.key.prefix(64))", expected: "one of \(known.joined(separator: ", "))")
        }
        guard let id = json["id"]?.text, Self.isID(id) else { throw SettingsError("\(key).id", expected: Self.idRule) }
        guard let period = json["period"]?.text.flatMap(Period.init(rawValue:)) else {
            throw SettingsError("\(key).period", expected: Period.allCases.map(\.rawValue).joined(separator: ", "))
        }
        self.init(
            id: id, scope: try Self.scope(json["scope"], "\(key).scope", models), period: period,
            amount: try Self.amount(json, key),
            thresholds: try Self.thresholds(json["thresholds"], "\(key).thresholds"),
            zone: try Self.zone(json["tz"], "\(key).tz"),
            weekStart: try Self.weekday(json["week_starts"], "\(key).week_starts"))
    }

    private static func zone(_ json: JSONValue?, _ key: String) throws -> Zone? {
        guard let json, json != .null else { return nil }
        guard let zone = json.text.flatMap(Zone.init(named:)) else {
            throw SettingsError(key, expected: "the name of a time zone, such as Europe/Berlin")
        }
        return zone
    }

    private static func weekday(_ json: JSONValue?, _ key: String) throws -> Weekday {
        guard let json, json != .null else { return .monday }
        guard let day = json.text.flatMap(Weekday.init(named:)) else {
            throw SettingsError(key, expected: Weekday.allCases.map(\.name).joined(separator: ", "))
        }
        return day
    }

    /// Whether a text can name a budget.
    package static func isID(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5a).contains($0 & 0xdf) || "-_.".utf8.contains($0)
            }
    }

    /// What an id has to be, for messages.
    package static let idRule = "a name of letters, digits, - _ and ."

    private static func scope(_ json: JSONValue?, _ key: String, _ models: () throws -> ModelDirectory) throws -> Scope
    {
        guard let json, json.text != "all" else { return .all }
        let expected = "\"all\", or one of \(dimensions.map(\.rawValue).joined(separator: ", ")) with a value"
        guard json.members.count == 1, let member = json.members.first, let value = member.value.text, !value.isEmpty,
            let dimension = dimensions.first(where: { $0.rawValue == member.key })
        else { throw SettingsError(key, expected: expected) }
        return .one(dimension, dimension == .model ? try models().name(value, key: key) : value)
    }

    private static func amount(_ json: JSONValue, _ key: String) throws -> Amount {
        let expected = "one of usd, tokens and calls, above 0"
        let named = ["usd", "tokens", "calls"].filter { json[$0] != nil }
        guard named.count == 1, let name = named.first, let value = json[name] else {
            throw SettingsError(key, expected: expected)
        }
        if name == "usd", let money = (value.numberText ?? value.text).flatMap({ Money(decimalDollars: $0) }),
            money > .zero
        {
            return .cost(money)
        }
        guard name != "usd", let count = value.whole, count > 0 else {
            throw SettingsError("\(key).\(name)", expected: "a number above 0")
        }
        return name == "tokens" ? .tokens(count) : .calls(count)
    }

    /// Whole percents, sorted.
    ///
    /// - Throws: ``SettingsError``.
    package static func thresholds(_ json: JSONValue?, _ key: String) throws -> [Int64] {
        guard let json else { return usualThresholds }
        let percents = json.elements.compactMap(\.whole).filter { (1...1000).contains($0) }
        guard !percents.isEmpty, percents.count == json.elements.count else {
            throw SettingsError(key, expected: "whole percents from 1 to 1000")
        }
        return Set(percents).sorted()
    }

    /// What ``init(_:key:models:)`` reads.
    package var json: JSONValue {
        let amount: JSONMember =
            switch amount {
            case .cost(let money): JSONMember(key: "usd", value: .string(money.decimalString))
            case .tokens(let count): JSONMember(key: "tokens", value: .integer(count))
            case .calls(let count): JSONMember(key: "calls", value: .integer(count))
            }
        let scope: JSONValue =
            switch scope {
            case .all: "all"
            case .one(let dimension, let value): .object([JSONMember(key: dimension.rawValue, value: .string(value))])
            }
        var members = [
            JSONMember(key: "id", value: .string(id)), JSONMember(key: "scope", value: scope),
            JSONMember(key: "period", value: .string(period.rawValue)), amount,
            JSONMember(key: "thresholds", value: .array(thresholds.map(JSONValue.integer))),
        ]
        if let zone { members.append(JSONMember(key: "tz", value: .string(zone.name))) }
        if weekStart != .monday { members.append(JSONMember(key: "week_starts", value: .string(weekStart.name))) }
        return .object(members)
    }
}
