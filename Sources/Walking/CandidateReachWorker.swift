/// What one cluster of homes found.
struct ClusterFindings: Sendable {
  /// A block of up to sixteen homes, and where in ``ClusterFindings/served`` the sites are that serve them.
  struct Block: Sendable {
    var places: Range<Int>
    var served: Range<Int>
  }

  var blocks: [Block] = []
  var served: [ServedLanes] = []
}

/// One worker of ``CandidateReach``: searches from homes and reads them at the sites.
final class CandidateReachWorker {
  private let graph: SearchGraph
  private let homes: ReachHomes
  private let sites: ReachSites
  private let limit: UInt32
  private let search: ClusterSearch
  private var lanes: SiteLanes
  /// The sites at the cluster's states.
  private var readings: [Reading] = []

  /// A site serves the homes of the lanes that are at a state of the cluster no later than this.
  private struct Reading {
    var place: UInt32
    var site: UInt32
    var latest: Float
  }

  init(
    _ graph: SearchGraph, _ arcs: HomewardArcs, _ homes: ReachHomes, _ sites: ReachSites, siteCount: Int, limit: UInt32
  ) {
    self.graph = graph
    self.homes = homes
    self.sites = sites
    self.limit = limit
    search = ClusterSearch(arcs)
    lanes = SiteLanes(siteCount: siteCount)
  }

  deinit { lanes.deallocate() }

  /// What the homes at some places find, by blocks of sixteen.
  func blocks(_ places: Range<Int>) -> ClusterFindings {
    var findings = ClusterFindings()
    search.begin(homes.ends(at: places), limit: limit)
    findReadings()
    for first in stride(from: places.lowerBound, to: places.upperBound, by: LaneRow.laneCount) {
      let block = first..<min(places.upperBound, first + LaneRow.laneCount)
      search.search(block.lazy.map { [homes] in homes.ends(at: $0..<$0 + 1) })
      readRows()
      readSameEdges(block)
      let start = findings.served.count
      lanes.move(to: &findings.served)
      findings.blocks.append(.init(places: block, served: start..<findings.served.count))
    }
    return findings
  }

  /// Looks up the sites at all states of the cluster, once for all its blocks.
  private func findReadings() {
    var readings = readings
    self.readings = []
    readings.removeAll(keepingCapacity: true)
    let (states, stateCount, limit) = (search.states, search.stateCount, limit)
    sites.withEntries { firstEntry, entries in
      for place in 0..<stateCount {
        let state = Int(states[place])
        for number in Int(firstEntry[state])..<Int(firstEntry[state &+ 1]) where entries[number].time <= limit {
          readings.append(
            Reading(
              place: UInt32(truncatingIfNeeded: place), site: entries[number].site,
              latest: Float(limit &- entries[number].time)))
        }
      }
    }
    self.readings = readings
  }

  /// Reads the block's rows at the sites.
  private func readRows() {
    // A local value, so that its loop works on registers.
    var lanes = lanes
    let rows = search.rows
    for reading in readings {
      lanes.add(rows[Int(reading.place)].lanes(notAfter: reading.latest), to: reading.site)
    }
    self.lanes = lanes
  }

  /// Adds the walks straight along an edge: past no vertex, so also between gates.
  private func readSameEdges(_ block: Range<Int>) {
    for (lane, place) in block.enumerated() {
      for home in homes.joins(at: place) {
        for site in sites.joins(on: home.edge) {
          guard let time = site.source.directTime(from: home.offset, on: graph.streets),
            time + UInt64(home.leg) <= UInt64(limit)
          else { continue }
          lanes.add(1 << UInt16(lane), to: site.owner)
        }
      }
    }
  }
}
