import Columns
import Geography

/// How a supplied file says what it says: its coordinate system, and what its columns are called.
public struct SuppliedFormat: Hashable, Sendable {
  /// The coordinate system; `nil` for WGS 84, unless the file says otherwise.
  public var crs: SuppliedCRS?
  /// Our name of a column and the file's.
  public var columns: [String: String]

  /// Longitude and latitude of WGS 84, columns by the names we know.
  public static let usual = SuppliedFormat()

  /// Makes a format.
  public init(crs: SuppliedCRS? = nil, columns: [String: String] = [:]) {
    self.crs = crs
    self.columns = columns
  }

  /// Reads pairs such as `lat=纬度,lon=经度`.
  ///
  /// - Parameter option: the option that gives them, for messages.
  /// - Throws: ``InputError`` about the option: no pair, a column we do not know, a name given twice.
  public static func columns(_ text: String, option: String) throws -> [String: String] {
    var columns: [String: String] = [:]
    for pair in text.split(separator: ",", omittingEmptySubsequences: false) {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { String($0).trimmedOfBlanks }
      guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
        throw InputError(
          option, "\(SuppliedFile.quoted(String(pair))) is no pair", remedy: "write pairs such as lat=纬度,lon=经度")
      }
      guard SuppliedTable.Column.venueColumns.contains(where: { $0.title == parts[0] }) else {
        let known = SuppliedTable.Column.venueColumns.map(\.title).joined(separator: ", ")
        throw InputError(
          option, "there is no column \(SuppliedFile.quoted(parts[0]))", remedy: "the columns are \(known)")
      }
      if let other = columns.first(where: { $0.value == parts[1] && $0.key != parts[0] })?.key {
        throw InputError(
          option, "\(SuppliedFile.quoted(parts[1])) is named for \(other) and for \(parts[0])",
          remedy: "name a column for each")
      }
      guard columns.updateValue(parts[1], forKey: parts[0]) == nil else {
        throw InputError(option, "the column \(parts[0]) is given twice", remedy: "give it once")
      }
    }
    return columns
  }

  /// Whether columns of metres are named, which mean nothing without a coordinate system.
  public var namesMetres: Bool { SuppliedTable.Column.metres.contains { columns[$0.title] != nil } }

  /// The pairs as ``columns(_:option:)`` reads them, by our names.
  var columnsText: String? {
    columns.isEmpty
      ? nil : columns.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
  }
}

/// How each of the supplied files is to be read.
public struct SuppliedFormats: Hashable, Sendable {
  /// Of the list of venues.
  public var venues = SuppliedFormat.usual
  /// Of the list of homes; it has no names of columns.
  public var homes = SuppliedFormat.usual
  /// Of the study area.
  public var boundary = SuppliedFormat.usual
  /// Of the areas that figures are told for.
  public var areas = SuppliedFormat.usual

  /// All in WGS 84.
  public init() {}
}

extension SuppliedFormats {
  func put(into archive: inout ArchiveWriter) {
    for format in [venues, homes, boundary, areas] {
      archive.put(optional: format.crs?.text) { $0.put($1) }
      archive.put(format.columns.sorted { $0.key < $1.key }) {
        $0.put($1.key)
        $0.put($1.value)
      }
    }
  }

  init(from archive: inout ArchiveReader) throws {
    self.init()
    venues = try Self.format(from: &archive)
    homes = try Self.format(from: &archive)
    boundary = try Self.format(from: &archive)
    areas = try Self.format(from: &archive)
  }

  private static func format(from archive: inout ArchiveReader) throws -> SuppliedFormat {
    let name = try archive.optional { try $0.text() }
    let columns: [(String, String)] = try archive.list { (try $0.text(), try $0.text()) }
    return SuppliedFormat(
      crs: name.map(SuppliedCRS.init(recorded:)), columns: Dictionary(columns, uniquingKeysWith: { first, _ in first }))
  }
}
