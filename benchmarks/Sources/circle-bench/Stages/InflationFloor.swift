import BenchmarkRecords
import CDeflate
import CZlib
import Parallel

/// The floors of reading: inflating every blob and looking at nothing, by libdeflate and by zlib.
///
/// Unsafe where it hands buffers to the two libraries; both are told their sizes.
struct InflationFloor {
  let list: BlobList
  let workers: Int

  func measure(_ meter: inout Meter) {
    for (stage, inflate) in [(StageName.libdeflate, Self.libdeflate), (StageName.zlib, Self.zlib)] {
      _ = meter.time(stage) {
        run(inflate)
      } then: { sizes in
        (["bytes_in": list.blobs.reduce(0) { $0 + $1.range.count }, "bytes_out": sizes.reduce(0, +)], nil)
      }
    }
  }

  private typealias Method = @Sendable (UnsafeRawBufferPointer, UnsafeMutableRawBufferPointer, Scratch) -> Int

  /// What one worker reuses.
  private final class Scratch {
    let decompressor = libdeflate_alloc_decompressor()
    var buffer: [UInt8]
    init(size: Int) { buffer = [UInt8](repeating: 0, count: size) }
    deinit { libdeflate_free_decompressor(decompressor) }
  }

  private func run(_ inflate: @escaping Method) -> [Int] {
    let (file, blobs) = (list.file, list.blobs)
    let largest = blobs.reduce(0) { max($0, $1.rawSize) }
    return concurrentMap(count: blobs.count, workers: workers, workspace: { Scratch(size: largest) }) {
      number, scratch in
      let blob = blobs[number]
      return file.withUnsafeBytes { source in
        scratch.buffer.withUnsafeMutableBytes { target in
          inflate(UnsafeRawBufferPointer(rebasing: source[blob.range]), target, scratch)
        }
      }
    }
  }

  private static let libdeflate: Method = { source, target, scratch in
    guard let decompressor = scratch.decompressor, let base = target.baseAddress else { return 0 }
    var written = 0
    let result = libdeflate_zlib_decompress(
      decompressor, source.baseAddress, source.count, base, target.count, &written)
    return result == LIBDEFLATE_SUCCESS ? written : 0
  }

  private static let zlib: Method = { source, target, _ in
    guard let from = source.bindMemory(to: UInt8.self).baseAddress,
      let into = target.bindMemory(to: UInt8.self).baseAddress
    else { return 0 }
    var written = uLong(target.count)
    return uncompress(into, &written, from, uLong(source.count)) == Z_OK ? Int(written) : 0
  }
}
