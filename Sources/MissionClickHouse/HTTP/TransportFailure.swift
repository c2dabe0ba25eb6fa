// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOPosix
internal import NIOSSL

/// What the libraries' errors mean to a person.
enum TransportFailure {
    static func explain(_ error: any Error) -> String {
        switch error {
        case let error as IOError: String(cString: strerror(error.errnoCode)).lowercased()
        case let error as NIOConnectionError: connection(error)
        case let error as HTTPClientError where timeouts.contains(error): "no answer in time"
        case let error as HTTPClientError where error == .remoteConnectionClosed: "it hung up"
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError:
            "\(error)".contains("CERTIFICATE_VERIFY_FAILED")
                ? "its certificate is not trusted, or has run out" : "no encrypted connection (\(error))"
        case is ChannelError: "it hung up"
        default: "\(error)"
        }
    }

    private static let timeouts: [HTTPClientError] = [
        .connectTimeout, .deadlineExceeded, .readTimeout, .writeTimeout, .tlsHandshakeTimeout, .cancelled,
    ]

    /// A name without addresses has no connection that could have failed.
    private static func connection(_ error: NIOConnectionError) -> String {
        if let first = error.connectionErrors.first { return explain(first.error) }
        return error.dnsAError == nil && error.dnsAAAAError == nil ? "it cannot be reached" : "its name is not known"
    }
}
