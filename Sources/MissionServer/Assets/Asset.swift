// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import CDashboard
internal import Hummingbird
internal import MissionCore

/// A file of the dashboard, embedded in the program.
struct Asset: Sendable {
    let name: String
    let mediaType: String
    let content: ByteBuffer
    let tag: EntityTag

    /// All of them.
    static let all: [Asset] = (0..<mission_assets_count()).compactMap { index in
        guard let asset = mission_asset_at(index)?.pointee, let name = asset.name, let type = asset.media_type else {
            return nil
        }
        let bytes = UnsafeBufferPointer(start: asset.bytes, count: asset.count)
        return Asset(
            name: String(cString: name), mediaType: String(cString: type), content: ByteBuffer(bytes: bytes),
            tag: EntityTag(of: bytes))
    }

    /// Serves the assets by name from memory: no path reaches the disk.
    static let route = Route("/assets/{name}") { request, context in
        let name = context.parameters.get("name")
        guard let asset = all.first(where: { $0.name == name }) else { throw Problem.notFound }
        _ = try QueryParameters(request, allowed: [])
        var headers: HTTPFields = [.eTag: asset.tag.value]
        if asset.tag.matches(request.headers[.ifNoneMatch]) {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = asset.mediaType
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: asset.content))
    }
}
