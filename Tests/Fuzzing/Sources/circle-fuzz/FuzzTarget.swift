/// What is fuzzed.
enum FuzzTarget: String, CaseIterable {
  /// A PBF file as a whole.
  case pbf
  /// The inside of one OSMData blob.
  case block
  /// A Blob message: what is unpacked, and how much of it.
  case blob
  /// The inside of the OSMHeader blob.
  case header
  /// An `.osm` file, also packed by gzip or bzip2.
  case xml
  /// The inside of one OSMData blob through the whole analysis.
  case city
  /// A GeoJSON text.
  case geojson
  /// A boundary file.
  case boundary
  /// A list of venues or homes.
  case csv
  /// A text for `--crs`.
  case crs
  /// A text of opening hours.
  case hours
  /// A rule's file.
  case rule
  /// A walker's file.
  case profile
  /// A grid of people: GeoTIFF or ESRI ASCII.
  case raster
  /// People as CSV or GeoJSON.
  case people
  /// Areas as GeoJSON.
  case areas
  /// A prepared city's file, changed and with checksums that fit.
  case prepared

  /// Set once, before libFuzzer begins.
  nonisolated(unsafe) static var current = FuzzTarget.pbf

  /// Tries one input; ends the process if it breaks a promise.
  func `try`(_ bytes: UnsafeRawBufferPointer) {
    switch self {
    case .pbf: ExtractTargets.pbf(bytes)
    case .block: ExtractTargets.block(bytes)
    case .blob: BlobTargets.blob(bytes)
    case .header: BlobTargets.header(bytes)
    case .xml: ExtractTargets.xml(bytes)
    case .city: CityTarget.city(bytes)
    case .geojson: SuppliedTargets.geojson(bytes)
    case .boundary: SuppliedTargets.boundary(bytes)
    case .csv: SuppliedTargets.csv(bytes)
    case .crs: CRSTarget.crs(bytes)
    case .hours: HoursTarget.hours(bytes)
    case .rule: DocumentTargets.rule(bytes)
    case .profile: DocumentTargets.profile(bytes)
    case .raster: PeopleTargets.raster(bytes)
    case .people: PeopleTargets.people(bytes)
    case .areas: PeopleTargets.areas(bytes)
    case .prepared: PreparedTarget.prepared(bytes)
    }
  }
}

/// libFuzzer's callback.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  FuzzTarget.current.try(UnsafeRawBufferPointer(start: bytes, count: count))
  return 0
}
