// swift-tools-version: 6.2
import PackageDescription

/// Continuous integration treats warnings as errors; a newer compiler's new warning must not break a user's build.
let strict: [SwiftSetting] = Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]

let swift: [SwiftSetting] =
    [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ] + strict

/// `#embed` is C23; clang offers it in every mode and warns about the older ones.
let c: [CSetting] = [.unsafeFlags(["-Wno-c23-extensions"])]

let package = Package(
    name: "mission-control",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "mctl", targets: ["mctl"])
    ],
    dependencies: [
        // The command line: parsing, help, completions.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // Event identity is a SHA-256 of content; BoringSSL's uses the processor's instructions.
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        // Structured logging to standard error.
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        // SQLite: connection pool, migrations, transactions.
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        // HTTP server on SwiftNIO.
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        // The errors of sockets, to say why a port cannot be served, the WebSocket that gateways speak, and SMTP; Hummingbird
        // stands on it anyway. Foundation's own WebSocket does not work on Linux.
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        // TLS for gateways behind wss:// and for mail servers.
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        // Sending alerts over HTTPS: it verifies the name of a host while it connects to the address that was checked, which
        // Foundation's client cannot. For mail there is no library: those on SwiftNIO are new, small or no longer kept.
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        // What the program measures of itself; Hummingbird stands on it anyway.
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        // Start-up, signals and graceful shutdown of the long-running parts.
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        // OpenTelemetry's requests: Protocol Buffers, which no exporter of OpenClaw's goes without.
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
        // Running `openclaw` without a thread that waits for it.
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        .executableTarget(
            name: "mctl",
            dependencies: [
                "MissionCore", "MissionSources", "MissionGateway", "MissionDelivery", "MissionBilling", "MissionMCP",
                "MissionClickHouse", "MissionFleet", "MissionSQLite", "MissionTelemetry", "MissionMetrics",
                "MissionServer", "OpenClawFormat",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: swift),
        .target(
            name: "MissionCore",
            dependencies: ["CPrices", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: swift),
        // What OpenClaw's gateway and run logs look like on the wire: pure.
        .target(name: "OpenClawFormat", dependencies: ["MissionCore"], swiftSettings: swift),
        .target(
            name: "MissionSources",
            dependencies: [
                "MissionCore", "OpenClawFormat", "CZstd", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            exclude: [
                "CustomLogs/CallDatabase/README.md", "ClaudeCode/README.md", "Codex/README.md", "Gemini/README.md",
                "Reading/Logs/README.md", "OpenClaw/README.md", "OpenCode/README.md", "Pi/README.md",
                "CustomLogs/Scripts/README.md", "CustomLogs/UsageLog/README.md",
            ],
            swiftSettings: swift),
        // Live gateways: their protocol, what they tell, and the ones that are kept.
        .target(
            name: "MissionGateway",
            dependencies: [
                "MissionCore", "MissionSources", "OpenClawFormat", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            exclude: ["README.md"], swiftSettings: swift),
        // The channels that alerts are sent to.
        .target(
            name: "MissionDelivery",
            dependencies: [
                "MissionCore", "MissionHTTP", .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: swift),
        // Asking servers over HTTP, by one set of rules.
        .target(
            name: "MissionHTTP",
            dependencies: [
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: swift),
        // The bills of providers: their questions, their answers, and asking over HTTP.
        .target(
            name: "MissionBilling",
            dependencies: [
                "MissionCore", "MissionHTTP", .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: swift),
        // What the program measures of itself, through swift-metrics.
        .target(
            name: "MissionMetrics",
            dependencies: ["MissionCore", .product(name: "CoreMetrics", package: "swift-metrics")],
            swiftSettings: swift),
        // What agents tell by OpenTelemetry: pure.
        .target(
            name: "MissionTelemetry",
            dependencies: ["MissionCore", .product(name: "SwiftProtobuf", package: "swift-protobuf")],
            exclude: ["Protocol"], swiftSettings: swift),
        // Handing over what is read here to a server elsewhere.
        .target(
            name: "MissionFleet",
            dependencies: [
                "MissionCore", "MissionHTTP", .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: swift),
        // A ledger on a ClickHouse server or cluster, over HTTP.
        .target(
            name: "MissionClickHouse",
            dependencies: [
                "MissionCore", "MissionHTTP", .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOFoundationCompat", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: swift),
        // What agents ask over the Model Context Protocol.
        .target(name: "MissionMCP", dependencies: ["MissionCore"], swiftSettings: swift),
        .target(
            name: "MissionSQLite",
            dependencies: [
                "MissionCore", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: swift),
        .target(
            name: "MissionServer",
            dependencies: [
                "MissionCore", "CDashboard", "CZlib",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: swift),
        .target(name: "MissionTesting", dependencies: ["MissionCore"], swiftSettings: swift),
        // A gateway to test against, as strict as a real one.
        .target(
            name: "MissionGatewayTesting",
            dependencies: [
                "MissionCore", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: swift),
        // The system's Zstandard: OpenClaw compresses old transcripts and, since schema 23, single events.
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),
        // The system's zlib: what is pushed may come compressed.
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        // The dated price files, embedded so that the program stays one file.
        .target(name: "CPrices", cSettings: c),
        // The dashboard's page, style and script, embedded for the same reason.
        .target(name: "CDashboard", cSettings: c),
        .testTarget(
            name: "MissionCoreTests", dependencies: ["MissionCore", "MissionTesting", "OpenClawFormat"],
            exclude: ["Goldens"],
            swiftSettings: swift),
        .testTarget(
            name: "MissionSourcesTests",
            dependencies: [
                "MissionSources", "MissionCore", "MissionTesting", "CZstd",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: swift),
        .testTarget(
            name: "MissionGatewayTests",
            dependencies: [
                "MissionGateway", "MissionSources", "MissionCore", "MissionTesting", "MissionGatewayTesting",
                "OpenClawFormat",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
            ],
            swiftSettings: swift),
        .testTarget(
            name: "MissionDeliveryTests",
            dependencies: [
                "MissionDelivery", "MissionCore", "MissionTesting",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ], exclude: ["Goldens"], swiftSettings: swift),
        .testTarget(
            name: "MissionBillingTests", dependencies: ["MissionBilling", "MissionCore", "MissionTesting"],
            swiftSettings: swift),
        .testTarget(
            name: "MissionMetricsTests",
            dependencies: [
                "MissionMetrics", "MissionCore", "MissionTesting",
                .product(name: "CoreMetrics", package: "swift-metrics"),
            ],
            swiftSettings: swift),
        .testTarget(
            name: "MissionTelemetryTests",
            dependencies: [
                "MissionTelemetry", "MissionCore", "MissionTesting",
                .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ],
            swiftSettings: swift),
        .testTarget(
            name: "MissionFleetTests",
            dependencies: ["MissionFleet", "MissionSQLite", "MissionCore", "MissionTesting"],
            swiftSettings: swift),
        .testTarget(
            name: "MissionMCPTests", dependencies: ["MissionMCP", "MissionCore", "MissionTesting"],
            swiftSettings: swift),
        .testTarget(
            name: "MissionSQLiteTests",
            dependencies: [
                "MissionSQLite", "MissionCore", "MissionTesting", .product(name: "GRDB", package: "GRDB.swift"),
            ], swiftSettings: swift),
        .testTarget(
            name: "MissionClickHouseTests", dependencies: ["MissionClickHouse", "MissionCore", "MissionTesting"],
            swiftSettings: swift),
        .testTarget(
            name: "MissionServerTests",
            dependencies: [
                "MissionServer", "MissionCore", "MissionSources", "MissionTelemetry", "MissionTesting",
                "OpenClawFormat", "CZlib",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ], exclude: ["Goldens"], swiftSettings: swift),
        .testTarget(
            name: "mctlTests",
            dependencies: [
                "mctl", "MissionCore", "MissionServer", "MissionSources", "MissionGateway", "MissionDelivery",
                "MissionBilling", "MissionSQLite",
                "MissionTesting", "MissionGatewayTesting", "OpenClawFormat",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
            ], exclude: ["Goldens"], swiftSettings: swift),
    ]
)
