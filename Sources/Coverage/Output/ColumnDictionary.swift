/// `columns.csv`: what each column of the tables, and each property of the features, means.
struct ColumnDictionary {
  /// A column or property.
  struct Entry {
    var file: String, column: String, meaning: String, unit: String
    /// Whether its values are numbers, also where all are empty.
    var isNumber: Bool { !unit.isEmpty || Self.unitless.contains(column) }

    private static let unitless: Set<String> = [
      "fgt1", "fgt2", "gini", "theil", "palma", "location_quotient", "rural_to_urban", "value",
    ]
  }

  let entries: [Entry]

  /// Those of a run's own files: what its rules, walkers, groups and hours add is there where they are.
  init(_ output: CoverageOutput) {
    let (unit, asked) = (output.unit, output.result.parameters)
    let words = Words(rule: asked.rule?.name)
    let tables =
      Self.homes(unit, asked.kinds, words) + output.moreHomeEntries + Self.areas(unit, words, output.moreAreaEntries)
      + Self.failing(unit, words) + Self.indicators
    let layers =
      Self.gaps(unit) + output.moreGapEntries + Self.venues(unit) + output.venueAttributeEntries
      + output.catchmentEntries.filter { $0.file == "venues.geojson" } + Self.isochrones
    entries = tables + layers + output.optionalEntries + Self.own
  }

  /// How what makes a home covered is called.
  struct Words {
    let holds: String, within: String, beyond: String

    init(rule: String?) {
      holds = rule.map { "whether all clauses of \($0) hold" } ?? "whether that is within the limit"
      within = rule.map { "for whom \($0) holds" } ?? "within the limit"
      beyond = rule.map { "failing \($0)" } ?? "beyond the limit"
    }
  }

  private static var isochrones: [Entry] {
    ["isochrones.geojson", "covered.geojson"].flatMap { file -> [Entry] in
      (file == "isochrones.geojson"
        ? list(file, [("venue_id", "the venue", ""), ("venue", "its name", ""), ("kind", "its kind", "")]) : [])
        + list(file, [("minutes", "the cutoff", "minutes"), ("area_m2", "land within it, on the ellipsoid", "m²")])
    }
  }

  private static var own: [Entry] {
    list(
      "columns.csv",
      [
        ("file", "the file; for run.gpkg, what its tables have beside the columns of the files of their names", ""),
        ("column", "the column, or property of its features", ""), ("meaning", "what it says", ""),
        ("unit", "its unit; empty for texts and figures without one", ""),
      ])
  }

  private static func homes(_ unit: String, _ kinds: [VenueKind], _ words: Words) -> [Entry] {
    list(
      "homes.csv",
      [
        ("id", "OSM element, or row of the supplied list", ""), ("lon", "longitude, WGS 84", "degrees"),
        ("lat", "latitude, WGS 84", "degrees"), (unit, "who lives there", unit),
        (
          "source",
          "residential, inferred, estimated, supplied, street (along the streets of a cell without homes) or middle (of such a cell)",
          ""
        ),
        ("minutes", "door to door to the nearest venue, rounded half up; empty without a way", "minutes"),
        ("milliseconds", "the same, exact", "milliseconds"), ("covered", words.holds, ""),
        ("venue_id", "the nearest venue", ""), ("venue", "its name", ""),
        ("home_leg_m", "straight leg from the home to its street", "metres"),
        ("home_leg_s", "the same in time", "seconds"), ("network_s", "way along the streets", "seconds"),
        ("venue_leg_s", "leg from the street to the venue's door", "seconds"),
      ]
        + kinds.map {
          ("minutes_\($0.rawValue)", "door to door to the nearest venue of this kind", "minutes")
        } + [
          ("edge_limited", "whether the data end within the limit around it: the truth may be better", ""),
          ("reason", "why there is no time", ""),
        ])
  }

