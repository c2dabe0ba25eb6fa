// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import AsyncHTTPClient
internal import Foundation
internal import MissionCore
internal import MissionHTTP
internal import NIOCore
internal import NIOFoundationCompat
internal import NIOHTTP1
internal import NIOSSL

/// Asks ClickHouse's servers over HTTP: bounded in time and size, verified where encrypted, following nobody elsewhere.
final class ClickHouseClient: Sendable {
    /// Longest answer that is read, in bytes.
    private static let longestAnswer = 1_073_741_824
    /// How long one question may take.
    private static let patience = TimeAmount.seconds(300)

    let address: ClickHouseAddress
    private let password: String?
    private let client: HTTPClient

    /// A client.
    ///
    /// - Throws: ``MissionCore/LedgerError`` where the password or the certificates cannot be read.
    init(_ address: ClickHouseAddress) throws {
        self.address = address
        password = try address.passwordFile.map { try Self.password($0, address) }
        var configuration = OutgoingHTTP.configuration(
            connect: .seconds(5), read: Self.patience, security: try Self.security(address))
        // Servers close idle connections after ten seconds and less.
        configuration.connectionPool.idleTimeout = .seconds(2)
        client = OutgoingHTTP.client(configuration)
    }

    func close() async { try? await client.shutdown() }

    deinit { client.shutdown { _ in } }

    /// Asks one server.
    ///
    /// - Parameters:
    ///   - sql: The statement; the beginning of the body, or the whole of it.
    ///   - body: What the statement inserts.
    ///   - settings: ClickHouse's settings and parameters, by name.
    /// - Throws: ``ClickHouseFailure``.
    func send(
        _ sql: String, body: [UInt8] = [], to server: ClickHouseAddress.Server, settings: [(String, String)]
    ) async throws -> [UInt8] {
        let scheme = address.isEncrypted ? "https" : "http"
        let query = settings.map { "\($0.0)=\(Self.encoded($0.1))" }.joined(separator: "&")
        var request = HTTPClientRequest(url: "\(scheme)://\(server.host):\(server.port)/?\(query)")
        request.method = .POST
        request.headers = ["User-Agent": "mission-control", "X-ClickHouse-User": address.user]
        if let password { request.headers.add(name: "X-ClickHouse-Key", value: password) }
        var buffer = ByteBufferAllocator().buffer(capacity: sql.utf8.count + 1 + body.count)
        buffer.writeString(sql)
        if !body.isEmpty {
            buffer.writeString("\n")
            buffer.writeBytes(body)
        }
        request.body = .bytes(buffer)
        do {
            let response = try await client.execute(request, timeout: Self.patience)
            let answer = try await response.body.collect(upTo: Self.longestAnswer)
            let bytes = Array(answer.readableBytesView)
            guard response.status == .ok else {
                throw ClickHouseFailure.refusal(redacting(String(decoding: bytes.prefix(4096), as: UTF8.self)))
            }
            return bytes
        } catch let error as ClickHouseFailure { throw error } catch {
            if error is CancellationError, Task.isCancelled { throw error }
            throw ClickHouseFailure.unreachable(
                reason: "\(server.host):\(server.port): \(redacting(TransportFailure(error).text))")
        }
    }

    private func redacting(_ text: String) -> String {
        guard let password, !password.isEmpty else { return text }
        return text.replacing(password, with: "…")
    }

    private static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default: result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }

    private static func security(_ address: ClickHouseAddress) throws -> TLSConfiguration {
        var security = TLSConfiguration.outgoing
        guard let file = address.certificatesFile else { return security }
        guard let certificates = try? NIOSSLCertificate.fromPEMFile(file), !certificates.isEmpty else {
            throw LedgerError.inaccessible(path: address.text, reason: "certificates cannot be read from \(file)")
        }
        security.trustRoots = .certificates(certificates)
        return security
    }

    private static func password(_ file: String, _ address: ClickHouseAddress) throws -> String {
        guard let data = FileManager.default.contents(atPath: file), data.count <= 4096,
            let line = String(bytes: data, encoding: .utf8)?.split(whereSeparator: \.isNewline).first
        else {
            throw LedgerError.inaccessible(path: address.text, reason: "the password cannot be read from \(file)")
        }
        return String(line)
    }
}
