// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

/// What the libraries' errors mean to a person. All of them may be over later, also a certificate that has run out.
enum TransportFailure {
    /// - Parameter host: Who was connected to.
    static func explain(_ error: any Error, host: String) -> DeliveryFailure {
        switch error {
        case let failure as DeliveryFailure: failure
        case let error as IOError: .postponed("\(host): \(String(cString: strerror(error.errnoCode)).lowercased())")
        case let error as NIOConnectionError: explain(error, host)
        case ChannelError.connectTimeout, is CancellationError: late(host)
        case let error as HTTPClientError where timeouts.contains(error): late(host)
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: .postponed("\(host): \(security(error))")
        case is HTTPParserError: .postponed("\(host) does not answer as a web server does")
        case is ChannelError: .postponed("\(host) hung up")
        case let error as HTTPClientError where error == .remoteConnectionClosed: .postponed("\(host) hung up")
        default: .postponed("\(host): \(error)")
        }
    }

    private static let timeouts: [HTTPClientError] = [
        .connectTimeout, .deadlineExceeded, .readTimeout, .writeTimeout, .tlsHandshakeTimeout, .cancelled,
    ]

    private static func late(_ host: String) -> DeliveryFailure { .postponed("no answer from \(host) in time") }

    private static func explain(_ error: NIOConnectionError, _ host: String) -> DeliveryFailure {
        error.connectionErrors.first.map { explain($0.error, host: host) } ?? .postponed("\(host) cannot be reached")
    }

    private static func security(_ error: any Error) -> String {
        let text = "\(error)"
        if text.contains("CERTIFICATE_VERIFY_FAILED") { return "its certificate is not trusted, or has run out" }
        if text.contains("WRONG_VERSION_NUMBER") { return "it does not speak TLS" }
        if text.contains("failedToValidateHostname") || text.contains("unableToValidate") {
            return "its certificate is for another name"
        }
        if text.contains("EOF during handshake") { return "it hung up before the connection was encrypted" }
        return "no encrypted connection (\(text))"
    }

    /// Whether the other side was not even reached, so that another address of it may be tried.
    static func isUnreached(_ error: any Error) -> Bool {
        switch error {
        case is IOError, is NIOConnectionError, ChannelError.connectTimeout: true
        case let error as HTTPClientError: error == .connectTimeout
        default: false
        }
    }
}
