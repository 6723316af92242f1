/// Choices lane by lane without comparisons, from the sign bits of integers.
///
/// `replacing(with:where:)` on vectors of floats becomes a branch a lane where a processor without SSE4 blends is the
/// target, and takes the vectors around it apart with it: four times the instructions of these.
extension SIMD4<Float> {
  @inline(__always)
  var bits: SIMD4<Int32> { unsafeBitCast(self, to: SIMD4<Int32>.self) }

  /// The lesser of two numbers, neither below zero: their bits are in the same order.
  @inline(__always)
  func lesser(_ other: Self) -> Self {
    let left = other.bits &- bits
    return unsafeBitCast(bits &+ (left & (left &>> 31)), to: Self.self)
  }

  /// The greater of two numbers, neither below zero.
  @inline(__always)
  func greater(_ other: Self) -> Self {
    let left = bits &- other.bits
    return unsafeBitCast(bits &- (left & (left &>> 31)), to: Self.self)
  }

  /// A sign bit where a number is less than the other, neither below zero.
  @inline(__always)
  func signs(below other: Self) -> SIMD4<Int32> { bits &- other.bits }

  /// What is below 0 becomes 0, what is above 1 becomes 1, to a rounding.
  @inline(__always)
  var clampedToUnit: Self {
    let over = unsafeBitCast(bits & ~(bits &>> 31), to: Self.self) - 1
    return unsafeBitCast(over.bits & (over.bits &>> 31), to: Self.self) + 1
  }

  /// Square roots; the vector's own is a call a lane.
  @inline(__always)
  var roots: Self { Self(x.squareRoot(), y.squareRoot(), z.squareRoot(), w.squareRoot()) }
}

extension SIMD4<Int32> {
  /// Whether any lane is negative.
  @inline(__always)
  var hasSign: Bool {
    let words = unsafeBitCast(self &>> 31, to: SIMD2<UInt64>.self)
    return words[0] | words[1] != 0
  }
}

extension SIMD8<Float> {
  @inline(__always)
  var bits: SIMD8<Int32> { unsafeBitCast(self, to: SIMD8<Int32>.self) }

  /// What is below 0 becomes 0, what is above 1 becomes 1, to a rounding.
  @inline(__always)
  var clampedToUnit: Self {
    let over = unsafeBitCast(bits & ~(bits &>> 31), to: Self.self) - 1
    return unsafeBitCast(over.bits & (over.bits &>> 31), to: Self.self) + 1
  }

  /// Without their signs.
  @inline(__always)
  var magnitudes: Self { unsafeBitCast(bits & 0x7FFF_FFFF, to: Self.self) }

  /// All bits of the lanes whose sign is set.
  @inline(__always)
  var negatives: SIMD8<Int32> { bits &>> 31 }

  /// This number, or the other one where a mask has all bits set.
  @inline(__always)
  func replaced(by other: Self, _ mask: SIMD8<Int32>) -> Self {
    unsafeBitCast((bits & ~mask) | (other.bits & mask), to: Self.self)
  }
}

extension SIMD8<Int32> {
  /// Whether any bit of any lane is set.
  @inline(__always)
  var hasAny: Bool {
    let words = unsafeBitCast(self, to: SIMD4<UInt64>.self)
    return words[0] | words[1] | words[2] | words[3] != 0
  }

  /// A bit a lane, of a mask with all bits of a lane set or none.
  @inline(__always)
  var laneBits: UInt32 { UInt32(truncatingIfNeeded: (self & SIMD8(1, 2, 4, 8, 16, 32, 64, 128)).wrappedSum()) }
}
