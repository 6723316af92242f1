// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that nobody who builds `circle` builds this. It compiles the engine's modules from the same
// sources (`engine` is a link to `../../Sources`), for libFuzzer sees only code that was compiled for it. `run.sh`
// builds it: it needs `-sanitize=fuzzer` and `-enable-testing`.
let package = Package(
  name: "cultural-circle-fuzzing",
  targets: [
    // One program; its first argument names the target. Two of its files are links to the tests' own.
    .executableTarget(
      name: "circle-fuzz",
      dependencies: [
        "Coverage", "Walking", "Columns", "OpenStreetMap", "PROJ", "Rasters", "Geography", "CFuzzer", "CDeflate",
        "CLZ4",
      ]),
    // libFuzzer's entrance.
    .systemLibrary(name: "CFuzzer"),
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
    .systemLibrary(name: "CPROJ", path: "engine/CPROJ", pkgConfig: "proj"),
    .systemLibrary(name: "CGEOS", path: "engine/CGEOS", pkgConfig: "geos"),
    .systemLibrary(name: "CDeflate", path: "engine/CDeflate", pkgConfig: "libdeflate"),
    .systemLibrary(name: "CSQLite", path: "engine/CSQLite", pkgConfig: "sqlite3"),
    .systemLibrary(name: "CLZ4", path: "engine/CLZ4", pkgConfig: "liblz4"),
    .systemLibrary(name: "CBZip2", path: "engine/CBZip2"),
    .systemLibrary(name: "CZlib", path: "engine/CZlib", pkgConfig: "zlib"),
    .systemLibrary(name: "CCrypto", path: "engine/CCrypto", pkgConfig: "libcrypto"),
    .systemLibrary(name: "CTIFF", path: "engine/CTIFF", pkgConfig: "libtiff-4"),
    .systemLibrary(name: "CXML2", path: "engine/CXML2", pkgConfig: "libxml-2.0"),
  ],
  swiftLanguageModes: [.v6]
)
