/// Further command lines that are wrong, beside the good city and a list of one venue, candidate and centre.
extension CommandMessageTests {
  private static let more = "; see circle --help"
  private static let both = "--json and --output - both print on standard output; name a file"

  private static func gaps(_ options: String..., status: Int32 = 2, says: String) -> Case {
    Case(words: ["gaps", "city.osm"] + options, status: status, says: says)
  }

  private static func of(_ command: String, _ options: String..., status: Int32 = 2, says: String) -> Case {
    Case(words: [command, "city.osm"] + options, status: status, says: says)
  }

  static let options: [Case] = places + people + runs + planners

  private static let places = [
    gaps("--within", "A", "--boundary", "list.csv", says: "--within and --boundary both name the study area; give one"),
    gaps("--within", "", status: 1, says: "--within: the name is empty; name an area"),
    gaps("--venues-mode", "instead", says: "--venues-mode: 'instead' is not replace or add" + more),
    gaps("--gates", "shut", says: "--gates: 'shut' is not open, resident or closed" + more),
    gaps("--dem-crs", "EPSG:3035", says: "--dem-crs is given without --dem; name the file of heights"),
    gaps(
      "--dem", "list.csv", "--dem-crs", "", status: 1,
      says: "--dem-crs: the reference system is empty; name one, such as EPSG:25832"),
    gaps(
      "--dem", "no.tif", status: 1,
      says: "no.tif: cannot read the file: No such file or directory; check the path given as --dem"),
    gaps(
      "--dem", "list.csv", status: 1,
      says: "list.csv: is neither a GeoTIFF nor an ESRI ASCII grid; convert it to GeoTIFF, as by gdal_translate"),
  ]

  private static let people = [
    gaps(
      "--homes", "list.csv", "--population", "list.csv",
      says: "--homes and --population both say where people live; give one"),
    gaps("--groups", "older", says: "--groups is given without --population; name the file of people"),
    gaps(
      "--population", "list.csv", "--population", "list.csv",
      says: "--population names two files for all people; name groups as in --population older=FILE"),
    gaps(
      "--population", "list.csv", "--population", "a=list.csv", "--population", "a=list.csv",
      says: "--population names the group a twice; give one file a group"),
    gaps(
      "--population", "a=list.csv",
      says: "--population names groups only; name the file of all people too, as --population FILE"),
    Case(
      words: ["gaps", "city.osm", "--population", "list.csv"]
        + (1...33).flatMap { ["--population", "g\($0)=list.csv"] }, status: 2,
      says: "--population names over 32 groups"),
    gaps(
      "--population", "list.csv", "--population-crs", "", status: 1,
      says: "--population-crs: the reference system is empty; name one, such as EPSG:3035"),
    gaps(
      "--population", "list.csv", "--groups", "a,,b",
      says: "--groups: 'a,,b' is not names of columns with commas between" + more),
    gaps(
      "--population", "list.csv", "--groups", "a,a", says: "--groups: 'a,a' is not at most 32 names, each once" + more),
    gaps(
      "--speed", "4", "--profiles", "older,child",
      says: "--speed with --profiles: each walker has a speed of its own; leave it away, or give --profile"),
    gaps("--unknown", "maybe", says: "--unknown: 'maybe' is not optimistic, strict or both" + more),
  ]

  private static let runs = [
    gaps("--date", "2026-02-29", says: "--date: '2026-02-29' is not a day such as 2026-05-01" + more),
    gaps("--at", "Mon 24:01", says: "--at: 'Mon 24:01' is not a time such as \"Sun 19:00\"" + more),
    gaps("--fee", "cheap", says: "--fee: 'cheap' is not any or free" + more),
    gaps("--access", "no", says: "--access: 'no' is not any or public" + more),
    gaps("--progress", "loud", says: "--progress: 'loud' is not auto, json or none" + more),
    gaps(
      "--output", "a.geojson", "--travel-times", "./a.geojson",
      says: "--output and --travel-times name the same place; give each its own"),
    of(
      "coverage", "--weekly", "--at", "Mon 10:00", says: "--weekly tells all hours, --at is for one; leave one away"),
    of(
      "coverage", "--rule", "any1", "--rule", "any1",
      says: "--rule: two rules are called any1; name each once, or rename a file"),
    Case(
      words: ["coverage", "city.osm"] + (1...9).flatMap { _ in ["--rule", "any1"] }, status: 2,
      says: "--rule: 9 rules, at most 8"),
    of(
      "coverage", "--rule", "gb50180", "--kinds", "cinema",
      says:
        "--kinds: the rule gb50180 counts arts_centre, cultural_centre, village_hall, youth_centre, reading_room too; name them, or leave --kinds out"
    ),
    Case(
      "report", "run", "--output", "a.html", "--lang", "fr", says: "--lang: 'fr' is not en or zh-Hans" + more),
    Case(
      "report", "run", "--output", "a.html", "--name", "", status: 1,
      says: "--name: the name is empty; name the study area"),
    Case(
      "report", "run", "--output", "a.html", status: 1,
      says: "run: there is no such folder; name the folder that circle coverage wrote"),
    Case(
      "report", "list.csv", "--output", "a.html", status: 1,
      says: "list.csv: is not a folder; name the folder that circle coverage wrote"),
    Case(
      "report", ".", "--output", "a.html", status: 1,
      says: ".: holds no run.json, so it is not the folder of a run; "
        + "name a folder that circle coverage wrote, or write it again"),
  ]

  private static let planners = [
    of("explain", "--at", "15,50", "--json", "--output", "-", says: both),
    of("inspect", "--json", "--output", "-", says: both),
    of("plan", "--add", "1", "--json", "--output", "-", says: both),
    of("site", "--at", "15,50", "--json", "--output", "-", says: both),
    of("inspect", "--output", "a.xml", says: "--output: the name must end with .geojson, .csv or .json, or be -"),
    of(
      "plan", "--budget", "5", status: 1,
      says: "--budget: the candidates have no costs; name --candidates with a column cost"),
    of(
      "explain", "--at", "15,50", "--rule", "any1", "--rule", "any1",
      says: "--rule: one rule at a time here; circle coverage tells of several"),
    of("site", says: "nothing to try; name a site with --at LON,LAT or --candidates, or a venue with --close"),
    of(
      "site", "--at", "15,50", "--cutoffs", "5",
      says: "--cutoffs are drawn into the file of --output; name one, or leave --cutoffs away"),
    of(
      "site", "--close", "n1", "--kind", "library", says: "--kind is of new sites, and there are none; leave it away"),
    of(
      "site", "--at", "15,50", "--rule", "gb50180",
      says: "--rule counts venues by kind, and the sites have none; name theirs with --kind"),
    of(
      "site", "--at", "15,50", "--kind", "library,cinema",
      says: "--kind: 'library,cinema' is not one kind of venue" + more),
    of(
      "site", "--close", "n1", status: 1,
      says: "--close: no venue that counts has the id \"n1\"; ids are those of venues.geojson, such as n400"),
    of(
      "site", "--candidates", "far.csv", status: 1,
      says: "far.csv: none of its candidate sites lies within 5 km of the city's streets; "
        + "check that lat and lon are not exchanged, and that the city is the right one"),
  ]
}
