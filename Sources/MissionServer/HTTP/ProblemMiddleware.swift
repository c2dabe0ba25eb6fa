// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import Logging
internal import MissionCore

/// Turns everything that goes wrong into a ``Problem``, and keeps its cause out of the answer.
struct ProblemMiddleware<Context: RequestContext>: RouterMiddleware {
    /// Tells the methods that a path has; none when it is not known.
    let methods: @Sendable (String) -> [HTTPRequest.Method]

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let problem as Problem {
            return problem.response(to: request)
        } catch let error as HTTPError where error.status == .notFound {
            let allowed = methods(request.uri.path)
            return (allowed.isEmpty ? Problem.notFound : Problem.methodNotAllowed(allowed)).response(to: request)
        } catch let error as SettingsError {
            return Problem.badSettings(error).response(to: request)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            context.logger.error("request failed", metadata: ["path": "\(request.uri.path)", "error": "\(error)"])
            return Problem.internalError.response(to: request)
        }
    }
}
