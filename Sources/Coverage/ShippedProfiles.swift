/// The profiles that come with the program, as the files that a user would write.
enum ShippedProfiles {
  /// Each by its name, in the order of lists.
  static let texts: [(name: String, text: String)] = [
    (
      "standard",
      """
      {
        "name": "standard",
        "title": "An adult on foot, for comparison with other cities",
        "source": "routing practice, 4.8 km/h = 80 m a minute; half of that on steps",
        "speed_kmh": 4.8,
        "steps": {"up": 0.5, "down": 0.5}
      }
      """
    ),
    (
      "older",
      """
      {
        "name": "older",
        "title": "An older person",
        "source": "Gates et al. 2006 and Bollard & Fleming 2013: over 65, slowest sixth, 0.82 to 0.92 m/s",
        "speed_kmh": 3.0,
        "steps": {"up": 0.4, "down": 0.4},
        "max_slope_percent": 10,
        "waits_s": {"signals": 27, "uncontrolled": 5, "unmarked": 10, "lift": 30},
        "fords": "closed"
      }
      """
    ),
    (
      "child",
      """
      {
        "name": "child",
        "title": "A child with an adult",
        "source": "Gates et al. 2006: escorted children walk as people over 65 do, about 1 m/s",
        "speed_kmh": 3.6,
        "steps": {"up": 0.5, "down": 0.5},
        "waits_s": {"signals": 27, "uncontrolled": 5, "unmarked": 10, "lift": 30}
      }
      """
    ),
    (
      "pushchair",
      """
      {
        "name": "pushchair",
        "title": "An adult with a pushchair",
        "source": "a flight of steps costs a minute; ramps by ramp:stroller and ramp:wheelchair",
        "speed_kmh": 4.0,
        "steps": {"up": 1, "down": 1, "seconds_per_flight": 60},
        "max_slope_percent": 10,
        "access_key": "stroller",
        "ramp_keys": ["ramp:stroller", "ramp:wheelchair"],
        "asks": ["incline"]
      }
      """
    ),
    (
      "wheelchair",
      """
      {
        "name": "wheelchair",
        "title": "A person in a manual wheelchair",
        "source": "slope of OpenTripPlanner (1:12), kerb of GraphHopper (3 cm), surfaces as far as sett and compacted",
        "speed_kmh": 3.6,
        "steps": "closed",
        "max_slope_percent": 8.33,
        "min_width_m": 0.9,
        "max_kerb_cm": 3,
        "fords": "closed",
        "barriers": ["stile", "horse_stile", "kissing_gate", "turnstile", "full-height_turnstile"],
        "surface": {
          "open": ["asphalt", "paved", "concrete", "concrete:plates", "concrete:lanes", "paving_stones",
            "paving_stones:lanes", "sett", "metal", "wood", "rubber", "tartan", "compacted", "tiles", "bricks"],
          "closed": ["cobblestone", "unhewn_cobblestone", "cobblestone:flattened", "unpaved", "gravel", "fine_gravel",
            "pebblestone", "ground", "dirt", "earth", "grass", "grass_paver", "mud", "sand", "rock", "stone",
            "stepping_stones", "woodchips", "snow", "ice"]
        },
        "smoothness": {
          "open": ["excellent", "good", "intermediate"],
          "closed": ["bad", "very_bad", "horrible", "very_horrible", "impassable"]
        },
        "access_key": "wheelchair",
        "ramp_keys": ["ramp:wheelchair"],
        "asks": ["surface", "smoothness", "width", "incline", "kerb"]
      }
      """
    ),
    (
      "realistic",
      """
      {
        "name": "realistic",
        "title": "An adult who waits at crossings and for lifts",
        "source": "signals of 90 s with 20 s of green: (C - g)^2 / 2C = 27 s",
        "speed_kmh": 4.8,
        "steps": {"up": 0.4, "down": 0.5},
        "waits_s": {"signals": 27, "uncontrolled": 5, "unmarked": 10, "lift": 30}
      }
      """
    ),
    (
      "gb",
      """
      {
        "name": "gb",
        "title": "Walking distance by GB 50180-2018: 1000 m in 15 minutes",
        "source": "GB 50180-2018, 15-minute tier of 800 to 1000 m; --minutes 12 is 800 m",
        "speed_kmh": 4.0,
        "steps": {"up": 1, "down": 1}
      }
      """
    ),
  ]

  /// The text of a profile; `nil` for a name that none has.
  static func text(_ name: String) -> String? { texts.first { $0.name == name }?.text }
}
