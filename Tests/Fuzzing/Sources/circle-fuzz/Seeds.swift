import Foundation
import OpenStreetMap

/// Small good inputs to begin from, a folder a target.
enum Seeds {
  static func write(to folder: String) throws {
    for (target, seeds) in all {
      let target = folder + "/" + target.rawValue
      try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
      for (name, bytes) in seeds { try Data(bytes).write(to: URL(fileURLWithPath: target + "/own-" + name)) }
    }
  }

  private static var all: [(FuzzTarget, [(String, [UInt8])])] {
    var plain = PBFEncoder()
    plain.isDense = false
    let blocks = [
      ("dense", PBFEncoder().block(city)), ("plain", plain.block(city)), ("rings", PBFEncoder().block(rings)),
    ]
    var files: [(String, [UInt8])] = []
    for (name, compression) in [("raw", PBFEncoder.Compression.raw), ("zlib", .zlib), ("lz4", .lz4)] {
      var encoder = PBFEncoder(compression: compression)
      encoder.blockSize = 20
      files.append((name, encoder.file(city)))
      files.append((name + "-any-order", encoder.file(city.reversed() + versions)))
    }
    return [
      (.pbf, files), (.block, blocks), (.city, blocks),
      (.blob, files.map { ($0.0, Array($0.1.dropFirst(45))) } + blobs), (.header, [("header", header)]),
      (.xml, [("city", osmXML(city)), ("rings", osmXML(rings)), ("versions", osmXML(versions))]),
      (.geojson, geojson), (.boundary, boundaries), (.csv, lists), (.crs, systems),
      (.hours, hours),
    ] + DocumentSeeds.all
  }

  /// The block of the small city.
  static var cityBlock: [UInt8] { PBFEncoder().block(city) }

  private static let hours: [(String, [UInt8])] = [
    "24/7", "Mo-Fr 08:00-12:00,13:00-17:30; Sa 08:00-12:00; PH off", "Apr-Oct,Dec: Sa-Mo 20:00-26:00, Th 09:00-21:00",
    "Mo,We 9:00-17:00; Mo off; Su,PH closed", "sunrise-sunset", "Mo[1] 10:00+; Dec 25 off",
  ].enumerated().map { ("hours-\($0.offset)", Array($0.element.utf8)) }

  /// Four by four streets about 15° east, 50° north with a museum, a library, houses, a gate and a river.
  private static let city: [TestElement] = {
    func longitude(_ step: Int) -> Int64 { 150_000_000 + Int64(step) * 10_000 }
    func latitude(_ step: Int) -> Int64 { 500_000_000 + Int64(step) * 10_000 }
    func id(_ row: Int, _ column: Int) -> Int64 { Int64(1 + 4 * row + column) }
    var nodes: [TestElement] = []
    for row in 0..<4 { for column in 0..<4 { nodes.append(.node(id(row, column), longitude(column), latitude(row))) } }
    nodes[6].tags = [("barrier", "gate"), ("access", "private")]
    nodes.append(.node(50, longitude(0), latitude(0), [("tourism", "museum"), ("name", "Grüne Halle")]))
    nodes.append(.node(51, longitude(3) + 500, latitude(3), [("amenity", "library"), ("name", "图书馆")]))
    for house in 0..<3 {
      let corner = (longitude(house) + 3_000, latitude(1) + 1_000)
      for (index, step) in [(0, 0), (1_400, 0), (1_400, 900), (0, 900)].enumerated() {
        let place = (corner.0 + Int64(step.0), corner.1 + Int64(step.1))
        nodes.append(.node(Int64(100 + 4 * house + index), place.0, place.1))
      }
    }
    let street = [("highway", "residential")]
    var ways: [TestElement] = (0..<4).map { row in .way(Int64(200 + row), (0..<4).map { id(row, $0) }, street) }
    ways += (0..<4).map { column in .way(Int64(210 + column), (0..<4).map { id($0, column) }, street) }
    ways.append(.way(220, [1, 6, 11], [("highway", "steps"), ("conveying", "forward")]))
    ways.append(.way(221, [50, 51], [("waterway", "river")]))
    ways += (0..<3).map { house in
      let first = Int64(100 + 4 * house)
      return .way(230 + Int64(house), [first, first + 1, first + 2, first + 3, first], [("building", "house")])
    }
    return nodes + ways
  }()

  /// A boundary of two ways, a square with a hole that walkers cross, a lake.
  private static let rings: [TestElement] = {
    let corners: [(Int64, Int64)] = [(0, 0), (40, 0), (40, 40), (0, 40), (10, 10), (20, 10), (20, 20), (10, 20)]
    let nodes = corners.enumerated().map { index, corner in
      TestElement.node(Int64(index + 1), 150_000_000 + corner.0 * 1_000, 500_000_000 + corner.1 * 1_000)
    }
    let members = [1, 2, 3].map { (ElementID(.way, $0), $0 == 3 ? "inner" : "outer") }
    return nodes + [
      .way(1, [1, 2, 3], [("highway", "footway")]), .way(2, [3, 4, 1], [("highway", "pedestrian")]),
      .way(3, [5, 6, 7, 8, 5], [("natural", "water")]),
      .way(4, [5, 6, 7, 8, 5], [("highway", "pedestrian"), ("area", "yes")]),
      .relation(1, members, [("type", "multipolygon"), ("landuse", "residential")]),
      .relation(
        2, Array(members.prefix(2)),
        [("type", "boundary"), ("boundary", "administrative"), ("admin_level", "9"), ("name", "Mitte")]),
      .relation(3, members, [("type", "multipolygon"), ("highway", "pedestrian")]),
    ]
  }()

