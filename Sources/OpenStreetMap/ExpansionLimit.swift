import Synchronization

/// How far the packed data of a file may grow: a bound on bombs, which unpack to a thousand times their size.
///
/// Real extracts grow to 2 (PBF), 13 (gzip) and 20 (bzip2) times their size.
struct ExpansionLimit {
  /// How many times its own size a file may unpack to, on top of ``allowance``.
  let factor: Int
  /// What any file may unpack to, in bytes: small files of one and the same line pack better than any.
  static let allowance = 16 << 20
  /// For the blobs of a PBF file.
  static let blobs = ExpansionLimit(factor: 32)
  /// For XML in gzip or bzip2.
  static let text = ExpansionLimit(factor: 50)

  /// Whether a file of `packed` bytes may unpack to `unpacked` bytes.
  func allows(_ unpacked: Int, from packed: Int) -> Bool { unpacked <= Self.allowance + factor * packed }

  /// What is wrong with a file that exceeds it.
  var problem: String {
    "unpacks to more than \(factor) times its size: over the limit for compressed data (a decompression bomb?)"
  }
}

/// What the blobs of a file may unpack to in all, counted by the sizes they claim, before memory is taken.
final class ExpansionBudget: Sendable {
  private let packed: Int
  private let unpacked = Atomic<Int>(0)

  /// A budget for a file of so many bytes.
  init(packed: Int) { self.packed = packed }

  /// Counts a blob of at most ``BlobFraming/blobLimit`` bytes; `false` when it is one too many.
  func take(_ count: Int) -> Bool {
    ExpansionLimit.blobs.allows(unpacked.wrappingAdd(count, ordering: .relaxed).newValue, from: packed)
  }

  /// Whether a blob was one too many; the same for any number of workers once all blobs were met.
  var isExceeded: Bool { !ExpansionLimit.blobs.allows(unpacked.load(ordering: .relaxed), from: packed) }
}

/// What one element may hold; OSM itself allows ways 2,000 nodes and relations 32,000 members.
enum ElementLimit {
  /// References of a way, members of a relation, kept tags of an element.
  static let parts = 1_000_000
  /// The limit in a message.
  static let inWords = "over the limit of 1,000,000"
}
