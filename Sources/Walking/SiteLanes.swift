/// Which homes of a block a site serves.
struct ServedLanes: Sendable {
  var site: UInt32
  /// Home i of the block as bit i.
  var lanes: UInt16
}

/// The lanes gathered of each site until they are taken out: a table, and a list of the sites in it.
///
/// Raw pointers, for a worker adds to it once a site and block: as arrays of a class that was a third of the whole time
/// (exclusivity and uniqueness). A plain value; whoever makes one calls ``deallocate()`` once.
struct SiteLanes {
  private let lanesOfSite: UnsafeMutablePointer<UInt16>
  /// Room for all sites, and one that does not count.
  private let served: UnsafeMutablePointer<ServedLanes>
  private var count = 0

  /// None of any site.
  init(siteCount: Int) {
    lanesOfSite = .allocate(capacity: siteCount + 1)
    lanesOfSite.initialize(repeating: 0, count: siteCount + 1)
    served = .allocate(capacity: siteCount + 1)
  }

  func deallocate() {
    lanesOfSite.deallocate()
    served.deallocate()
  }

  /// Adds lanes to a site, no lane perhaps. O(1), without a branch.
  @inline(__always)
  mutating func add(_ lanes: UInt16, to site: UInt32) {
    let old = lanesOfSite[Int(site)]
    lanesOfSite[Int(site)] = old | lanes
    served[count] = ServedLanes(site: site, lanes: 0)
    count &+= old == 0 && lanes != 0 ? 1 : 0
  }

  /// Moves all sites with lanes to a list, in the order they came.
  mutating func move(to list: inout [ServedLanes]) {
    for number in 0..<count {
      let site = Int(served[number].site)
      served[number].lanes = lanesOfSite[site]
      lanesOfSite[site] = 0
    }
    list.append(contentsOf: UnsafeBufferPointer(start: served, count: count))
    count = 0
  }
}
