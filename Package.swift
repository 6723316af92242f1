// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "cultural-circle",
  products: [
    .executable(name: "circle", targets: ["circle"]),
    .executable(name: "circle-map", targets: ["circle-map"]),
    .library(name: "PlannerMap", targets: ["PlannerMap"]),
    .library(name: "Coverage", targets: ["Coverage"]),
    .library(name: "Walking", targets: ["Walking"]),
    .library(name: "OpenStreetMap", targets: ["OpenStreetMap"]),
    .library(name: "Geography", targets: ["Geography"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // The map's server only: building the product `circle` builds none of it.
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    // The command: parsing and messages, no logic.
    .executableTarget(
      name: "circle",
      dependencies: [
        "CommandOptions", "Coverage",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    // The planners' map: the page and its server, started by `circle serve`.
    .executableTarget(
      name: "circle-map",
      dependencies: [
        "PlannerMap", "CommandOptions", "Coverage", "Walking", "Geography",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    // The options that shape a city, which both programs take.
    .target(
      name: "CommandOptions",
      dependencies: [
        "Coverage", "Walking", "Geography",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    // HTTP, vector tiles and the page over a city that answers.
    .target(
      name: "PlannerMap",
      dependencies: [
        "Coverage", "Walking", "OpenStreetMap", "Geography", "CDeflate",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      resources: [.embedInCode("Resources")]),
    // Venues, homes, areas: who is reached and where the gaps are.
    .target(
      name: "Coverage",
      dependencies: [
        "Walking", "OpenStreetMap", "PROJ", "GEOS", "SQLite", "Geography", "Rasters", "Columns", "Parallel", "CCrypto",
      ],
      resources: [.embedInCode("Resources")]),
    // Profile, street graph, snapping, searches, travel-time field, isochrones.
    .target(name: "Walking", dependencies: ["OpenStreetMap", "PROJ", "Geography", "Columns", "Parallel"]),
    // Decodes extracts into nodes, ways, relations and areas; knows no tag's meaning.
    .target(
      name: "OpenStreetMap",
      dependencies: ["Geography", "Parallel", "CDeflate", "CLZ4", "CBZip2", "CZlib", "CXML2"]),
    // Arrays that may lie in a mapped file, and files of them.
    .target(name: "Columns", dependencies: ["Geography", "Parallel", "CDeflate"]),
    // Grids of numbers on the Earth, a window at a time: GeoTIFF and ESRI ASCII.
    .target(name: "Rasters", dependencies: ["Geography", "CTIFF"]),
    // The three wrappers, and plain values.
    .target(name: "PROJ", dependencies: ["Geography", "CPROJ"]),
    .target(name: "GEOS", dependencies: ["Geography", "CGEOS"]),
    .target(name: "SQLite", dependencies: ["CSQLite"]),
    .target(name: "Geography"),
    // One function: a map over indices on Dispatch.
    .target(name: "Parallel"),
    // System libraries: a module map and a shim each.
    .systemLibrary(name: "CPROJ", pkgConfig: "proj", providers: [.apt(["libproj-dev"])]),
    .systemLibrary(name: "CGEOS", pkgConfig: "geos", providers: [.apt(["libgeos-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
    .systemLibrary(name: "CLZ4", pkgConfig: "liblz4", providers: [.apt(["liblz4-dev"])]),
    .systemLibrary(name: "CBZip2", providers: [.apt(["libbz2-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CTIFF", pkgConfig: "libtiff-4", providers: [.apt(["libtiff-dev"])]),
    .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    // Tests.
    .target(
      name: "TestSupport", dependencies: ["Walking", "OpenStreetMap", "Geography"], path: "Tests/TestSupport"),
    .testTarget(name: "GeographyTests", dependencies: ["Geography", "Parallel", "TestSupport"]),
    .testTarget(name: "GEOSTests", dependencies: ["GEOS", "TestSupport"]),
    .testTarget(name: "PROJTests", dependencies: ["PROJ", "TestSupport"]),
    .testTarget(
      name: "OpenStreetMapTests", dependencies: ["OpenStreetMap", "GEOS", "TestSupport", "CDeflate", "CLZ4"]),
    .testTarget(name: "RastersTests", dependencies: ["Rasters", "Geography", "TestSupport", "CDeflate"]),
    .testTarget(name: "ColumnsTests", dependencies: ["Columns", "TestSupport"]),
    .testTarget(name: "WalkingTests", dependencies: ["Walking", "TestSupport"]),
    .testTarget(name: "CoverageTests", dependencies: ["Coverage", "SQLite", "Columns", "TestSupport"]),
    .testTarget(name: "CircleTests", dependencies: ["Coverage", "GEOS", "TestSupport", "CAllocations", "circle"]),
    .testTarget(
      name: "PlannerMapTests", dependencies: ["PlannerMap", "Coverage", "Walking", "Geography", "TestSupport"]),
    // Counts what the tests take from the heap.
    .target(name: "CAllocations", path: "Tests/CAllocations"),
  ],
  swiftLanguageModes: [.v6]
)
