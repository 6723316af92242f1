import CPROJ
import Geography

extension ProjectionDefinition {
  /// The longest CRS text accepted.
  public static let maximumLength = 1000
  /// How far the scale may differ from 1; Web Mercator passes it beyond latitude 18.
  public static let maximumScaleError = 0.05
  /// How far the study area may lie from the system's origin, in metres. National systems put a zone's number before
  /// its eastings, which makes 60,500,000 m of them; beyond 10^9 the lattice that land is drawn on ends.
  public static let farthestFromOrigin = 1e8

  /// The projection of a CRS that the user names, checked over the study area.
  ///
  /// Accepted are projected systems in metres whose area of use holds the box's centre, whose axes run east and
  /// north, that come back to where they started, and whose scale is within 5 % of 1: walking times are computed
  /// from its metres. PROJ chooses the operation for the box once; the network stays off.
  ///
  /// - Parameters:
  ///   - crs: An authority's code ("EPSG:32633"), a PROJ string, WKT, or a name that is exact.
  ///   - box: The study area.
  /// - Throws: ``InputError`` about `--crs` with the reason; ``ProjectionError`` when PROJ itself fails.
  public init(crs: String, covering box: CoordinateBox) throws {
    let request = CRSRequest(text: crs)
    try request.checkText()
    let context = try ProjectionContext()
    let system = try request.open(in: context)
    try system.checkKind()
    try system.checkAxes()
    try system.checkAreaOfUse(holds: box.centre)
    let pipeline = try system.pipeline(over: box)
    let untested = ProjectionDefinition(definition: crs, pipeline: pipeline, scaleAtCentre: 1)
    let scale = try request.checkedScale(of: untested, over: box)
    self.init(definition: crs, pipeline: pipeline, scaleAtCentre: scale)
  }
}

/// The text given for `--crs` or an option like it, and the errors about it.
struct CRSRequest: Hashable, Sendable {
  var text: String
  /// The option, for messages.
  var option = "--crs"
  /// What to name instead.
  var usualRemedy = "name a projected CRS in metres, such as EPSG:32633"

  /// The text as far as it is fit for a message.
  var shown: String { text.printable(limit: 60) }

  func error(_ problem: String, remedy: String? = nil) -> InputError {
    InputError(option, "\(problem): \"\(shown)\"", remedy: remedy ?? usualRemedy)
  }

  /// Refuses texts that are no CRS or that PROJ would take for the name of a file to read.
  func checkText() throws {
    guard !text.allSatisfy(\.isWhitespace) else {
      throw InputError(option, "the CRS is empty", remedy: usualRemedy)
    }
    guard text.unicodeScalars.count <= ProjectionDefinition.maximumLength else {
      throw error("the CRS text is longer than \(ProjectionDefinition.maximumLength) letters")
    }
    guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control && $0.value != 0x2028 }) else {
      throw error("the CRS text holds a line break or another control character")
    }
    let folded = text.lowercased().filter { !$0.isWhitespace }
    guard !folded.hasPrefix("@"), !folded.hasPrefix("file:") else { throw error("the CRS names a file") }
    guard !folded.contains("init=") else {
      throw error("the CRS uses the old form +init=, which names a file", remedy: "write the code, as in EPSG:32633")
    }
    guard !folded.contains("parameterfile"), !folded.contains("://") || folded.contains("opengis.net") else {
      throw error("the CRS refers to a file or an address to fetch")
    }
    if folded.hasPrefix("+") || folded.hasPrefix("proj=") {
      guard !folded.contains("/"), !folded.contains("\\"), !folded.contains("..") else {
        throw error("the CRS refers to a file")
      }
      // The plane serves to measure in; everything returns to WGS 84 the way it came, so no datum shift matters.
      guard !folded.replacing("grids=@null", with: "").contains("grids=") else {
        throw error("the CRS needs a grid file", remedy: "leave the grid away; no datum shift is needed here")
      }
      guard !folded.contains("proj=pipeline") else { throw error("the CRS is a pipeline, not a CRS") }
    }
  }

  /// Lets PROJ read the text.
  func open(in context: ProjectionContext) throws -> CRSObject {
    var source = text
    // Without it a PROJ string is an operation from radians, not a CRS.
    if text.contains("proj="), text.contains("+") || text.hasPrefix("proj="), !text.contains("type=crs") {
      source += " +type=crs"
    }
    guard let object = context.call({ proj_create($0, source) }) else {
      let reason = context.lastMessage
      guard context.hasDatabase else { throw databaseMissing }
      throw error("PROJ knows no such CRS (\(reason.printable(limit: 120)))")
    }
    let crs = CRSObject(object: object, context: context, request: self)
    guard proj_is_crs(object) != 0 else { throw error("PROJ reads it, but as no CRS") }
    try crs.checkName()
    return crs
  }

  /// The error of a PROJ without its database.
  var databaseMissing: InputError {
    InputError(
      option, "PROJ cannot find its database proj.db, which it needs for \"\(shown)\"",
      remedy: "set PROJ_DATA to the folder that holds proj.db, or leave \(option) away")
  }
}

