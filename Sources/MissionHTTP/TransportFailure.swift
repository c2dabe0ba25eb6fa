// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

/// What the libraries' errors mean to a person. All of them may be over later, also a certificate that has run out.
package enum TransportFailure: Hashable, Sendable {
    /// What the system says: `connection refused`.
    case system(String)
    /// Nothing came in time.
    case late
    /// No address of it answers.
    case unreachable
    /// Its name has no address.
    case unknownName
    /// Nothing could be encrypted, for this reason.
    case insecure(String)
    /// It closed the connection.
    case hungUp
    /// What came is no HTTP.
    case noHTTP
    case other(String)

    package init(_ error: any Error) {
        self =
            switch error {
            case let error as IOError: .system(String(cString: strerror(error.errnoCode)).lowercased())
            case let error as NIOConnectionError: Self.connection(error)
            case ChannelError.connectTimeout, is CancellationError: .late
            case let error as HTTPClientError where Self.timeouts.contains(error): .late
            case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: .insecure(Self.security("\(error)"))
            case is HTTPParserError: .noHTTP
            case is ChannelError: .hungUp
            case let error as HTTPClientError where error == .remoteConnectionClosed: .hungUp
            default: .other("\(error)")
            }
    }

    /// For a sentence about the other side: `it hung up`.
    package var text: String {
        switch self {
        case .system(let text), .insecure(let text), .other(let text): text
        case .late: "no answer in time"
        case .unreachable: "it cannot be reached"
        case .unknownName: "its name is not known"
        case .hungUp: "it hung up"
        case .noHTTP: "it does not answer as a web server does"
        }
    }

    /// Whether the other side was not even reached, so that another address of it may be tried.
    package static func isUnreached(_ error: any Error) -> Bool {
        switch error {
        case is IOError, is NIOConnectionError, ChannelError.connectTimeout: true
        case let error as HTTPClientError: error == .connectTimeout
        default: false
        }
    }

    private static let timeouts: [HTTPClientError] = [
        .connectTimeout, .deadlineExceeded, .readTimeout, .writeTimeout, .tlsHandshakeTimeout, .cancelled,
    ]

    /// A name without addresses has no connection that could have failed.
    private static func connection(_ error: NIOConnectionError) -> TransportFailure {
        if let first = error.connectionErrors.first { return TransportFailure(first.error) }
        return error.dnsAError == nil && error.dnsAAAAError == nil ? .unreachable : .unknownName
    }

    private static func security(_ text: String) -> String {
        if text.contains("CERTIFICATE_VERIFY_FAILED") { return "its certificate is not trusted, or has run out" }
        if text.contains("WRONG_VERSION_NUMBER") { return "it does not speak TLS" }
        if text.contains("failedToValidateHostname") || text.contains("unableToValidate") {
            return "its certificate is for another name"
        }
        if text.contains("EOF during handshake") { return "it hung up before the connection was encrypted" }
        return "no encrypted connection (\(text))"
    }
}
