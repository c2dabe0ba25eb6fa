// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionTesting
internal import Testing

/// Compares with a golden and goes on, so that one run tells about, or records, all of a test's goldens.
func expectGolden(_ text: String, _ name: String) {
    do { try Golden.check(text, name) } catch { Issue.record(error) }
}
