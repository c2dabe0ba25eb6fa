// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionHTTP
internal import NIOCore
internal import NIOSSL

/// Whose certificates are believed.
enum TrustedAuthorities {
    /// TLS 1.2 or later, with the system's authorities and those of a file.
    ///
    /// - Parameter path: Certificates in PEM.
    /// - Throws: ``DeliveryFailure`` where the file cannot be used.
    static func configuration(and path: String?) throws -> TLSConfiguration {
        var configuration = TLSConfiguration.outgoing
        guard let path else { return configuration }
        guard let certificates = try? NIOSSLCertificate.fromPEMFile(path), !certificates.isEmpty else {
            throw DeliveryFailure.refused("ca_file \(path) cannot be read; it should hold certificates in PEM")
        }
        configuration.additionalTrustRoots = [.certificates(certificates)]
        return configuration
    }
}