  /// Elements twice, in versions, and deleted.
  private static let versions: [TestElement] = [
    .node(1, 150_000_000, 500_000_000).version(1), .node(1, 150_000_000, 500_000_000).version(2),
    .node(2, 150_010_000, 500_000_000).version(3, isDeleted: true),
    .way(300, [1, 2], [("highway", "path")]).version(2), .way(300, [2, 1], [("highway", "path")]).version(1),
  ]

  private static let header: [UInt8] = {
    var bounds = WireMessage()
    for (field, side) in [(1, 14_900_000_000), (2, 15_100_000_000), (3, 50_100_000_000), (4, 49_900_000_000)] {
      bounds.add(UInt64(field), zigzag: Int64(side))
    }
    var header = WireMessage()
    header.add(1, message: bounds)
    for feature in ["OsmSchema-V0.6", "DenseNodes"] { header.add(4, text: feature) }
    header.add(16, text: "by hand")
    header.add(32, varint: 1_700_000_000)
    return header.bytes
  }()

  private static let blobs: [(String, [UInt8])] = {
    let content = Array("a text, a text, a text".utf8)
    var raw = WireMessage()
    raw.add(1, bytes: content)
    var zlib = WireMessage()
    zlib.add(2, varint: UInt64(content.count))
    zlib.add(3, bytes: PBFEncoder.zlib(content))
    var lz4 = WireMessage()
    lz4.add(2, varint: UInt64(content.count))
    lz4.add(6, bytes: PBFEncoder.lz4(content))
    return [("raw", raw.bytes), ("zlib", zlib.bytes), ("lz4", lz4.bytes)]
  }()

  private static let geojson: [(String, [UInt8])] = [
    (
      "mixed",
      Array(
        #"{"type":"FeatureCollection","features":[{"type":"Feature","id":7,"properties":{"name":"\u00e9\n","n":-1.5e-3,"a":[true,null,{}]},"geometry":{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[15,50,1]},{"type":"LineString","coordinates":[[15,50],[15.1,50.1]]}]}},{"type":"Feature","geometry":null,"properties":null}]}"#
          .utf8)
    ),
    (
      "crs",
      Array(
        #"{"type":"Point","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},"coordinates":[0,0]}"#
          .utf8)
    ),
  ]

  private static let boundaries: [(String, [UInt8])] = [
    (
      "hole",
      Array(
        #"{"type":"Polygon","coordinates":[[[15,50],[15.1,50],[15.1,50.1],[15,50.1],[15,50]],[[15.02,50.02],[15.05,50.02],[15.05,50.05],[15.02,50.02]]]}"#
          .utf8)
    ),
    (
      "two",
      Array(
        #"{"type":"MultiPolygon","coordinates":[[[[15,50],[15.1,50],[15,50.1],[15,50]]],[[[15.1,50],[15.2,50],[15.1,50.1],[15.1,50]]]]}"#
          .utf8)
    ),
  ]

  private static let lists: [(String, [UInt8])] = [
    ("venues", Array("名称;类型;纬度;经度;门纬度;门经度\n\"a \"\"b\"\"\";图书馆;50,1;15;;\r\n书;博物馆;50.1;15;50.11;15.1\n".utf8)),
    ("shifted", Array("id,名称,经度,纬度,类型,开放时间\r\n1,杭州图书馆,120.2,30.25,图书馆,09:00-17:00\r\n".utf8)),
    (
      "gb18030",
      Array("id,".utf8) + [0xC3, 0xFB, 0xB3, 0xC6] + Array(",lat,lon\n1,".utf8) + [0xCD, 0xBC, 0xCA, 0xE9, 0xB9, 0xDD]
        + Array(",30.25,120.2\n".utf8)
    ),
    ("homes", Array("id,lat,lon,people\r\n1,50.1,15.2,12.5\r\n\r\n2,-50,15,0\r\n".utf8)),
    (
      "points",
      Array(
        #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"people":3,"kind":"museum"},"geometry":{"type":"Point","coordinates":[15,50]}}]}"#
          .utf8)
    ),
  ]

  private static let systems: [(String, [UInt8])] = [
    "EPSG:32633", "EPSG:3035", "WGS 84 / UTM zone 33N", "urn:ogc:def:crs:EPSG::5514",
    "+proj=laea +lat_0=50 +lon_0=15 +datum=WGS84 +units=m +no_defs",
    "+proj=tmerc +lat_0=0 +lon_0=105 +k=1 +ellps=GRS80",
    #"PROJCS["x",GEOGCS["y",DATUM["z",SPHEROID["w",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["central_meridian",15],UNIT["metre",1]]"#,
  ].enumerated().map { ("system\($0.offset)", Array($0.element.utf8)) }
}
