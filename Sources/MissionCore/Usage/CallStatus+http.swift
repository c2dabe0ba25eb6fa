// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension CallStatus {
    /// The class of an HTTP status.
    package init(httpStatus code: Int64) {
        self =
            switch code {
            case 200..<400: .ok
            case 401, 402, 403: .denied
            case 408, 504: .timeout
            case 429: .rateLimited
            case 400..<500: .badRequest
            case 500..<600: .serverError
            default: .failed
            }
    }
}
