// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension CollectedBatch {
    /// Whether a text can name a machine: it stands in front of places, behind which comes a colon.
    package static func isMachine(_ name: String) -> Bool { AccessToken.isName(name) && name != KeptGateway.local }

    /// The same as it is told elsewhere: each call says on which machine it was made, where nothing has said so, and each place
    /// is one of that machine, so that equal paths of two machines are two places.
    package func told(by machine: String) -> CollectedBatch {
        var told = self
        told.batch.source = batch.source.on(machine)
        for index in told.batch.events.indices
        where [KeptGateway.local, ""].contains(told.batch.events[index].attribution.machine) {
            told.batch.events[index].attribution.machine = machine
        }
        for index in told.batch.rejections.indices {
            told.batch.rejections[index].source = told.batch.rejections[index].source.on(machine)
        }
        told.batch.checkpoints = batch.checkpoints.map { checkpoint in
            Checkpoint(source: checkpoint.source.on(machine), item: checkpoint.item, position: checkpoint.position)
        }
        return told
    }
}

extension SourceID {
    /// `openclaw:laptop:/home/me/.openclaw`.
    fileprivate func on(_ machine: String) -> SourceID { SourceID(kind: kind, place: "\(machine):\(place)") }
}
