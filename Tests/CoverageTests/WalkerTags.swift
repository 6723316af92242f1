import Foundation
import OpenStreetMap
import Walking

/// What tags say to a walker, computed a second time: from the profile's file and domain §5 and §6 alone, without any of
/// the engine's rules. The other half is ``WalkerTown``, which has the geometry.
struct WalkerTags {
  /// A way that the walker may take.
  struct Way: Hashable {
    var isForward = true, isBackward = true, isPrivate = false
    var isSteps = false, isLift = false
    /// 0 where people walk, 1 where cars drive, 2 where many do.
    var rank = 0
    var crossing: Crossing?
    /// Whether steps rise as they are drawn; `nil` where nobody says.
    var rises: Bool?
    /// The tags that are missing and that the walker asks for.
    var missing: Set<String> = []
    /// Whether the land's height is not the way's.
    var isLevel = false
    /// Whether the walker minds slopes, and the way says none.
    var mindsHeights = false
  }

  enum Crossing { case signals, marked, unmarked }

  /// What a node is to the walker.
  struct Node {
    var passage = StreetGraph.Passage.open
    var crossing: Crossing?
    var isLift = false
    /// A barrier, a lift or a ford: it concerns all who pass, a crossing's kerb those who leave the road.
    var standsAlone = false
    var hasKerb = false
    var isClosed = false, isDoubtful = false
  }

  private let json: [String: Any]

  /// - Parameter text: the profile's file.
  init(profile text: String) throws {
    json = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
  }

  // MARK: The profile

  func number(_ field: String, in object: String? = nil) -> Double? {
    ((object.map { json[$0] as? [String: Any] } ?? json)?[field] as? NSNumber)?.doubleValue
  }

  private func words(_ field: String, in object: String? = nil) -> [String] {
    (object.map { json[$0] as? [String: Any] } ?? json)?[field] as? [String] ?? []
  }

  private func isClosed(_ field: String) -> Bool { json[field] as? String == "closed" }

  /// Milliseconds for so many metres: on the flat, and on steps up or down.
  func milliseconds(_ metres: Double, steps: String? = nil) -> UInt64 {
    var seconds = metres * 3.6 / (number("speed_kmh") ?? 0)
    if let steps {
      seconds /= number(steps, in: "steps") ?? 1
      seconds += metres / 5 * (number("seconds_per_flight", in: "steps") ?? 0)
    }
    return max(1, UInt64((seconds * 1000).rounded()))
  }

  /// Milliseconds of a wait.
  func wait(_ kind: String) -> UInt64 { UInt64((number(kind, in: "waits_s") ?? 0) * 1000) }

  private var hasDemands: Bool {
    ["max_slope_percent", "min_width_m", "max_kerb_cm", "fords", "barriers", "surface", "smoothness", "access_key"]
      .contains { json[$0] != nil } || isClosed("steps")
  }

  // MARK: Ways

  private static let ranks: [[String]] = [
    [
      "footway", "path", "pedestrian", "steps", "corridor", "platform", "bridleway", "cycleway", "crossing", "elevator",
    ],
    [
      "living_street", "residential", "service", "unclassified", "tertiary", "tertiary_link", "road", "track",
    ],
    ["primary", "primary_link", "secondary", "secondary_link"],
  ]

  /// The way of some tags; `nil` for what is none or closed.
  func way(_ tags: Tags) -> Way? {
    guard let highway = tags["highway"], let rank = Self.ranks.firstIndex(where: { $0.contains(highway) }) else {
      return nil
    }
    var way = Way()
    way.rank = rank
    switch Self.access(tags) {
    case .closed: return nil
    case .someone: way.isPrivate = true
    case .everyone: break
    }
    if tags["oneway:foot"] == "yes" || tags["conveying"] == "forward" { way.isBackward = false }
    if tags["oneway:foot"] == nil, tags["conveying"] == "backward" { way.isForward = false }
    way.isLift = highway == "elevator"
    let isInTunnel = !["no", "building_passage", "avalanche_protector", nil].contains(tags["tunnel"])
    way.isLevel = highway == "steps" || way.isLift || isInTunnel || !["no", nil].contains(tags["bridge"])
    if highway == "crossing" || rank == 0 && !way.isLift && tags["footway"] == "crossing" {
      way.crossing = Self.crossing(tags)
    }
    let own = (json["access_key"] as? String).flatMap { tags[$0] }
    let isWelcome = own == "yes" || own == "designated"
    way.isSteps = highway == "steps" && !isWelcome && !words("ramp_keys").contains { tags[$0] == "yes" }
    if way.isSteps {
      switch tags["incline"] {
      case "up": way.rises = true
      case "down": way.rises = false
      case let text?: way.rises = Self.amount(text).flatMap { $0.number == 0 ? nil : $0.number > 0 }
      case nil: break
      }
    }
    guard hasDemands, !isWelcome else { return way }
    if own == "no" { return nil }
    if way.isLift { return way }
    if way.isSteps, isClosed("steps") { return nil }
    return judged(way, tags)
  }

