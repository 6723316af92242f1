import Geography
import Walking

/// The plain times of a run as JSON, for tests and for programs that go on from here.
///
/// `node_seconds`: street node → seconds to the nearest venue; `house_seconds`: home → seconds, null without a way;
/// `reach_metres`: cutoff in seconds → metres of street within it.
package struct TravelTimesReport: Sendable {
  private let result: CoverageResult

  /// Makes the report; ask the analysis to keep the times of street nodes.
  package init(_ result: CoverageResult) { self.result = result }

  /// The report as JSON.
  package func encoded() -> [UInt8] {
    let nodes = result.streetNodeTimes.filter { $0.time.isReachable }.map {
      JSONMember("\($0.node)", seconds($0.time))
    }
    let homes = result.homes.map { JSONMember($0.home.id, .object([JSONMember("seconds", seconds($0.time))])) }
    let reach = result.reachInMetres.map { JSONMember("\($0.seconds)", .decimal($0.metres, places: 1)) }
    return OutputEncoder.document(
      .object([
        JSONMember("attribution", .string(OutputText.attribution)), JSONMember("node_seconds", .object(nodes)),
        JSONMember("house_seconds", .object(homes)), JSONMember("reach_metres", .object(reach)),
      ]))
  }

  private func seconds(_ time: TravelTime) -> JSONValue {
    time.isReachable ? .decimal(time.seconds, places: 3) : .null
  }
}
