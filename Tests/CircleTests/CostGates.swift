import Foundation

/// The most that a run may cost in countable things, from `benchmarks/gates.json`.
///
/// Seconds are no gate: they depend on the machine and on who else is at work on it.
struct CostGates: Decodable {
  /// What one count may be: exactly so much, or at most so much.
  struct Gate: Decodable {
    var exactly: Double?
    var atMost: Double?

    enum CodingKeys: String, CodingKey {
      case exactly
      case atMost = "at_most"
    }
  }

  var gates: [String: Gate]

  init(contentsOf path: String) throws {
    self = try JSONDecoder().decode(CostGates.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// One line for each gate that the counts break, or that nothing was counted for.
  func breaches(_ counts: [String: Double]) -> [String] {
    gates.sorted { $0.key < $1.key }.compactMap { name, gate in
      guard let count = counts[name] else { return "\(name): not counted" }
      if let exactly = gate.exactly, count != exactly { return "\(name): \(count), and must be \(exactly)" }
      if let most = gate.atMost, count > most { return "\(name): \(count), over \(most)" }
      guard gate.exactly != nil || gate.atMost != nil else { return "\(name): the gate says nothing" }
      return nil
    }
  }
}
