// Mission Control
// SPDX-License-Identifier: Apache-2.0

import HummingbirdTesting

extension TestClient.Configuration {
    /// Waits as long as the other tests keep the processors busy: these tests are about what is answered, not about when.
    static var patient: Self { Self(timeout: .seconds(300)) }
}
