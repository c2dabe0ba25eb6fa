// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Something that an agent can ask. No tool changes anything.
struct Tool: Sendable {
    var name: String
    var title: String
    /// For whoever chooses among tools.
    var description: String
    var input: ToolInput
    /// Answers a call whose arguments were understood.
    var answer: @Sendable (ToolArguments, MCPEnvironment) async throws -> ReportDocument

    /// For programs.
    var json: JSONValue {
        [
            "name": .string(name), "title": .string(title), "description": .string(description),
            "inputSchema": input.schema, "outputSchema": Self.output,
            "annotations": [
                "title": .string(title), "readOnlyHint": true, "destructiveHint": false, "idempotentHint": true,
                "openWorldHint": false,
            ],
        ]
    }

    /// What every answer has, whatever its tables.
    private static let output: JSONValue = [
        "type": "object",
        "properties": [
            "schema_version": ["type": "integer"],
            "warnings": [
                "type": "array", "items": ["type": "string"],
                "description": "What the figures leave out, and filters that match nothing.",
            ],
        ],
        "required": ["schema_version"],
    ]

    /// Runs the tool; what goes wrong is a result that says what to do, so that an agent can do better.
    func run(_ arguments: JSONValue, _ environment: MCPEnvironment) async -> ToolResult {
        do {
            let document = try await answer(ToolArguments(arguments, input), environment)
            return ToolResult(document.withUnknownCosts)
        } catch let mistake as ToolMistake {
            return ToolResult(mistake: mistake.description)
        } catch let error as ReportError {
            return ToolResult(mistake: error.description)
        } catch {
            return ToolResult(mistake: environment.explain(error) ?? "the ledger could not be asked; see `mctl doctor`")
        }
    }
}

/// What a tool answers.
struct ToolResult {
    var text: String
    /// Nil where the tool could not answer.
    var structured: JSONValue?

    /// A document, as Markdown for whoever reads and as an object for whoever computes. Both have the same figures; the object
    /// is not repeated as text, which would cost an agent several times the tokens.
    init(_ document: ReportDocument) {
        text = document.markdown
        let json = document.json
        // Shapes that others rely on have no version of their own.
        structured = json["schema_version"] == nil ? (["schema_version": 1] as JSONValue).appending(json) : json
    }

    init(mistake: String) {
        text = mistake
    }

    var json: JSONValue {
        let content: JSONValue = ["content": [["type": "text", "text": .string(text)]]]
        guard let structured else { return content.appending(["isError": true]) }
        return content.appending(["structuredContent": structured, "isError": false])
    }
}

/// Arguments that mean nothing to a tool.
struct ToolMistake: Error, Hashable, CustomStringConvertible {
    var argument: String
    var expected: String

    /// For an agent.
    var description: String { "\(argument.prefix(64)): expected \(expected)" }
}
