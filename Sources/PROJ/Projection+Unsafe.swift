import CPROJ
import Geography

// The only unsafe code of this module: PROJ works in place on strided doubles, and ProjectedPoint is a frozen
// struct of two doubles, so x and y are 8 bytes apart.
extension Projection {
  /// Transforms every point in place.
  static func transform(_ points: inout [ProjectedPoint], by transformation: OpaquePointer, _ direction: PJ_DIRECTION) {
    let stride = MemoryLayout<ProjectedPoint>.stride
    points.withUnsafeMutableBytes { bytes in
      guard let base = bytes.baseAddress, !bytes.isEmpty else { return }
      let count = bytes.count / stride
      let x = base.assumingMemoryBound(to: Double.self)
      _ = proj_trans_generic(transformation, direction, x, stride, count, x + 1, stride, count, nil, 0, 0, nil, 0, 0)
    }
  }
}
