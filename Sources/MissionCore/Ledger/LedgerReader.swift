// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The side of a ledger that answers everything.
package protocol LedgerReader: UsageReader, OperationsReader, AlertReader {}
