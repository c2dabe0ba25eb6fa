// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension CronSchedule: WireValue {
    package init(wire json: JSONValue) throws(WireError) {
        let fields = try WireFields(json)
        if let moment = try fields.optionalMoment("at") {
            self = .once(moment)
        } else if let milliseconds = try fields.optionalWhole("every") {
            guard milliseconds > 0 else { throw .malformed(path: "every", expected: "milliseconds, more than 0") }
            self = .every(milliseconds)
        } else if let text = try fields.optionalText("fields") {
            self = .fields(text, zone: try fields.optionalText("zone"))
        } else {
            throw .malformed(path: "", expected: "at, every or fields")
        }
    }

    package var wire: JSONValue {
        switch self {
        case .once(let moment): ["at": .integer(moment.milliseconds)]
        case .every(let milliseconds): ["every": .integer(milliseconds)]
        case .fields(let text, let zone):
            JSONValue(wire: [("fields", .string(text)), ("zone", zone.map(JSONValue.string))])
        }
    }
}
