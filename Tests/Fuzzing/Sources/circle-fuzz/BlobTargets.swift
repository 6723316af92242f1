import Geography

@testable import OpenStreetMap

/// The parts of a PBF file that come before its elements.
enum BlobTargets {
  /// What is unpacked is as long as the blob says, within the limit, and the same the next time.
  static func blob(_ bytes: UnsafeRawBufferPointer) {
    func inflater() -> BlobInflater { BlobInflater(ExpansionBudget(packed: 1 << 40)) }
    let inflaters = (inflater(), inflater())
    let packed = padded(bytes)
    let first = unpack(packed, inflaters.0)
    promise(first == unpack(packed, inflaters.0), "a blob unpacks otherwise the second time")
    promise(first == unpack(packed, inflaters.1), "a blob unpacks otherwise by another worker")
    if let content = first.value {
      promise(content.count <= BlobFraming.blobLimit, "\(content.count) bytes of one blob")
    }
  }

  static func header(_ bytes: UnsafeRawBufferPointer) {
    let padded = padded(bytes)
    let outcome = outcome {
      () throws(DecodingError) in
      let header = try HeaderBlock(padded.reader).header
      return [
        header.writingProgram ?? "", "\(String(describing: header.timestamp))", "\(String(describing: header.bounds))",
      ]
    }
    if let texts = outcome.value { for text in texts { expectPrintable(text, limit: 400) } }
    // The same bytes as a file: its frames.
    let file = MemoryFile(bytes)
    _ = Outcome { try BlobFraming(OpenStreetMap.InputFile(path: file.path)).data.count }
  }

  private static func padded(_ bytes: UnsafeRawBufferPointer) -> PaddedBytes {
    let padded = PaddedBytes()
    padded.reset(count: bytes.count).copyMemory(from: bytes)
    return padded
  }

  private static func unpack(_ packed: PaddedBytes, _ inflater: BlobInflater) -> Outcome<[UInt8]> {
    outcome { () throws(DecodingError) in
      Array(try inflater.inflate(packed.reader).bytes)
    }
  }

  private static func outcome<Value>(_ body: () throws(DecodingError) -> Value) -> Outcome<Value> {
    Outcome {
      do throws(DecodingError) {
        return try body()
      } catch {
        throw InputError("file", "\(error.problem) (byte \(error.offset))", remedy: error.remedy ?? "")
      }
    }
  }
}
