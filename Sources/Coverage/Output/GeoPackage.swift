import Geography
import SQLite

/// A whole run as one GeoPackage (OGC 12-128r18, version 1.3): a table a layer, with styles that QGIS takes up.
///
/// Equal results give equal bytes with one version of SQLite.
struct GeoPackage {
  /// When the contents were last changed: always the same, so that equal runs give equal bytes.
  static let timestamp = "1970-01-01T00:00:00.000Z"

  private let database: SQLiteDatabase

  /// - Parameter layers: the tables to write, those of a whole run or some.
  /// - Throws: ``SQLiteError``.
  init(_ output: CoverageOutput, layers: [GeoPackageLayer]) throws {
    database = try SQLiteDatabase()
    try database.run("PRAGMA page_size = 4096; PRAGMA application_id = 1196444487; PRAGMA user_version = 10300")
    try database.run("BEGIN")
    try makeLists()
    let (rule, entries) = (output.result.parameters.rule?.name, output.columnEntries)
    func write(_ layer: GeoPackageLayer, _ features: some Sequence<GeoJSONFeature>) throws {
      try GeoPackageTable(
        layer.rawValue, title: layer.title(rule: rule), shape: layer.shape,
        known: entries.filter { $0.file == layer.file }, features: features
      ).write(features, to: database)
    }
    for layer in layers {
      if layer == .homes { try write(layer, output.homeFeatures) } else { try write(layer, output.features(of: layer)) }
    }
    try writeStyles(layers, rule: rule)
    try database.run("COMMIT")
  }

  /// The file in pieces.
  func write(to sink: ([UInt8]) throws -> Void) throws { try database.write(to: sink) }

  private func makeLists() throws {
    try database.run(
      """
      CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
        organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL,
        description TEXT);
      INSERT INTO gpkg_spatial_ref_sys VALUES
        ('Undefined Cartesian', -1, 'NONE', -1, 'undefined', NULL),
        ('Undefined geographic', 0, 'NONE', 0, 'undefined', NULL),
        ('WGS 84', 4326, 'EPSG', 4326, '\(Self.wgs84)', 'longitude, latitude in degrees');
      CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL,
        identifier TEXT UNIQUE, description TEXT DEFAULT '',
        last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE,
        max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
        CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
      CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
        geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
        CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
        CONSTRAINT uk_gc_table_name UNIQUE (table_name),
        CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
        CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
      CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
        definition TEXT NOT NULL, scope TEXT NOT NULL,
        CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
      """)
  }

  /// QGIS takes the styles of a table of this name and shape.
  private func writeStyles(_ layers: [GeoPackageLayer], rule: String?) throws {
    try database.run(
      """
      CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT,
        f_table_schema TEXT, f_table_name TEXT, f_geometry_column TEXT, styleName TEXT, styleQML TEXT, styleSLD TEXT,
        useAsDefault BOOLEAN, description TEXT, owner TEXT, ui TEXT, update_time DATETIME);
      """)
    let insert = try database.statement(
      "INSERT INTO layer_styles VALUES (?, '', '', ?, 'geom', 'circle', ?, '', 1, ?, '', NULL, ?)")
    var number: Int64 = 0
    for layer in layers {
      guard let style = GeoPackageStyle(layer) else { continue }
      number += 1
      try insert.run([
        .integer(number), .text(layer.rawValue), .text(style.markup), .text(layer.title(rule: rule)),
        .text(Self.timestamp),
      ])
    }
    try database.statement(
      "INSERT INTO gpkg_contents VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?, NULL, NULL, NULL, NULL, NULL)"
    )
    .run([.text(Self.timestamp)])
  }

  /// EPSG:4326 as the standard's own table of systems has it.
  private static let wgs84 =
    "GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563,AUTHORITY[\"EPSG\",\"7030\"]],AUTHORITY[\"EPSG\",\"6326\"]],PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],UNIT[\"degree\",0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]],AXIS[\"Latitude\",NORTH],AXIS[\"Longitude\",EAST],AUTHORITY[\"EPSG\",\"4326\"]]"
}

/// The tables of a run's GeoPackage, in the order in which one looks at them.
enum GeoPackageLayer: String, CaseIterable {
  case gaps, covered, isochrones, venues, homes, areas, failing, indicators, profiles, survey, hours, merges, run

  /// A line on what a row is.
  ///
  /// - Parameter rule: the name of the rule that says who is covered; `nil` where the limit does.
  func title(rule: String?) -> String {
    let beyond = rule.map { "failing \($0)" } ?? "beyond the limit"
    return switch self {
    case .gaps: "Inhabited land \(beyond)"
    case .covered: "Land within each cutoff of any venue"
    case .isochrones: "Land within each cutoff of each venue"
    case .venues: "Venues and whom they reach"
    case .homes: "Homes and their walk to the nearest venue"
    case .areas: "Areas and their figures"
    case .failing: "Areas with homes \(beyond), those with most first"
    case .profiles: "Walkers and whom each reaches"
    case .survey: "Ways and nodes whose missing tags decide about homes"
    case .hours: "Hours of the week and who is covered in each"
    case .merges: "Records that were taken for one venue"
    case .indicators: "Figures of the whole, with definitions"
    case .run: "What was asked, and the notice to publish with it"
    }
  }

  var shape: GeoPackageTable.Shape? {
    switch self {
    case .venues, .homes: .point
    case .gaps, .covered, .isochrones, .areas: .polygons
    case .failing, .indicators, .profiles, .survey, .hours, .merges, .run: nil
    }
  }

  /// The file of the run's folder that has the same columns; `nil` for none.
  var file: String? {
    switch self {
    case .gaps, .covered, .isochrones, .venues, .areas: rawValue + ".geojson"
    case .homes, .failing, .indicators, .profiles, .survey, .hours, .merges: rawValue + ".csv"
    case .run: nil
    }
  }
}