  private static func areas(_ unit: String, _ words: Words, _ more: (String) -> [Entry]) -> [Entry] {
    ["areas.csv", "areas.geojson"].flatMap { file in
      list(
        file,
        [
          (
            "id",
            "OSM element, or the supplied area's code, id or place in the file; unassigned:… for what lies in no area of a layer",
            ""
          ),
          ("name", "name", ""), ("level", "admin_level; 99 where nothing tells it", ""),
          ("homes", "homes inside", "homes"),
          (unit, "who lives there", unit), ("homes_covered", "homes \(words.within)", "homes"),
          ("\(unit)_covered", "\(unit) \(words.within)", unit), ("share", "covered share of the \(unit)", "share"),
          ("venues", "venues inside", "venues"), ("worst_minutes", "longest walk; empty without a way", "minutes"),
          ("median_minutes", "median walk of the homes", "minutes"),
          ("has_unreachable", "whether a home has no way to a venue", ""),
          ("layer", "supplied layer, or the extract's level", ""), ("code", "official code", ""),
          ("type", "urban or rural, where the area says it", ""),
          ("parent", "the area of a wider layer with more than half of its homes", ""),
          ("homes_outside_parent", "homes of it outside the parent", "homes"),
          ("\(unit)_outside_parent", "\(unit) of it outside the parent", unit),
          ("\(unit)_beyond", "\(unit) \(words.beyond)", unit),
          ("mean_minutes", "mean walk over the \(unit) that have a way", "minutes"),
          ("fgt0", "share of the \(unit) \(words.beyond)", "share"),
          ("fgt1", "depth of the gap, see indicators.csv", ""),
          ("fgt2", "severity of the gap, see indicators.csv", ""),
          ("mean_venues", "venues within the limit, mean over the \(unit)", "venues"),
          ("gini", "Gini coefficient of that number", ""), ("theil", "Theil's T of it", ""),
          ("palma", "its mean of the best served 10 % over that of the worst served 40 %", ""),
          ("venues_per_100000_\(unit)", "venues inside per 100,000 \(unit)", "venues"),
          ("location_quotient", "share of the layer's venues over share of its \(unit)", ""),
          ("share_urban", "covered share in its areas known as urban", "share"),
          ("share_rural", "covered share in its areas known as rural", "share"),
          ("rural_to_urban", "the second over the first", ""),
        ]) + more(file)
    }
  }

  private static func failing(_ unit: String, _ words: Words) -> [Entry] {
    list(
      "failing.csv",
      [
        ("rank", "1 for the most \(unit) \(words.beyond)", ""), ("id", "the area of the narrowest layer", ""),
        ("name", "its name", ""), ("layer", "its layer", ""), ("code", "its official code", ""),
        ("type", "urban or rural, where it says it", ""), ("parent", "the area that holds it", ""),
        ("parent_name", "the name of that", ""), ("homes", "homes inside", "homes"), (unit, "who lives there", unit),
        ("share", "covered share of the \(unit)", "share"),
        ("required_share", "what is required: less fails", "share"),
        ("\(unit)_beyond", "\(unit) \(words.beyond)", unit),
        ("venues", "venues inside", "venues"),
        ("mean_minutes", "mean walk over the \(unit) that have a way", "minutes"),
        ("worst_minutes", "longest walk; empty without a way", "minutes"),
      ])
  }

  private static var indicators: [Entry] {
    list(
      "indicators.csv",
      [
        ("indicator", "name of the figure", ""), ("scope", "all, a layer of areas, urban or rural", ""),
        ("kind", "kind of venue; empty for all that count", ""),
        ("value", "the figure; empty where it has no meaning", ""),
        ("unit", "its unit", ""), ("definition", "how it is made", ""),
      ])
  }

  private static func gaps(_ unit: String) -> [Entry] {
    list(
      "gaps.geojson",
      [
        ("rank", "1 for the most \(unit)", ""), ("homes", "homes in the gap", "homes"), (unit, "who lives there", unit),
        ("area_m2", "land, on the ellipsoid", "m²"), ("nearest_venue", "the venue most often nearest", ""),
        ("nearest_venue_id", "its id", ""), ("minutes_min", "shortest walk of its reachable homes", "minutes"),
        ("minutes_median", "median walk", "minutes"), ("minutes_max", "longest walk", "minutes"),
        ("areas", "names of the areas it lies in, widest first", ""),
        ("cause", "no_venue, missing_link, gate, just_over, no_path_data or far", ""),
        ("evidence", "what shows the cause", ""),
        ("best_site", "street corner from which most of it would be served, and whom that would serve", ""),
        ("evidence_facts", "the evidence as values", ""),
      ])
  }

  private static func venues(_ unit: String) -> [Entry] {
    list(
      "venues.geojson",
      [
        ("kind", "class", ""), ("name", "name", ""), ("ids", "all elements merged into it", ""),
        ("homes_reached", "homes within the limit", "homes"), ("\(unit)_reached", "\(unit) within the limit", unit),
        ("\(unit)_only_here", "\(unit) whom no other venue reaches", unit),
        ("on_network", "whether a door joins a street", ""),
        ("doors", "doors: place, leg to the street in metres, and how each was found", ""),
      ])
  }

  static func list(_ file: String, _ rows: [(String, String, String)]) -> [Entry] {
    rows.map { Entry(file: file, column: $0.0, meaning: $0.1, unit: $0.2) }
  }
}
