import ArgumentParser
import CommandOptions
import Coverage
import Geography
import Walking

/// `circle audit`: official circles around communities against real walks.
struct AuditCommand: ParsableCommand, StatusCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Holds official circles around communities against real walks.",
    discussion: """
      On paper a community is served when a circle around its centre holds a venue, and all who live in the circle count. \
      The audit tells who of them cannot walk to as many in time. A home belongs to the nearest centre whose circle \
      holds it, so that communities add up.

      EXAMPLES
        circle audit city.osm.pbf --centres communities.csv
        circle audit city.osm.pbf --centres shequ.csv --centres-crs gcj02 --radius urban=1000,rural=1500 --count 3
        circle audit city.circle --centres shequ.csv --output audit.geojson
      """)

  @OptionGroup var city: CityOptions

  @OptionGroup var runOptions: RunOptions

  @OptionGroup var limit: LimitOptions

  @Option(help: "The communities' centres as CSV or GeoJSON: lat, lon, and if known name and type (urban or rural).")
  var centres: String

  @Option(name: .customLong("centres-crs"), parsing: .unconditional, help: "Coordinate system of --centres.")
  var centresCRS: String?

  @Option(parsing: .unconditional, help: "Radius of the circles in metres, one for all or by type.")
  var radius = "urban=1000,rural=1500"

  @Option(
    parsing: .unconditional, help: "How many venues a circle must hold, and a home must have within the limit on foot.")
  var count = "1"

  @Option(help: "The type of centres that tell none: urban or rural.")
  var areaType = "urban"

  @Option(
    help:
      "The file of all communities, .csv or .geojson (with circles and homes), to write; - for CSV on standard output.")
  var output: String?

  func execute() throws -> ExitStatus {
    let analysis = try city.analysis()
    var question = CircleAudit.Question()
    question.limit = try limit.limit()
    (question.urbanRadiusInMetres, question.ruralRadiusInMetres) = try radii()
    question.venueCount = try OptionValue.whole(count, option: "--count", in: 1...100)
    guard let usual = AreaType(rawValue: areaType) else {
      throw OptionValue.refusal(areaType, "--area-type", "urban or rural")
    }
    let format = SuppliedFormat(crs: try centresCRS.map { try SuppliedCRS($0, option: "--centres-crs") })
    let isTable = output == "-" || output?.lowercased().hasSuffix(".csv") ?? false
    if let output, !isTable, !output.lowercased().hasSuffix("json") {
      throw UsageError("--output: the name must end with .csv or .geojson, or be -")
    }
    let progress = try ProgressReporter(runOptions.progress, isQuiet: runOptions.quiet)
    let inputs = analysis.inputPaths.map(\.path) + [centres]
    let file = try output.map { try OutputFile($0, option: "--output", inputs: inputs, overwrites: runOptions.force) }

    let prepared = try progress.watch { try analysis.city(progress: $0) }
    let list = try AuditCentres.read(path: centres, format: format, usual: usual, near: prepared.box)
    let audit = CircleAudit(prepared, centres: list.centres, question, workers: analysis.parameters.workers)
    Console.warnings(prepared.warnings + list.warnings)
    if !list.tellTypes, radius.contains("="), question.urbanRadiusInMetres != question.ruralRadiusInMetres {
      let message = "centres without a type: all have the \(usual.rawValue) radius; name a column type, or --area-type"
      Console.warnings([Warning(count: list.centres.count, message: message)])
    }
    if !runOptions.quiet { (prepared.notes + list.notes).forEach(Console.note) }
    let report = AuditOutput(audit)
    if let file { try OutputFile.write([(file, try isTable ? report.table() : report.geoJSON())]) }
    return file?.isStandardOutput ?? false ? .done : Console.print(report.text)
  }

  /// `1000`, or `urban=1000,rural=1500`; the type that is not named keeps its usual radius.
  private func radii() throws -> (urban: Double, rural: Double) {
    func metres(_ text: some StringProtocol) throws -> Double {
      try OptionValue.decimal(String(text), option: "--radius", in: 1...50_000, unit: "metres")
    }
    guard radius.contains("=") else { return (try metres(radius), try metres(radius)) }
    var radii = (urban: 1000.0, rural: 1500.0)
    var named: Set<AreaType> = []
    for part in radius.split(separator: ",", omittingEmptySubsequences: false) {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let type = pair.first.flatMap { AreaType(rawValue: String($0)) }
      if let type, !named.insert(type).inserted {
        throw UsageError("--radius names \(type.rawValue) twice; give one radius a type")
      }
      switch type {
      case .urban where pair.count == 2: radii.urban = try metres(pair[1])
      case .rural where pair.count == 2: radii.rural = try metres(pair[1])
      default: throw OptionValue.refusal(radius, "--radius", "metres, or urban=METRES,rural=METRES")
      }
    }
    return radii
  }
}
