import CGEOS
import Geography

// The only code of this module that touches raw memory. ProjectedPoint is a frozen struct of two doubles, so an
// array of them is the x, y, x, y… that GEOS copies from and to.
extension GEOSContext {
  /// A coordinate sequence with a copy of the points; nil on failure.
  static func copy(_ points: [ProjectedPoint], count: UInt32, _ handle: OpaquePointer) -> OpaquePointer? {
    guard count > 0 else { return GEOSCoordSeq_create_r(handle, 0, 2) }
    return points.withUnsafeBytes { bytes in
      GEOSCoordSeq_copyFromBuffer_r(handle, bytes.baseAddress?.assumingMemoryBound(to: Double.self), count, 0, 0)
    }
  }

  /// The points of a line or ring, which stays its owner's.
  func points(ofLine line: OpaquePointer) throws -> [ProjectedPoint] {
    let sequence = try call("getCoordSeq") { GEOSGeom_getCoordSeq_r($0, line) }
    var size: UInt32 = 0
    try perform("getSize") { GEOSCoordSeq_getSize_r($0, sequence, &size) }
    var points = [ProjectedPoint](repeating: ProjectedPoint(x: 0, y: 0), count: Int(size))
    guard size > 0 else { return points }
    try points.withUnsafeMutableBytes { bytes in
      let base = bytes.baseAddress?.assumingMemoryBound(to: Double.self)
      try perform("copyToBuffer") { GEOSCoordSeq_copyToBuffer_r($0, sequence, base, 0, 0) }
    }
    return points
  }
}
