import Geography
import SQLite

/// A form in which a run's layers are written beside GeoJSON and CSV.
public enum OutputFormat: String, CaseIterable, Sendable {
  /// One GeoPackage of the whole run.
  case geoPackage = "gpkg"
  /// A text sequence a layer (RFC 8142): a feature at a time, for pipes.
  case sequence = "geojsonseq"

  /// The files it adds to a run's folder.
  var fileNames: [String] {
    switch self {
    case .geoPackage: ["run.gpkg"]
    case .sequence: ["gaps", "isochrones", "covered", "venues", "areas"].map { $0 + ".geojsons" }
    }
  }
}

extension CoverageOutput {
  /// The run as a GeoPackage.
  ///
  /// - Throws: ``InputError`` with SQLite's reason, and what the sink throws.
  public func geoPackage(to sink: GeoJSONWriter.Sink? = nil) throws -> [UInt8] {
    try geoPackage(GeoPackageLayer.allCases, to: sink)
  }

  /// The gaps alone as a GeoPackage, with what was asked.
  package func gapPackage() throws -> [UInt8] { try geoPackage([.gaps, .run], to: nil) }

  /// The gaps alone as a sequence of features.
  package func gapSequence() throws -> [UInt8] { try sequence(of: features(of: .gaps)) }

  private func geoPackage(_ layers: [GeoPackageLayer], to sink: GeoJSONWriter.Sink?) throws -> [UInt8] {
    do {
      let package = try GeoPackage(self, layers: layers)
      var bytes: [UInt8] = []
      try package.write { if let sink { try sink($0) } else { bytes += $0 } }
      return bytes
    } catch let error as SQLiteError {
      throw InputError("the GeoPackage", "\(error)", remedy: "leave --format gpkg away, and report this")
    }
  }

  /// A layer as a sequence of features, each behind a record separator and before a line feed (RFC 8142).
  public func sequence(of features: some Sequence<GeoJSONFeature>, to sink: GeoJSONWriter.Sink? = nil) throws
    -> [UInt8]
  {
    var writer = GeoJSONWriter.sequence(to: sink)
    for feature in features { try writer.write(feature) }
    return try writer.finish()
  }

  /// `columns.csv`: what each column and property means.
  public func columnsTable(to sink: GeoJSONWriter.Sink? = nil) throws -> [UInt8] {
    var table = OutputTable(
      columns: ["file", "column", "meaning", "unit"], sink: sink, marksByteOrder: marksByteOrder)
    for entry in ColumnDictionary(unit: unit, kinds: result.parameters.kinds).entries + catchmentEntries {
      table.appendRow([entry.file, entry.column, entry.meaning, entry.unit])
    }
    return try table.finish()
  }

  /// The features of a layer of the GeoPackage.
  func features(of layer: GeoPackageLayer) -> [GeoJSONFeature] {
    switch layer {
    case .gaps: result.gaps.map(feature(ofGap:))
    case .covered: Array(coveredFeatures)
    case .isochrones: Array(isochroneFeatures)
    case .venues: result.venues.map(feature(ofVenue:))
    case .homes: result.homes.map(feature(ofHome:))
    case .areas: Array(areaFeatures)
    case .indicators: indicatorFeatures
    case .run: runFeatures
    }
  }

  /// A home as a point; the columns are those of `homes.csv` that a map can use.
  private func feature(ofHome found: HomeResult) -> GeoJSONFeature {
    let venue = found.venue.flatMap { result.venues.indices.contains($0) ? result.venues[$0].venue : nil }
    return GeoJSONFeature(
      id: found.home.id, geometry: .point(found.home.coordinate),
      properties: [
        JSONMember(unit, .decimal(found.home.weight, places: 3)),
        JSONMember("source", .string(found.home.source.rawValue)), JSONMember("minutes", minutes(found.time)),
        JSONMember("milliseconds", found.time.isReachable ? .integer(Int(found.time.milliseconds)) : .null),
        JSONMember("covered", .bool(found.isCovered(within: result.parameters.limit))),
        JSONMember("venues_within", .integer(found.venuesWithin)),
        JSONMember("venue_id", text(venue?.id)), JSONMember("venue", text(venue?.name)),
      ]
        + zip(result.parameters.kinds, found.timesByKind).map {
          JSONMember("minutes_\($0.rawValue)", minutes($1))
        } + [JSONMember("edge_limited", .bool(found.isEdgeLimited))])
  }

  private var indicatorFeatures: [GeoJSONFeature] {
    indicatorRows.map { row in
      GeoJSONFeature(
        geometry: nil,
        properties: [
          JSONMember("indicator", .string(row.indicator)), JSONMember("scope", .string(row.scope)),
          JSONMember("kind", .string(row.kind)), JSONMember("value", figure(row.value, places: row.places)),
          JSONMember("unit", .string(row.unit)), JSONMember("definition", .string(row.definition)),
        ])
    }
  }

  private var runFeatures: [GeoJSONFeature] {
    let asked = result.parameters
    let rows: [(String, String)] = [
      ("attribution", OutputText.attribution), ("program", "circle \(CircleVersion.number)"),
      ("study_area", result.studyArea.name), ("limit_minutes", OutputText.shortDecimal(asked.limit.minutes)),
      ("speed_kmh", OutputText.shortDecimal(asked.profile.speed.kilometresPerHour)),
      ("kinds", asked.kinds.map(\.rawValue).joined(separator: ",")), ("weight_unit", unit),
      ("osm_timestamp", result.header.timestamp.map(RunRecord.isoTime) ?? ""),
    ]
    return rows.map { name, value in
      GeoJSONFeature(
        geometry: nil, properties: [JSONMember("name", .string(name)), JSONMember("value", .string(value))])
    }
  }
}