// MARK: - Measuring

extension CRSRequest {
  /// Tries the projection at the centre and corners of the box and gives its scale at the centre.
  func checkedScale(of definition: ProjectionDefinition, over box: CoordinateBox) throws -> Double {
    do {
      let projection = try Projection(definition)
      try checkRoundTrip(of: projection, over: box)
      try checkOrigin(of: projection, at: box.centre)
      return try measuredScale(of: projection, at: box.centre)
    } catch let failure as ProjectionError {
      throw error("the CRS cannot show the study area (\(failure.message.printable(limit: 120)))")
    }
  }

  /// Corners and centre must come back to within 1e-6 degree (0.1 m).
  private func checkRoundTrip(of projection: Projection, over box: CoordinateBox) throws {
    let (west, south) = (box.southWest.longitudeE7, box.southWest.latitudeE7)
    let (east, north) = (box.northEast.longitudeE7, box.northEast.latitudeE7)
    let places = [
      box.southWest, Coordinate(longitudeE7: east, latitudeE7: south), box.northEast,
      Coordinate(longitudeE7: west, latitudeE7: north), box.centre,
    ]
    let returned = try projection.unproject(projection.project(places))
    for (there, back) in zip(places, returned) {
      let eastError = (Int64(there.longitudeE7) - Int64(back.longitudeE7)).magnitude
      let northError = (Int64(there.latitudeE7) - Int64(back.latitudeE7)).magnitude
      guard eastError <= 10, northError <= 10 else {
        throw error("places of the study area do not come back through the CRS to where they were")
      }
    }
  }

  private func checkOrigin(of projection: Projection, at centre: Coordinate) throws {
    let point = try projection.project(centre)
    guard max(abs(point.x), abs(point.y)) <= ProjectionDefinition.farthestFromOrigin else {
      throw error(
        "the study area lies over \(Int(ProjectionDefinition.farthestFromOrigin / 1000)) km from the CRS's origin")
    }
  }

  /// Length of a short step east and of one north, projected over ellipsoidal.
  private func measuredScale(of projection: Projection, at centre: Coordinate) throws -> Double {
    let half: Int32 = 25_000  // 0.005 degree across, some 500 m
    let west = Coordinate(longitudeE7: max(centre.longitudeE7, -1_799_000_000) - half, latitudeE7: centre.latitudeE7)
    let east = Coordinate(longitudeE7: west.longitudeE7 + 2 * half, latitudeE7: centre.latitudeE7)
    let latitude = max(-899_000_000, min(899_000_000, centre.latitudeE7))
    let south = Coordinate(longitudeE7: centre.longitudeE7, latitudeE7: latitude - half)
    let north = Coordinate(longitudeE7: centre.longitudeE7, latitudeE7: latitude + half)
    let points = try projection.project([west, east, south, north])
    let (dxEast, dyEast) = (points[1].x - points[0].x, points[1].y - points[0].y)
    let (dxNorth, dyNorth) = (points[3].x - points[2].x, points[3].y - points[2].y)
    guard dxEast > 0, dyNorth > 0, dxEast * dyNorth > dyEast * dxNorth else {
      throw error("the axes of the CRS do not run east and north here")
    }
    let eastScale =
      (dxEast * dxEast + dyEast * dyEast).squareRoot() / Ellipsoid.lengthInMetres(from: west, to: east)
    let northScale =
      (dxNorth * dxNorth + dyNorth * dyNorth).squareRoot() / Ellipsoid.lengthInMetres(from: south, to: north)
    for scale in [eastScale, northScale] where !(abs(scale - 1) <= ProjectionDefinition.maximumScaleError) {
      throw error(
        "the CRS distorts lengths here: its scale is \(Self.threeDecimals(scale)), over 5 % from 1",
        remedy: "name a CRS made for this place, such as its UTM zone, or leave --crs away")
    }
    return (eastScale * northScale).squareRoot()
  }

  private static func threeDecimals(_ value: Double) -> String {
    String(decoding: JSONValue.decimal(value, places: 3).encoded(), as: UTF8.self)
  }
}
