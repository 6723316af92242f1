import Coverage
import Geography

/// Small good files of rules, walkers, people and areas.
enum DocumentSeeds {
  static var all: [(FuzzTarget, [(String, [UInt8])])] {
    [
      (.rule, rules), (.profile, profiles), (.raster, rasters), (.people, people), (.areas, areas),
      (.prepared, changes),
    ]
  }

  /// A change in each section, by one of several values; see ``PreparedTarget``.
  private static let changes: [(String, [UInt8])] = (0..<64).map { section in
    let values: [[UInt8]] = [[0, 0, 0, 0], [1, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0x7F]]
    return ("section\(section)", [UInt8(section), UInt8(section % 7), 0, 2] + values[section % 4])
  }

  private static let rules =
    CoverageRule.packNames.compactMap { name in
      (try? CoverageRule(pack: name)).map { (name, $0.json.encoded(pretty: true)) }
    }

  private static let profiles = NamedProfile.shippedNames.compactMap { name in
    (try? NamedProfile(name)).map { (name, Array($0.text.utf8)) }
  }

  private static let rasters: [(String, [UInt8])] = {
    let values: [Double] = [1, 0, 2, 3, -9999, 4, 5, 6, 7, 8, 9, 10]
    let grid = """
      ncols 4
      nrows 3
      xllcorner 14.98
      yllcorner 49.99
      cellsize 0.01
      NODATA_value -9999
      1 0 2 3
      -9999 4 5.5 6e0
      7 8 nan 10

      """
    var seeds = [("grid", Array(grid.utf8))]
    for sample in MadeTIFF.Sample.allCases where !sample.rawValue.hasPrefix("u") {
      var tiff = MadeTIFF(columns: 4, rows: 3, values: sample == .int8 ? values.map { max($0, -99) } : values)
      tiff.sample = sample
      tiff.place(west: 14.98, north: 50.02, width: 0.01, height: 0.01)
      tiff.isBigEndian = sample == .int16 || sample == .int32
      tiff.isBigTIFF = sample == .int64
      if sample == .float64 { tiff.tile = (16, 16) }
      tiff.texts[42_113] = "-9999"
      tiff.setKeys([1024: 2, 1025: sample == .int8 ? 2 : 1, 2048: 4326])
      if sample == .int32 { tiff.packing = (8, { PBFEncoder.zlib($0) }) }
      seeds.append((sample.rawValue, tiff.bytes))
    }
    return seeds
  }()

  private static let people: [(String, [UInt8])] = [
    ("points", "lat,lon,people,children,older\n50,15,12.5,2,3\n50.01,15.02,0,,\n"),
    ("columns", "纬度;经度;people;老年人;残疾人\n50;15;7;1;0\n"),
    (
      "polygons",
      #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"people":120,"older":"30"},"geometry":{"type":"Polygon","coordinates":[[[15,50],[15.01,50],[15.01,50.01],[15,50]]]}},{"type":"Feature","properties":{"people":4},"geometry":{"type":"Point","coordinates":[15,50]}},{"type":"Feature","properties":{"people":null},"geometry":null}]}"#
    ),
  ].map { ($0.0, Array($0.1.utf8)) }

  private static let areas: [(String, [UInt8])] = [
    (
      "levels",
      #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"甲区","code":"330102","type":"urban","level":"district"},"geometry":{"type":"Polygon","coordinates":[[[14.9,49.9],[15.1,49.9],[15.1,50.1],[14.9,50.1],[14.9,49.9]]]}},{"type":"Feature","id":"b","properties":{"name":"乙街道","code":"330102001","城乡":"112"},"geometry":{"type":"MultiPolygon","coordinates":[[[[15,50],[15.1,50],[15,50.1],[15,50]]],[[[14.95,49.95],[14.97,49.95],[14.96,49.97],[14.95,49.95]]]]}}]}"#
    ),
    (
      "parts",
      #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"A","id":1},"geometry":{"type":"Polygon","coordinates":[[[15,50],[15.1,50],[15.1,50.1],[15,50]]]}},{"type":"Feature","properties":{"name":"A","id":1},"geometry":{"type":"GeometryCollection","geometries":[{"type":"Polygon","coordinates":[[[15,50],[15.1,50.1],[15,50.1],[15,50]]]}]}}]}"#
    ),
  ].map { ($0.0, Array($0.1.utf8)) }
}
