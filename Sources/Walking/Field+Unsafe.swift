extension Field {
  /// Sets the bits of a row's points at or below a level, 64 a word from the west; the first and the last point count
  /// as outside.
  ///
  /// Unsafe, for vectors are loaded from the middle of an array: 16 points take the time of two.
  func readInsideBits(row: Int, level: Float, into bits: inout [UInt64]) {
    let powers = SIMD16<Int32>(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768)
    values.withUnsafeBufferPointer { values in
      let points = UnsafeBufferPointer(rebasing: values[row * width..<(row + 1) * width])
      let bytes = UnsafeRawBufferPointer(points)
      for word in 0..<(width + 63) / 64 {
        var found: UInt64 = 0
        var point = 64 * word
        let end = min(point + 64, width)
        while point + 16 <= end {
          let block = bytes.loadUnaligned(fromByteOffset: 4 * point, as: SIMD16<Float>.self)
          // A mask's lanes are all ones or zeros.
          let set = unsafeBitCast(block .<= level, to: SIMD16<Int32>.self) & powers
          found |= UInt64(UInt32(bitPattern: set.wrappedSum())) << UInt64(point & 63)
          point += 16
        }
        while point < end {
          if points[point] <= level { found |= 1 << UInt64(point & 63) }
          point += 1
        }
        bits[word] = found
      }
    }
    bits[0] &= ~1
    bits[(width - 1) / 64] &= ~(1 << UInt64((width - 1) & 63))
  }
}
