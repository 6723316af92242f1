import Geography

/// A small table of a run: what its CSV file and the GeoPackage's table of that name are written from.
struct OutputRecords {
  var columns: [String]
  /// As many values as columns in each.
  var rows: [[JSONValue]]
}

extension CoverageOutput {
  /// The CSV of records.
  func table(_ records: OutputRecords, to sink: GeoJSONWriter.Sink?) throws -> [UInt8] {
    var table = OutputTable(columns: records.columns, sink: sink, marksByteOrder: marksByteOrder)
    for row in records.rows { table.appendRow(row.map(OutputTable.field)) }
    return try table.finish()
  }

  /// Records as features without a place.
  func features(_ records: OutputRecords) -> [GeoJSONFeature] {
    records.rows.map { row in
      GeoJSONFeature(geometry: nil, properties: zip(records.columns, row).map { JSONMember($0, $1) })
    }
  }
}
