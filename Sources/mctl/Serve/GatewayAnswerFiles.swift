// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Foundation
internal import MissionCore
internal import MissionServer
internal import OpenClawFormat

/// Recorded or given answers of gateways, from the files that `--gateway-answers id=file` names.
///
/// A file holds either one object of payloads by method (`{"usage.cost": …, "usage.status": …}`) or one recorded call a line
/// (`{"method":…,"frame":{…}}`). It is read anew for each question, so that a script can keep it up to date.
struct GatewayAnswerFiles: Sendable {
    private let files: [String: String]

    /// Reads the options; what the files hold is looked at when somebody asks.
    init(_ options: [String]) throws {
        var files: [String: String] = [:]
        for option in options {
            let parts = option.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, FileManager.default.isReadableFile(atPath: parts[1]) else {
                throw ValidationError(
                    "--gateway-answers: “\(option)” is not of the form id=file with a file that can be read.")
            }
            files[parts[0]] = parts[1]
        }
        self.files = files
    }

    /// What is known about a gateway; nil when no file was given for it.
    func facts(_ id: String, prices: PriceBook) -> GatewayFacts? {
        guard let path = files[id] else { return nil }
        return GatewayFacts(reading: Self.reading(path), prices: prices, filters: [.gateway: [id]])
    }

    private static func reading(_ path: String) -> GatewayReading {
        let modified = (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
        let moment = Timestamp(seconds: Int64(modified?.timeIntervalSince1970 ?? 0))
        guard let data = FileManager.default.contents(atPath: path) else {
            return GatewayReading(isReachable: false, error: "the recorded answer cannot be read", fetchedAt: moment)
        }
        let payloads = payloads(data)
        guard payloads["usage.cost"] != nil || payloads["usage.status"] != nil || payloads["sessions.usage"] != nil
        else {
            return GatewayReading(isReachable: false, error: "the recorded answer holds no usage", fetchedAt: moment)
        }
        return GatewayReading(
            isReachable: true,
            figures: GatewayFigures(
                cost: payloads["usage.cost"], status: payloads["usage.status"],
                sessionsUsage: payloads["sessions.usage"]),
            fetchedAt: moment)
    }

    private static func payloads(_ data: Data) -> [String: JSONValue] {
        if let object = JSONValue(parsing: data), object["frame"] == nil {
            return Dictionary(object.members.map { ($0.key, $0.value) }) { first, _ in first }
        }
        let calls = data.split(separator: 0x0a).compactMap { line -> (String, JSONValue)? in
            guard let call = JSONValue(parsing: Data(line)), case .string(let method)? = call["method"],
                let payload = call["frame"]?["payload"]
            else { return nil }
            return (method, payload)
        }
        return Dictionary(calls) { first, _ in first }
    }
}
