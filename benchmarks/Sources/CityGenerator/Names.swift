/// Names made of syllables, so that they repeat about as often as a city's do and mean nothing.
struct Names {
  private static let starts = [
    "Al", "Bar", "Cor", "Dal", "El", "Fer", "Gal", "Her", "Is", "Jun", "Kar", "Lor", "Mar", "Nor", "Or", "Pal", "Quin",
    "Ros", "Sal", "Tor", "Ur", "Val", "Yer", "Zam", "Bel", "Cas", "Dor", "Fran", "Gra", "Lan",
  ]
  private static let middles = [
    "a", "be", "co", "da", "e", "fi", "go", "i", "la", "me", "ni", "o", "ra", "ti", "ve", "",
  ]
  private static let ends = [
    "bón", "cia", "dal", "dura", "gosa", "lán", "lez", "mino", "nal", "nda", "rez", "ria", "ro", "sa", "tana", "via",
  ]
  private static let streets = ["Calle", "Calle", "Calle", "Calle de", "Camino", "Pasaje", "Plaza", "Travesía"]
  private static let shops = ["Bar", "Café", "Casa", "Farmacia", "Panadería", "Taller", "Tienda"]

  private static func word(_ random: inout SeededRandom) -> String {
    random.pick(starts) + random.pick(middles) + random.pick(ends)
  }

  static func street(_ random: inout SeededRandom) -> String {
    let name = random.pick(streets) + " " + word(&random)
    return random.chance(0.7) ? name + " " + word(&random) : name
  }

  static func avenue(_ random: inout SeededRandom) -> String { "Avenida " + word(&random) + " " + word(&random) }

  static func place(_ random: inout SeededRandom) -> String { word(&random) }

  /// A number of the land register: no two are the same.
  static func register(_ random: inout SeededRandom) -> String {
    String(random.whole(1_000_000, 9_999_999)) + "DS" + String(random.whole(1_000, 9_999))
      + random.pick(["A", "N", "S"])
  }

  static func telephone(_ random: inout SeededRandom) -> String { "+34 928 \(random.whole(100_000, 999_999))" }

  static func shop(_ random: inout SeededRandom) -> String { random.pick(shops) + " " + word(&random) }
}
