// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import CDashboard
internal import Hummingbird
internal import MissionCore

/// A file of the dashboard, embedded in the program.
struct Asset: Sendable {
    let name: String
    let content: Content

    /// All of them, packed when they are first asked for.
    static let all: [Asset] = (0..<mission_assets_count()).compactMap { index in
        guard let asset = mission_asset_at(index)?.pointee, let name = asset.name, let type = asset.media_type else {
            return nil
        }
        let bytes = UnsafeBufferPointer(start: asset.bytes, count: asset.count)
        return Asset(
            name: String(cString: name),
            content: Content(ByteBuffer(bytes: bytes), as: String(cString: type)).packedOnce())
    }

    /// Serves the assets by name from memory: no path reaches the disk.
    static let route = Route("/assets/{name}") { request, context in
        let name = context.parameters.get("name")
        guard let asset = all.first(where: { $0.name == name }) else { throw Problem.notFound }
        _ = try QueryParameters(request, allowed: [])
        return asset.content.response(to: request)
    }.open
}
