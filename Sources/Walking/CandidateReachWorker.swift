/// Which homes of a block a site serves.
struct ServedLanes: Sendable {
  var site: UInt32
  /// Home i of the block as bit i.
  var lanes: UInt16
}

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
  /// The lanes found of each site; zero between blocks.
  private var lanesOfSite: [UInt16]
  /// The sites with lanes.
  private var found: [UInt32] = []

  init(
    _ graph: SearchGraph, _ arcs: HomewardArcs, _ homes: ReachHomes, _ sites: ReachSites, siteCount: Int, limit: UInt32
  ) {
    self.graph = graph
    self.homes = homes
    self.sites = sites
    self.limit = limit
    search = ClusterSearch(arcs)
    lanesOfSite = Array(repeating: 0, count: siteCount)
  }

  /// What the homes at some places find, by blocks of sixteen.
  func blocks(_ places: Range<Int>) -> ClusterFindings {
    var findings = ClusterFindings()
    search.begin(homes.ends(at: places), limit: limit)
    for first in stride(from: places.lowerBound, to: places.upperBound, by: LaneRow.laneCount) {
      let block = first..<min(places.upperBound, first + LaneRow.laneCount)
      search.search(block.lazy.map { [homes] in homes.ends(at: $0..<$0 + 1) })
      readRows()
      readSameEdges(block)
      let start = findings.served.count
      for site in found {
        findings.served.append(ServedLanes(site: site, lanes: lanesOfSite[Int(site)]))
        lanesOfSite[Int(site)] = 0
      }
      found.removeAll(keepingCapacity: true)
      findings.blocks.append(.init(places: block, served: start..<findings.served.count))
    }
    return findings
  }

  /// Reads the sites at all states of the cluster.
  private func readRows() {
    let (search, limit) = (search, limit)
    lanesOfSite.withUnsafeMutableBufferPointer { lanesOfSite in
      sites.withEntries { firstEntry, entries in
        for place in 0..<search.stateCount {
          let state = Int(search.states[place])
          for number in Int(firstEntry[state])..<Int(firstEntry[state &+ 1]) {
            let entry = entries[number]
            guard entry.time <= limit else { continue }
            let lanes = search.rows[place].lanes(notAfter: Float(limit &- entry.time))
            guard lanes != 0 else { continue }
            if lanesOfSite[Int(entry.site)] == 0 { found.append(entry.site) }
            lanesOfSite[Int(entry.site)] |= lanes
          }
        }
      }
    }
  }

  /// Adds the walks straight along an edge: past no vertex, so also between gates.
  private func readSameEdges(_ block: Range<Int>) {
    for (lane, place) in block.enumerated() {
      for home in homes.joins(at: place) {
        let flags = graph.streets.edgeFlags[Int(home.edge)]
        for site in sites.joins(on: home.edge) {
          guard let time = site.source.directTime(from: home.offset, flags: flags),
            time + UInt64(home.leg) <= UInt64(limit)
          else { continue }
          if lanesOfSite[Int(site.owner)] == 0 { found.append(site.owner) }
          lanesOfSite[Int(site.owner)] |= 1 << UInt16(lane)
        }
      }
    }
  }
}
