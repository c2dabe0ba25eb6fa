// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension StoredCall {
    /// Reads a row of all columns, in the order of ``EventColumn``.
    ///
    /// - Throws: ``ClickHouseFailure`` where it is none.
    init(_ row: [TabSeparatedRows.Field]) throws {
        guard row.count == EventColumn.allCases.count else {
            throw ClickHouseFailure.malformed(reason: "a call has \(row.count) columns")
        }
        let fields = Fields(row)
        event = UsageEvent(
            id: EventID(high: try fields.number(.idHigh), low: try fields.number(.idLow)),
            at: Timestamp(milliseconds: try fields.number(.at)),
            session: SessionID(
                harness: fields.text(.harness), agent: fields.text(.agent), id: fields.text(.sessionID)),
            sessionStart: fields[.sessionStart].number.map(Timestamp.init(milliseconds:)),
            attribution: try fields.attribution, tokens: try fields.tokens,
            webSearches: try fields.number(.webSearches),
            serviceTier: fields[.serviceTier].optionalText, region: fields[.region].optionalText,
            durationMilliseconds: fields[.duration].number, status: try fields.name(.status),
            isSynthetic: try fields.number(.isSynthetic) != 0, cost: try fields.cost, source: try fields.name(.source),
            grain: try fields.name(.grain), provenance: Provenance(rawValue: try fields.number(.provenance)))
        isCovered = try fields.number(.isCovered) != 0
        owner = try fields.owner
    }
}

/// The fields of a row by column.
private struct Fields {
    private let row: [TabSeparatedRows.Field]

    init(_ row: [TabSeparatedRows.Field]) { self.row = row }

    subscript(column: EventColumn) -> TabSeparatedRows.Field { row[column.rawValue] }

    func text(_ column: EventColumn) -> String { self[column].text }

    func number(_ column: EventColumn) throws -> Int64 {
        guard let number = self[column].number else {
            throw ClickHouseFailure.malformed(reason: "\(column.name) is no number")
        }
        return number
    }

    func name<Name: RawRepresentable>(_ column: EventColumn) throws -> Name where Name.RawValue == String {
        guard let name = Name(rawValue: text(column)) else {
            throw ClickHouseFailure.malformed(reason: "\(column.name) has a value that this version does not know")
        }
        return name
    }

    func optional<Name: RawRepresentable>(_ column: EventColumn) throws -> Name? where Name.RawValue == String {
        text(column).isEmpty ? nil : try name(column)
    }

    func filled(_ column: EventColumn) -> String? {
        let text = text(column)
        return text.isEmpty ? nil : text
    }

    var attribution: Attribution {
        get throws {
            Attribution(
                provider: text(.provider), model: text(.model), recordedProvider: text(.recordedProvider),
                recordedModel: text(.recordedModel), gateway: text(.gateway), account: text(.account),
                machine: text(.machine), kind: try optional(.kind), cronJob: filled(.cronJob),
                taskType: filled(.taskType), caller: filled(.caller))
        }
    }

    var tokens: TokenCounts {
        get throws {
            TokenCounts(
                input: try number(.input), output: try number(.output), cacheRead: try number(.cacheRead),
                cacheWrite5m: try number(.cacheWrite5m), cacheWrite1h: try number(.cacheWrite1h),
                reasoning: try number(.reasoning))
        }
    }

    var cost: Cost {
        get throws {
            Cost(
                reported: self[.reported].number.map(Money.init(nanodollars:)),
                isProviderBilled: try number(.isBilled) != 0,
                estimated: self[.estimated].number.map(Money.init(nanodollars:)), basis: try name(.basis),
                priceRevision: text(.priceRevision))
        }
    }

    var owner: CallOwner? {
        get throws {
            guard try number(.hasOwner) != 0 else { return nil }
            let session = SessionID(
                harness: text(.ownerHarness), agent: text(.ownerAgent), id: text(.ownerID))
            return CallOwner(session: session, kind: try optional(.ownerKind), cronJob: filled(.ownerCronJob))
        }
    }
}