  private func judged(_ open: Way, _ tags: Tags) -> Way? {
    var way = open
    let asks = words("asks")
    if isClosed("fords"), !["no", nil].contains(tags["ford"]) { return nil }
    for key in ["surface", "smoothness"] where json[key] != nil {
      let values = (tags[key] ?? "").split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
      if values.contains(where: words("closed", in: key).contains) { return nil }
      let isKnown = !values.isEmpty && values.allSatisfy(words("open", in: key).contains)
      if !isKnown, asks.contains(key) { way.missing.insert(key) }
    }
    if way.rank == 0, let least = number("min_width_m") {
      if let width = Self.metres(tags["width"]) {
        if width < least { return nil }
      } else if asks.contains("width") {
        way.missing.insert("width")
      }
    }
    if !way.isSteps, let most = number("max_slope_percent") {
      if let slope = Self.slope(tags["incline"]) {
        if slope > most { return nil }
      } else {
        way.mindsHeights = true
        if asks.contains("incline") { way.missing.insert("incline") }
      }
    }
    return way
  }

  // MARK: Nodes

  /// What a node's tags say.
  func node(_ tags: Tags) -> Node {
    var node = Node()
    node.isLift = tags["highway"] == "elevator"
    let barrier = tags["barrier"]
    node.passage = Self.passage(tags)
    node.crossing = Self.crossing(tags)
    node.standsAlone = barrier != nil || node.isLift || tags["ford"] != nil
    node.hasKerb = barrier == "kerb" || tags["kerb"] != nil || tags["kerb:height"] != nil
    let hasKerbOrCrossing = node.hasKerb || node.crossing != nil
    switch (json["access_key"] as? String).flatMap({ tags[$0] }) {
    case "yes", "designated": return node
    case "no":
      node.isClosed = node.standsAlone || hasKerbOrCrossing
      return node
    default: break
    }
    if isClosed("fords"), !["no", nil].contains(tags["ford"]) { node.isClosed = true }
    if let barrier, words("barriers").contains(barrier) { node.isClosed = true }
    if barrier != nil, let least = number("min_width_m") {
      let width = Self.metres(tags["maxwidth:physical"] ?? tags["maxwidth"] ?? tags["width"])
      if let width, width < least { node.isClosed = true }
    }
    guard let most = number("max_kerb_cm") else { return node }
    let height = Self.metres(tags["kerb:height"])
    if tags["kerb"] == "raised" || tags["kerb"] == "regular" { node.isClosed = true }
    if let height, height * 100 > most { node.isClosed = true }
    let isSaid = height != nil || ["lowered", "flush", "no", "raised", "regular"].contains(tags["kerb"])
    if hasKerbOrCrossing, !isSaid, !node.isClosed, words("asks").contains("kerb") { node.isDoubtful = true }
    return node
  }

  private static func crossing(_ tags: Tags) -> Crossing? {
    if tags["highway"] == "traffic_signals" || tags["crossing"] == "traffic_signals" { return .signals }
    guard tags["highway"] == "crossing" || tags["footway"] == "crossing" else { return nil }
    return tags["crossing"] == "unmarked" ? .unmarked : .marked
  }

  // MARK: Access

  private enum Access: Comparable { case everyone, someone, closed }

  private static func access(_ tags: Tags) -> Access {
    for key in ["foot", "access"] {
      switch tags[key] {
      case "yes", "designated", "permissive": return .everyone
      case "private", "destination", "customers", "residents": return .someone
      case "no": return .closed
      default: continue
      }
    }
    return .everyone
  }

  private static func passage(_ tags: Tags) -> StreetGraph.Passage {
    // On a crossing, access tags are about something else.
    if tags["barrier"] == nil, tags["highway"] != "elevator" { return .open }
    let isSaid = tags["foot"] != nil || tags["access"] != nil
    switch access(tags) {
    case .closed: return .blocked
    case .someone: return .gate
    case .everyone: return tags["barrier"] == "fence" && !isSaid ? .blocked : .open
    }
  }

  // MARK: Numbers

  private static func amount(_ text: String) -> (number: Double, unit: String)? {
    let digits = text.prefix { "+-.0123456789".contains($0) }
    return Double(digits).map { ($0, text.dropFirst(digits.count).trimmingCharacters(in: .whitespaces)) }
  }

  private static func metres(_ text: String?) -> Double? {
    guard let (number, unit) = text.flatMap(amount) else { return nil }
    return ["": number, "m": number, "cm": number / 100][unit]
  }

  /// In per cent, whichever way.
  private static func slope(_ text: String?) -> Double? {
    guard let (number, unit) = text.flatMap(amount) else { return nil }
    return ["": abs(number), "%": abs(number), "°": tan(abs(number) / 180 * Double.pi) * 100][unit]
  }
}
