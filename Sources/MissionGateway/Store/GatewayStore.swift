// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
package import MissionCore
internal import MissionSources

/// The gateways that the program keeps: one file each, for its owner's eyes only, in a folder of the data folder.
///
/// Files rather than the ledger, because gateways are added and changed while another process writes to that.
package struct GatewayStore: Sendable {
    /// Everything that the folder holds.
    package struct Content: Sendable {
        /// The gateways, by id.
        package var gateways: [GatewayConfiguration] = []
        /// Files that are no gateway, with the key that is wrong.
        package var problems: [SourceProblem] = []
    }

    /// The folder, which need not exist.
    package let folder: String
    private static let suffix = ".json"

    /// Names the registry of a data folder.
    package init(dataFolder: String) {
        folder = "\(dataFolder)/gateways"
    }

    /// Reads all gateways; a file that cannot be read is told, and keeps no other from being read.
    package func content() -> Content {
        var content = Content()
        let names: [String]
        do {
            names = try FileAccess.names(in: folder)
        } catch let failure as FileAccess.Failure {
            if !failure.isMissing {
                content.problems.append(SourceProblem(path: folder, kind: .badSettings, reason: failure.reason))
            }
            return content
        } catch {
            return content
        }
        for name in names where name.hasSuffix(Self.suffix) && !name.hasPrefix(".") {
            do {
                if let settings = try read(String(name.dropLast(Self.suffix.count))) {
                    content.gateways.append(settings)
                }
            } catch {
                content.problems.append(Self.problem(error, path: "\(folder)/\(name)"))
            }
        }
        return content
    }

    /// One gateway.
    ///
    /// - Throws: ``MissionCore/GatewayConfigurationError``.
    package func gateway(_ id: String) throws -> GatewayConfiguration {
        // Such an id names no file of this folder, and perhaps one of another.
        guard KeptGateway.isID(id), let settings = try read(id) else { throw GatewayConfigurationError.unknown(id: id) }
        return settings
    }

    /// Keeps a new gateway.
    ///
    /// - Throws: ``MissionCore/GatewayConfigurationError``.
    package func add(_ id: String, _ change: GatewayChange) throws -> KeptGateway {
        let settings = try GatewayConfiguration(id: id, change)
        let isNew = try using(id) { try $0.create(Self.data(settings)) }
        guard isNew else { throw GatewayConfigurationError.exists(id: id) }
        return settings.gateway
    }

    /// Changes a gateway.
    ///
    /// - Throws: ``MissionCore/GatewayConfigurationError``; then it is as it was.
    package func change(_ id: String, _ change: GatewayChange) throws -> KeptGateway {
        var settings = try gateway(id)
        try settings.apply(change)
        let data = Self.data(settings)
        try using(id) { try $0.write(data) }
        return settings.gateway
    }

    /// Forgets a gateway, even one whose file is damaged. What the ledger has of it stays.
    ///
    /// - Throws: ``MissionCore/GatewayConfigurationError``.
    package func remove(_ id: String) throws {
        guard KeptGateway.isID(id) else { throw GatewayConfigurationError.unknown(id: id) }
        do {
            try FileManager.default.removeItem(atPath: path(id))
        } catch let error as CocoaError where error.code == .fileNoSuchFile {
            throw GatewayConfigurationError.unknown(id: id)
        } catch {
            throw GatewayConfigurationError.unusable(path: path(id), reason: "it cannot be removed")
        }
    }

    private func read(_ id: String) throws -> GatewayConfiguration? {
        guard let data = try using(id, { try $0.read() }) else { return nil }
        do {
            guard let json = JSONValue(parsing: data) else {
                throw GatewayConfigurationError.invalid(key: "the file", expected: "JSON")
            }
            let settings = try GatewayConfiguration(fileContent: json)
            guard settings.gateway.id == id else {
                throw GatewayConfigurationError.invalid(key: "id", expected: "the file's name, \(id)")
            }
            return settings
        } catch let error as GatewayConfigurationError {
            throw GatewayConfigurationError.unusable(path: path(id), reason: error.description)
        }
    }

    private func path(_ id: String) -> String { "\(folder)/\(id)\(Self.suffix)" }

    private func using<Result>(_ id: String, _ work: (PrivateFile) throws -> Result) throws -> Result {
        do {
            return try work(PrivateFile(path: path(id)))
        } catch let failure as PrivateFile.Failure {
            throw GatewayConfigurationError.unusable(path: path(id), reason: failure.reason)
        }
    }

    private static func data(_ settings: GatewayConfiguration) -> Data {
        Data(settings.fileContent.text(.indented).utf8)
    }

    private static func problem(_ error: any Error, path: String) -> SourceProblem {
        guard case .unusable(_, let reason)? = error as? GatewayConfigurationError else {
            return SourceProblem(path: path, kind: .badSettings, reason: "\(error)")
        }
        return SourceProblem(path: path, kind: .badSettings, reason: reason)
    }
}
