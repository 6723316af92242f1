/// The triggers that keep a table's R-tree as its geometries change (OGC 12-128r18, annex F.3); programs that edit bring
/// the functions they call.
enum GeoPackageTrigger {
  static func all(table: String) -> [String] {
    let (t, index) = (GeoPackageTable.quoted(table), GeoPackageTable.quoted("rtree_\(table)_geom"))
    let put =
      "INSERT OR REPLACE INTO \(index) VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));"
    let (isThere, isGone) = (
      "(NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))", "(NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))"
    )
    let drop = "DELETE FROM \(index) WHERE id = OLD.fid;"
    func trigger(_ name: String, _ event: String, _ condition: String, _ body: String) -> String {
      let title = GeoPackageTable.quoted("rtree_\(table)_geom_\(name)")
      return "CREATE TRIGGER \(title) AFTER \(event) ON \(t) WHEN \(condition) BEGIN \(body) END"
    }
    return [
      trigger("insert", "INSERT", isThere, put),
      trigger("update1", "UPDATE OF geom", "OLD.fid = NEW.fid AND \(isThere)", put),
      trigger("update2", "UPDATE OF geom", "OLD.fid = NEW.fid AND \(isGone)", drop),
      trigger("update3", "UPDATE", "OLD.fid != NEW.fid AND \(isThere)", drop + " " + put),
      trigger(
        "update4", "UPDATE", "OLD.fid != NEW.fid AND \(isGone)",
        "DELETE FROM \(index) WHERE id IN (OLD.fid, NEW.fid);"),
      trigger("delete", "DELETE", "OLD.geom NOT NULL", drop),
    ]
  }
}
