// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

/// What the libraries' errors mean to a person.
enum DialFailure {
    static func explain(_ error: any Error, at address: GatewayAddress) -> GatewayError {
        switch error {
        case let error as GatewayError: error
        case let error as NIOConnectionError: explain(error, at: address)
        case let error as IOError: .unreachable(address, reason: reason(error))
        case ChannelError.connectTimeout: .unreachable(address, reason: "no answer")
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: .insecure(address, reason: security(error))
        case is HTTPParserError, is NIOHTTPClientUpgradeError: .notAGateway(address, status: nil)
        case is ChannelError where address.isSecure: .insecure(address, reason: "it hung up")
        case is ChannelError: .notAGateway(address, status: nil)
        default: .unreachable(address, reason: "\(error)".fitForPeople)
        }
    }

    /// What the system says about a socket.
    static func reason(_ error: IOError) -> String {
        String(cString: strerror(error.errnoCode)).lowercased()
    }

    private static func explain(_ error: NIOConnectionError, at address: GatewayAddress) -> GatewayError {
        let reasons = error.connectionErrors.map { failure in
            (failure.error as? IOError).map(reason) ?? "no answer"
        }
        if let first = reasons.first { return .unreachable(address, reason: first) }
        return .unreachable(address, reason: "the name \(address.host) is not known")
    }

    private static func security(_ error: any Error) -> String {
        let text = "\(error)"
        if text.contains("CERTIFICATE_VERIFY_FAILED") { return "its certificate is not signed by a trusted authority" }
        if text.contains("WRONG_VERSION_NUMBER") { return "it does not speak TLS" }
        if text.contains("failedToValidateHostname") || text.contains("unableToValidate") {
            return "its certificate is for another name"
        }
        return text.fitForPeople
    }
}
