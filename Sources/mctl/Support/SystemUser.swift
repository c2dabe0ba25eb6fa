// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Who runs the program, for records of who did what.
enum SystemUser {
    /// As the operating system names them.
    static var name: String {
        let name = NSUserName()
        return name.isEmpty ? "user \(getuid())" : name
    }
}
