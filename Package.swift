// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "cultural-circle",
  products: [
    .executable(name: "circle", targets: ["circle"]),
    .library(name: "Coverage", targets: ["Coverage"]),
    .library(name: "Walking", targets: ["Walking"]),
    .library(name: "OpenStreetMap", targets: ["OpenStreetMap"]),
    .library(name: "Geography", targets: ["Geography"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // The command: parsing and messages, no logic.
    .executableTarget(
      name: "circle",
      dependencies: [
        "Coverage",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    // Venues, homes, areas: who is reached and where the gaps are.
    .target(
      name: "Coverage",
      dependencies: [
        "Walking", "OpenStreetMap", "PROJ", "GEOS", "Geography", "Columns", "Parallel", "CCrypto",
      ]),
    // Profile, street graph, snapping, searches, travel-time field, isochrones.
    .target(name: "Walking", dependencies: ["OpenStreetMap", "PROJ", "Geography", "Columns", "Parallel"]),
    // Decodes extracts into nodes, ways, relations and areas; knows no tag's meaning.
    .target(
      name: "OpenStreetMap",
      dependencies: ["Geography", "Parallel", "CDeflate", "CLZ4", "CBZip2", "CZlib", "CXML2"]),
    // Arrays that may lie in a mapped file, and files of them.
    .target(name: "Columns", dependencies: ["Geography", "Parallel", "CDeflate"]),
    // The two wrappers, and plain values.
    .target(name: "PROJ", dependencies: ["Geography", "CPROJ"]),
    .target(name: "GEOS", dependencies: ["Geography", "CGEOS"]),
    .target(name: "Geography"),
    // One function: a map over indices on Dispatch.
    .target(name: "Parallel"),
    // System libraries: a module map and a shim each.
    .systemLibrary(name: "CPROJ", pkgConfig: "proj", providers: [.apt(["libproj-dev"])]),
    .systemLibrary(name: "CGEOS", pkgConfig: "geos", providers: [.apt(["libgeos-dev"])]),
    .systemLibrary(name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
    .systemLibrary(name: "CLZ4", pkgConfig: "liblz4", providers: [.apt(["liblz4-dev"])]),
    .systemLibrary(name: "CBZip2", providers: [.apt(["libbz2-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    // Tests.
    .target(
      name: "TestSupport", dependencies: ["Walking", "OpenStreetMap", "Geography"], path: "Tests/TestSupport"),
    .testTarget(name: "GeographyTests", dependencies: ["Geography", "Parallel", "TestSupport"]),
    .testTarget(name: "GEOSTests", dependencies: ["GEOS", "TestSupport"]),
    .testTarget(name: "PROJTests", dependencies: ["PROJ", "TestSupport"]),
    .testTarget(
      name: "OpenStreetMapTests", dependencies: ["OpenStreetMap", "GEOS", "TestSupport", "CDeflate", "CLZ4"]),
    .testTarget(name: "ColumnsTests", dependencies: ["Columns", "TestSupport"]),
    .testTarget(name: "WalkingTests", dependencies: ["Walking", "TestSupport"]),
    .testTarget(name: "CoverageTests", dependencies: ["Coverage", "Columns", "TestSupport"]),
    .testTarget(name: "CircleTests", dependencies: ["Coverage", "GEOS", "TestSupport", "CAllocations", "circle"]),
    // Counts what the tests take from the heap.
    .target(name: "CAllocations", path: "Tests/CAllocations"),
  ],
  swiftLanguageModes: [.v6]
)
