// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that nobody who builds `circle` builds this. It compiles the engine's modules from the same
// sources (`engine` is a link to `../Sources`), for what it times is `package` to the engine.
let package = Package(
  name: "cultural-circle-benchmarks",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // The runner: stages, counts, checksums, comparison with an earlier run, batches.
    .executableTarget(
      name: "circle-bench",
      dependencies: [
        "BenchmarkRecords", "Coverage", "Walking", "OpenStreetMap", "Geography", "Parallel", "CDeflate", "CZlib",
        "CAllocations", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    // What is measured as values: spreads, tables, comparisons. Knows nothing of the engine.
    .target(name: "BenchmarkRecords"),
    .testTarget(name: "BenchmarkRecordsTests", dependencies: ["BenchmarkRecords"]),
    // Counts what a program takes from the heap (a link to the tests' own).
    .target(name: "CAllocations", path: "allocations"),
    // Seeded cities of any size.
    .target(name: "CityGenerator", dependencies: ["CDeflate"]),
    .executableTarget(
      name: "generate-city",
      dependencies: ["CityGenerator", .product(name: "ArgumentParser", package: "swift-argument-parser")]),
    .testTarget(name: "CityGeneratorTests", dependencies: ["CityGenerator", "OpenStreetMap"]),
    // The street graph and the venues' places on it as plain arrays, so that peers search the same graph.
    .executableTarget(
      name: "export-graph",
      dependencies: ["Coverage", .product(name: "ArgumentParser", package: "swift-argument-parser")]),
    // Floors in C: what the machine takes for the bare work.
    .target(name: "CFloors"),
    // The engine.
    .target(
      name: "Coverage",
      dependencies: [
        "Walking", "OpenStreetMap", "PROJ", "GEOS", "SQLite", "Geography", "Rasters", "Columns", "Parallel", "CCrypto",
      ],
      path: "engine/Coverage", resources: [.embedInCode("Resources")]),
    .target(
      name: "Walking", dependencies: ["OpenStreetMap", "PROJ", "Geography", "Columns", "Parallel"],
      path: "engine/Walking"),
    .target(name: "Columns", dependencies: ["Geography", "Parallel", "CDeflate"], path: "engine/Columns"),
    .target(
      name: "OpenStreetMap",
      dependencies: ["Geography", "Parallel", "CDeflate", "CLZ4", "CBZip2", "CZlib", "CXML2"],
      path: "engine/OpenStreetMap"),
    .target(name: "Rasters", dependencies: ["Geography", "CTIFF"], path: "engine/Rasters"),
    .target(name: "PROJ", dependencies: ["Geography", "CPROJ"], path: "engine/PROJ"),
    .target(name: "GEOS", dependencies: ["Geography", "CGEOS"], path: "engine/GEOS"),
    .target(name: "SQLite", dependencies: ["CSQLite"], path: "engine/SQLite"),
    .target(name: "Geography", path: "engine/Geography"),
    .target(name: "Parallel", path: "engine/Parallel"),
    .systemLibrary(name: "CPROJ", path: "engine/CPROJ", pkgConfig: "proj", providers: [.apt(["libproj-dev"])]),
    .systemLibrary(name: "CGEOS", path: "engine/CGEOS", pkgConfig: "geos", providers: [.apt(["libgeos-dev"])]),
    .systemLibrary(
      name: "CDeflate", path: "engine/CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
    .systemLibrary(
      name: "CSQLite", path: "engine/CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CLZ4", path: "engine/CLZ4", pkgConfig: "liblz4", providers: [.apt(["liblz4-dev"])]),
    .systemLibrary(name: "CBZip2", path: "engine/CBZip2", providers: [.apt(["libbz2-dev"])]),
    .systemLibrary(name: "CZlib", path: "engine/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CCrypto", path: "engine/CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CTIFF", path: "engine/CTIFF", pkgConfig: "libtiff-4", providers: [.apt(["libtiff-dev"])]),
    .systemLibrary(name: "CXML2", path: "engine/CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
  ],
  swiftLanguageModes: [.v6]
)
