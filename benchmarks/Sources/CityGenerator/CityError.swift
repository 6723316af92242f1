/// Why a city was not written.
public enum CityError: Error, CustomStringConvertible {
  /// Fewer or more nodes than a city can have.
  case nodes(asked: Int, allowed: ClosedRange<Int>)
  /// A file could not be written: what, and what the system said.
  case writing(path: String, reason: String)
  /// No memory for the compressor.
  case outOfMemory

  /// One line for people.
  public var description: String {
    switch self {
    case .nodes(let asked, let allowed): "nodes: \(asked) is not from \(allowed.lowerBound) to \(allowed.upperBound)"
    case .writing(let path, let reason): "\(path): \(reason)"
    case .outOfMemory: "no memory for the compressor"
    }
  }
}
