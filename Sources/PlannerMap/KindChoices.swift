import Coverage
import Synchronization
import Walking

/// What answers need of a city for a choice of kinds, whatever the minutes: made when a choice is first asked about, and
/// kept for the choices asked about last, as far as memory is meant for them.
final class KindChoices: Sendable {
  /// What is made for a choice.
  struct Choice: Sendable {
    /// The city with venues of these kinds only.
    let city: PreparedCity
    /// Tries sites; of no limit to be relied upon.
    let evaluation: SiteEvaluation
    /// Explains places; of no limit to be relied upon.
    var explainer: PlaceExplainer { made.value }
    fileprivate let made: Explainer
  }

  /// An explainer, made when it is first asked for: it searches the city once more.
  fileprivate final class Explainer: Sendable {
    private let city: PreparedCity
    private let kept = Mutex<PlaceExplainer?>(nil)

    init(_ city: PreparedCity) { self.city = city }

    var value: PlaceExplainer {
      kept.withLock { kept in
        if let kept { return kept }
        let new = PlaceExplainer(city, limit: .minutes(0))
        kept = new
        return new
      }
    }
  }

  private let city: PreparedCity
  private let all: Choice
  private let chosen: RecentAnswers<[VenueKind], Choice>
  /// Bytes that the choices kept may take, about.
  let limit: Int
  /// Held while one is made: who wants the same finds it then.
  private let making = Mutex(())

  /// - Parameters:
  ///   - city: with all its kinds.
  ///   - bytes: what may be kept beside it; four choices of a large city may take more.
  init(_ city: PreparedCity, bytes: Int = 512 << 20) {
    self.city = city
    all = Self.choice(of: city)
    limit = max(bytes, 4 * Self.cost(of: city))
    chosen = RecentAnswers(limit: limit)
  }

  /// The choice of some of the city's kinds, in their order.
  ///
  /// - Complexity: constant for all kinds and for those kept; else a search a kind over the whole city.
  subscript(kinds: [VenueKind]) -> Choice {
    if kinds == city.kinds { return all }
    if let known = chosen[kinds] { return known }
    return making.withLock { _ in
      if let known = chosen[kinds] { return known }
      let made = Self.choice(of: city.narrowed(to: kinds, workers: city.parameters.workers))
      chosen.keep(made, for: kinds, cost: Self.cost(of: made.city))
      return made
    }
  }

  /// Bytes kept, about.
  var cost: Int { chosen.cost }

  private static func choice(of city: PreparedCity) -> Choice {
    Choice(city: city, evaluation: SiteEvaluation(city, limit: .minutes(0)), made: Explainer(city))
  }

  /// An explainer's own search counts as one more.
  private static func cost(of city: PreparedCity) -> Int {
    2 * city.narrowedBytes + 16 * city.homes.count
  }
}
