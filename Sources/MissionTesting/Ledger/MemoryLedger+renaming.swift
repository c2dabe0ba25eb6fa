// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension MemoryLedger {
    /// Gives known calls their new identities; says whether any was renamed.
    func rename(_ renamings: [EventRenaming]) -> Bool {
        var isChanged = false
        for renaming in renamings where renaming.old != renaming.new && events[renaming.new] == nil {
            guard var event = events[renaming.old], event.session.harness == renaming.session.harness,
                event.session.id == renaming.session.id
            else { continue }
            event.id = renaming.new
            events[renaming.old] = nil
            events[renaming.new] = event
            if covered.remove(renaming.old) != nil { covered.insert(renaming.new) }
            isChanged = true
        }
        return isChanged
    }
}
