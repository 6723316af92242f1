/// Turns the first two numbers of a position into a place; `nil` when they are none.
public typealias GeoJSONPlacing = (_ x: Double, _ y: Double) -> Coordinate?

/// Reads GeoJSON (RFC 7946) files: a feature collection, a feature or a geometry alone.
///
/// It reads strictly: what RFC 8259 or RFC 7946 refuses is an error that names the file, the feature and the
/// fault. Lenient in three things that are unambiguous: a byte order mark, rings wound either way, and a `crs`
/// member that names WGS 84. Unclosed rings are refused. Validity of polygons is for GEOS to judge.
public enum GeoJSONReader {
  /// The largest file read, 256 MiB; a national boundary at full detail has about 100.
  public static let maximumBytes = 256 << 20

  /// The features of a file, in file order; a geometry alone becomes one feature without properties.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - placing: How positions become places, for files in another system than RFC 7946 has; a `crs` member is then
  ///     passed over.
  /// - Throws: ``InputError`` that names the file and, where there are several, the feature (counted from 1).
  /// - Complexity: Linear in the size of the file.
  public static func read(path: String, placing: GeoJSONPlacing? = nil) throws -> [GeoJSONFeature] {
    try features(in: InputFile.bytes(path: path, maximumBytes: maximumBytes), named: path, placing: placing)
  }

  /// The features of a text in memory.
  ///
  /// - Parameters:
  ///   - bytes: The text, UTF-8.
  ///   - name: The name that errors give the text.
  ///   - placing: As in ``read(path:placing:)``.
  /// - Throws: ``InputError``.
  /// - Complexity: Linear in the count of bytes.
  public static func features(
    in bytes: [UInt8], named name: String, placing: GeoJSONPlacing? = nil
  ) throws -> [GeoJSONFeature] {
    let subject = name.printable(limit: 200)
    var parser = JSONParser(bytes)
    parser.placing = placing
    do {
      switch parser.peek() {
      case nil: throw InputError(subject, "is empty", remedy: "give a GeoJSON file")
      case 0x7B: break
      case let byte: throw notGeoJSON(subject, firstByte: byte)
      }
      let object = try GeoJSONObject(from: &parser, isRoot: true)
      try parser.expectEnd()
      return try object.rootFeatures()
    } catch let failure as JSONParser.Failure {
      throw InputError(
        subject, "not valid GeoJSON, line \(failure.line), byte \(failure.offset): \(failure.problem)",
        remedy: "correct the file or export it again")
    } catch let fault as GeoJSONFault {
      throw InputError(subject, "GeoJSON \(fault.place)\(fault.problem)", remedy: fault.remedy)
    }
  }

  private static func notGeoJSON(_ subject: String, firstByte: UInt8?) -> InputError {
    let looks =
      switch firstByte {
      case 0x3C: "it looks like XML (KML, GPX or HTML)"
      case 0xFE, 0xFF, 0: "it looks like UTF-16"
      case 0x5B: "a list stands at the top"
      default: "it does not begin with '{'"
      }
    return InputError(subject, "is not GeoJSON: \(looks)", remedy: "convert it to GeoJSON (RFC 7946, UTF-8)")
  }
}

/// A fault in what the JSON means, before it is known which file it is in.
struct GeoJSONFault: Error {
  /// The number of the feature, from 1.
  var feature: Int?
  /// What is wrong.
  var problem: String
  /// What to do.
  var remedy: String

  init(_ problem: String, remedy: String = "correct the file") {
    self.problem = problem
    self.remedy = remedy
  }

  var place: String { feature.map { "feature \($0): " } ?? "" }

  /// Runs a step of reading and writes the number of the feature into its faults.
  static func located<Result>(inFeature number: Int, _ step: () throws -> Result) throws -> Result {
    do {
      return try step()
    } catch var fault as GeoJSONFault {
      fault.feature = fault.feature ?? number
      throw fault
    }
  }
}
