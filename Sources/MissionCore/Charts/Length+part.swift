// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension Length {
    /// So many thousandths of it, from nothing to all of it.
    func part(perMille: Int64) -> Length {
        Length(hundredths: Int(clamping: Int128(hundredths) * Int128(min(max(0, perMille), 1000)) / 1000))
    }
}
