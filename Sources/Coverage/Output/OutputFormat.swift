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
    let files = writtenFileNames
    return try geoPackage(
      GeoPackageLayer.allCases.filter { layer in layer.file.map(files.contains) ?? true }, to: sink)
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
    for entry in columnEntries {
      table.appendRow([entry.file, entry.column, entry.meaning, entry.unit])
    }
    return try table.finish()
  }

  /// What each column of this run means.
  var columnEntries: [ColumnDictionary.Entry] { ColumnDictionary(self).entries }

  /// The features of a layer of the GeoPackage.
  func features(of layer: GeoPackageLayer) -> [GeoJSONFeature] {
    switch layer {
    case .gaps: result.gaps.map(feature(ofGap:))
    case .covered: Array(coveredFeatures)
    case .isochrones: Array(isochroneFeatures)
    case .venues: result.venues.map(feature(ofVenue:))
    case .homes: Array(homeFeatures)
    case .areas: Array(areaFeatures)
    case .failing: features(failingRecords)
    case .indicators: features(indicatorRecords)
    case .profiles: features(profileRecords)
    case .survey: features(surveyRecords)
    case .hours: features(hourRecords)
    case .merges: features(mergeRecords)
    case .run: features(OutputRecords(columns: ["name", "value"], rows: runRows.map { [.string($0), .string($1)] }))
    }
  }

  /// What was asked, name by name.
  private var runRows: [(String, String)] {
    let asked = result.parameters
    let always: [(String, String)] = [
      ("attribution", OutputText.attribution), ("program", "circle \(CircleVersion.number)"),
      ("study_area", result.studyArea.name), ("limit_minutes", OutputText.shortDecimal(asked.limit.minutes)),
      ("speed_kmh", OutputText.shortDecimal(asked.profile.speed.kilometresPerHour)),
      ("kinds", asked.kinds.map(\.rawValue).joined(separator: ",")), ("weight_unit", unit),
      ("osm_timestamp", result.header.timestamp.map(RunRecord.isoTime) ?? ""),
    ]
    var rows = always + ruleRows + walkerRows
    rows += (result.selection?.asked.members ?? []).map { ($0.name, OutputTable.field($0.value)) }
    if let weekly = result.weekly { rows.append(("hours_of_week", "\(weekly.hours.count)")) }
    if let required = asked.requiredPercentage { rows.append(("required_percent", OutputText.shortDecimal(required))) }
    if let catchment = asked.catchment { rows.append(("catchment", catchment.rawValue)) }
    return rows
  }

  private var ruleRows: [(String, String)] {
    guard let rule = result.parameters.rule else { return [] }
    let clauses = RuleSheet(rule).clauses.map { "\($0.name): \($0.text)" }.joined(separator: "; ")
    let beside = result.parameters.rulesBeside.map(\.name)
    let own = [
      ("rule", rule.name), ("rule_title", rule.title), ("rule_document", rule.document), ("rule_clauses", clauses),
      ("area_type", result.parameters.areaType.rawValue),
    ]
    return own + (beside.isEmpty ? [] : [("rules_beside", beside.joined(separator: ","))])
  }

  private var walkerRows: [(String, String)] {
    let choice = result.parameters.walkers
    let walkers = [
      ("walkers", choice.profiles.map(\.profile.name).joined(separator: ",")),
      ("unknown_tags", choice.unknown.rawValue),
    ]
    return (choice.profiles.isEmpty ? [] : walkers)
      + (result.parameters.tellsFirmness ? [("band", "speed a tenth less to a tenth more")] : [])
  }
}
