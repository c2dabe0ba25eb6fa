// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionHTTP

extension DeliveryFailure {
    /// What an error of the libraries means; one that says so itself stays as it is.
    ///
    /// - Parameter host: Who was connected to.
    init(_ error: any Error, host: String) {
        if let failure = error as? DeliveryFailure {
            self = failure
            return
        }
        switch TransportFailure(error) {
        case .system(let text), .insecure(let text), .other(let text): self = .postponed("\(host): \(text)")
        case .late: self = .postponed("no answer from \(host) in time")
        case .unreachable, .unknownName: self = .postponed("\(host) cannot be reached")
        case .hungUp: self = .postponed("\(host) hung up")
        case .noHTTP: self = .postponed("\(host) does not answer as a web server does")
        }
    }
}
