import CTIFF
import Geography

/// How a TIFF writes one number, in the machine's byte order once libtiff has unpacked it.
struct TIFFSample {
  private enum Kind { case unsigned, signed, floating }
  private let kind: Kind
  /// Bytes of a number: 1, 2, 4 or 8.
  let size: Int
  /// Whether it is floating point of 32 bits, whose decimals are not those of a text.
  var isSingle: Bool { kind == .floating && size == 4 }

  /// - Throws: `InputError` for several numbers a pixel, and for kinds that are not read.
  init(of file: TIFFFile) throws {
    let count = file.short(UInt32(TIFFTAG_SAMPLESPERPIXEL))
    guard count == 1 else {
      throw file.problem("has \(count) values a pixel", remedy: "give one band, as by gdal_translate -b 1")
    }
    let bits = file.short(UInt32(TIFFTAG_BITSPERSAMPLE))
    let format = Int32(file.short(UInt32(TIFFTAG_SAMPLEFORMAT)))
    switch (format, bits) {
    // Without a format numbers are unsigned.
    case (SAMPLEFORMAT_UINT, 8), (SAMPLEFORMAT_UINT, 16), (SAMPLEFORMAT_UINT, 32), (SAMPLEFORMAT_UINT, 64),
      (SAMPLEFORMAT_VOID, 8), (SAMPLEFORMAT_VOID, 16), (SAMPLEFORMAT_VOID, 32), (SAMPLEFORMAT_VOID, 64):
      kind = .unsigned
    case (SAMPLEFORMAT_INT, 8), (SAMPLEFORMAT_INT, 16), (SAMPLEFORMAT_INT, 32), (SAMPLEFORMAT_INT, 64): kind = .signed
    case (SAMPLEFORMAT_IEEEFP, 32), (SAMPLEFORMAT_IEEEFP, 64): kind = .floating
    default:
      throw file.problem(
        "its pixels are of \(bits) bits in sample format \(format)", remedy: "convert it to Float32 or Int32")
    }
    size = Int(bits) / 8
  }

  /// The number at a place, counted in numbers.
  func value(_ bytes: [UInt8], at place: Int) -> Double {
    bytes.withUnsafeBytes { raw in
      let offset = place * size
      guard offset >= 0, offset + size <= raw.count else { return .nan }
      switch (kind, size) {
      case (.unsigned, 1): return Double(raw[offset])
      case (.unsigned, 2): return Double(raw.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
      case (.unsigned, 4): return Double(raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
      case (.unsigned, _): return Double(raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      case (.signed, 1): return Double(Int8(bitPattern: raw[offset]))
      case (.signed, 2): return Double(raw.loadUnaligned(fromByteOffset: offset, as: Int16.self))
      case (.signed, 4): return Double(raw.loadUnaligned(fromByteOffset: offset, as: Int32.self))
      case (.signed, _): return Double(raw.loadUnaligned(fromByteOffset: offset, as: Int64.self))
      case (.floating, 4): return Double(raw.loadUnaligned(fromByteOffset: offset, as: Float.self))
      case (.floating, _): return raw.loadUnaligned(fromByteOffset: offset, as: Double.self)
      }
    }
  }
}
