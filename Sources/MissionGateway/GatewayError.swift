// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Why a gateway could not be asked: the facts, and what a person does about them.
package enum GatewayError: Error, Hashable, Sendable {
    /// The text is no address of a gateway.
    case badAddress(String, reason: String)
    /// Figures and credentials would cross a network unencrypted.
    case unprotected(host: String)
    /// Nothing answers there.
    case unreachable(GatewayAddress, reason: String)
    /// No encrypted connection came about.
    case insecure(GatewayAddress, reason: String)
    /// Something answers there that is no gateway: with an HTTP status, or not even that.
    case notAGateway(GatewayAddress, status: Int?)
    /// The gateway said no, to the connection or to a method.
    case refused(GatewayRefusal, method: String?)
    /// An answer took too long.
    case timedOut(String)
    /// The connection ended with this code and reason; without a code it broke.
    case closed(code: Int?, reason: String)
    /// The gateway's signs of life stopped.
    case silent(Duration)
    /// What came is no frame of the protocol.
    case garbled(String)
    /// An answer was longer than any may be.
    case tooLong
    /// A file of secrets cannot be used.
    case unusableFile(path: String, reason: String)
}

/// What kind of trouble it is, for scripts and for whoever tries again.
package enum GatewayTrouble: Sendable {
    /// The address is wrong.
    case usage
    /// Not there, or broken; it may come back.
    case unavailable
    /// It says itself that it will be there soon.
    case soon
    /// Nothing changes until a person does something.
    case configuration
}

extension GatewayError {
    /// What kind of trouble it is.
    package var trouble: GatewayTrouble {
        switch self {
        case .badAddress, .unprotected: .usage
        case .unreachable, .insecure, .notAGateway, .timedOut, .silent, .garbled, .tooLong: .unavailable
        case .closed(let code, _): code == 1012 ? .soon : code == 4001 ? .configuration : .unavailable
        case .refused(let refusal, _): refusal.trouble
        case .unusableFile: .configuration
        }
    }
}

extension GatewayError: CustomStringConvertible {
    /// The fact, then the advice.
    package var description: String {
        "\(fact); \(advice)"
    }

    /// What happened.
    package var fact: String {
        switch self {
        case .badAddress(let text, let reason): "“\(text)” is no address of a gateway: \(reason)"
        case .unprotected(let host): "ws:// to \(host) would send your token over the network for everybody to read"
        case .unreachable(let address, let reason): "\(address) cannot be reached: \(reason)"
        case .insecure(let address, let reason): "no encrypted connection to \(address): \(reason)"
        case .notAGateway(let address, let status):
            "\(address) is no gateway: it answered "
                + (status.map { "HTTP \($0) instead of a WebSocket" } ?? "something that is not HTTP")
        case .refused(let refusal, nil): refusal.fact
        case .refused(let refusal, let method?): "\(method): \(refusal.fact)"
        case .timedOut(let what): "the gateway took too long: \(what)"
        case .closed(1012, _): "the gateway is restarting"
        case .closed(1009, _): "the gateway found a message too long"
        case .closed(4001, _): "the gateway's token or password was changed"
        case .closed(nil, _): "the connection to the gateway broke"
        case .closed(let code?, let reason):
            "the gateway closed the connection (\(code)\(reason.isEmpty ? "" : ": \(reason.fitForPeople)"))"
        case .silent(let patience): "the gateway gave no sign of life for \(patience.inSeconds)"
        case .garbled(let what): "the gateway sent \(what)"
        case .tooLong: "the gateway's answer is longer than 25 MiB"
        case .unusableFile(let path, let reason): "\(path) cannot be used: \(reason)"
        }
    }

    /// What to do about it.
    package var advice: String {
        switch self {
        case .badAddress: "give it as ws://127.0.0.1:\(GatewayAddress.usualPort)"
        case .unprotected:
            "use wss://, or a tunnel: `ssh -N -L 18789:127.0.0.1:18789 HOST`, then ws://127.0.0.1:18789"
        case .unreachable: "is it running? Try `openclaw gateway status`, and compare the port with gateway.port"
        case .insecure:
            "is the gateway behind wss:// at all? Its certificate must be valid for that name and signed by an "
                + "authority that this computer trusts"
        case .notAGateway(_, let status): Self.advice(status)
        case .refused(let refusal, _): refusal.advice
        case .timedOut, .silent: "it may be busy, for it answers nothing while it adds up; try again"
        case .closed(1012, _): "try again in a few seconds"
        case .closed(1009, _): "upgrade mctl and the gateway so that they fit"
        case .closed(4001, _): "give the new one with --token-file or --password-file"
        case .closed: "try again; if it happens again, see `openclaw logs`"
        case .garbled: "is it an OpenClaw gateway? Upgrade it, or report what it is"
        case .tooLong: "ask for fewer days"
        case .unusableFile:
            "check its permissions, or move it away; then the gateways must approve this device again"
        }
    }

    private static func advice(_ status: Int?) -> String {
        switch status {
        case 401, 403:
            "a proxy stands before it and wants to know who asks; connect to the gateway itself, or by a tunnel"
        case 404: "compare host, port and path; the gateway's own address has no path"
        case .some(500...): "the gateway or the proxy before it is in trouble; try again, then see `openclaw logs`"
        case .some: "compare host and port with gateway.port in openclaw.json"
        case nil: "compare host and port with gateway.port; if it speaks TLS there, use wss://"
        }
    }
}
