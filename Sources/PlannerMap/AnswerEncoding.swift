import Coverage
import Geography
import Walking

/// Answers as the JSON that the contract names (openapi.json): the one place that knows its members.
enum AnswerEncoding {
  /// Decimals of metres. People, shares and minutes are given as they are: whoever shows them rounds once, half up, as
  /// the sentences do.
  private static let metrePlaces = 1

  private static func encoded(_ members: (inout JSONWriter) -> Void) -> [UInt8] {
    var writer = JSONWriter()
    writer.object(nil, members)
    return writer.takeBytes()
  }

  static func city(_ card: CityCard) -> [UInt8] {
    encoded { json in
      json.field("name", card.name)
      json.field("attribution", OutputText.attribution)
      json.array("bbox") { box in
        box.degrees(nil, card.box.southWest.longitudeE7)
        box.degrees(nil, card.box.southWest.latitudeE7)
        box.degrees(nil, card.box.northEast.longitudeE7)
        box.degrees(nil, card.box.northEast.latitudeE7)
      }
      json.position("center", card.centre)
      json.field("weight_unit", card.weightUnit.rawValue)
      json.field("minutes", card.minutes)
      json.field("shortest_minutes", MapQuestion.minutesAllowed.lowerBound)
      json.field("longest_minutes", MapQuestion.minutesAllowed.upperBound)
      json.array("kinds") { list in card.kinds.forEach { list.field(nil, $0.rawValue) } }
      json.array("always_kinds") { list in
        card.kinds.filter(\.alwaysCounts).forEach { list.field(nil, $0.rawValue) }
      }
      json.field("speed_kmh", card.speed.kilometresPerHour, places: 3)
      if let conditions = card.conditions { text("conditions", conditions, &json) }
      json.field("homes", card.homes)
      json.field("venues", card.venues)
      json.field("buildings", card.hasBuildings)
      totals("totals", card.totals, &json)
      json.field("version", card.version)
    }
  }

  static func venues(_ venues: [VenueAnswer]) -> [UInt8] {
    var json = JSONWriter()
    json.collection { list in
      for venue in venues {
        list.feature(point: venue.place) { properties in
          properties.field("id", venue.id)
          properties.field("name", venue.name)
          properties.field("kind", venue.kind.rawValue)
          properties.field("reached", exact: venue.reached)
          properties.field("only_here", exact: venue.onlyHere)
        }
      }
    }
    return json.takeBytes()
  }

  /// - Parameter shapes: bands and gaps, where they were asked for.
  static func coverage(_ question: MapQuestion, _ answer: CoverageAnswer, shapes: CoverageShapes?) -> [UInt8] {
    encoded { json in
      self.question(question, &json)
      totals("totals", answer.totals, &json)
      json.array("areas") { list in
        for area in answer.areas {
          list.object { json in
            json.field("name", area.name)
            json.field("level", area.level)
            json.field("people", exact: area.weight)
            json.field("covered", exact: area.covered)
            json.field("share", exact: area.weight > 0 ? area.covered / area.weight : nil)
            json.field("beyond", exact: area.weight - area.covered)
          }
        }
      }
      guard let shapes else {
        json.null("bands")
        json.null("gaps")
        return
      }
      json.collection("bands") { list in
        // The widest first: drawn in this order, inner bands lie on top.
        for band in shapes.bands.reversed() {
          list.feature(polygons: band.polygons) { $0.field("minutes", exact: band.cutoff.minutes) }
        }
      }
      json.collection("gaps") { list in
        for gap in shapes.gaps { list.feature(polygons: gap.polygons) { self.gap(gap, &$0) } }
      }
    }
  }

  private static func gap(_ gap: CoverageShapes.Gap, _ json: inout JSONWriter) {
    json.field("rank", gap.rank)
    json.field("people", exact: gap.tally.weight)
    json.field("homes", gap.tally.homes)
    json.field("cause", gap.cause.rawValue)
    text("evidence", gap.evidence, &json)
    minutes("worst_minutes", gap.worst, &json)
    json.field("nearest_venue", gap.nearestVenue)
  }

  static func site(_ question: MapQuestion, _ answer: PinAnswer) -> [UInt8] {
    encoded { site(question, answer, &$0) }
  }

  static func sites(_ question: MapQuestion, _ answer: PinsAnswer, names: [String]) -> [UInt8] {
    encoded { json in
      json.array("each") { list in
        for (site, name) in zip(answer.each, names) {
          list.object { json in
            json.field("name", name)
            self.site(question, site, &json)
          }
        }
      }
      json.object("together") { json in
        tally("gained", answer.gained, &json)
        totals("totals_after", answer.totalsAfter, &json)
      }
      json.array("marginal") { list in
        for gain in answer.marginal { list.field(nil, exact: gain) }
      }
    }
  }

  private static func site(_ question: MapQuestion, _ answer: PinAnswer, _ json: inout JSONWriter) {
    json.position("at", answer.place)
    self.question(question, &json)
    snap(answer.snap, &json)
    tally("gained", answer.gained, &json)
    tally("reached", answer.reached, &json)
    tally("overlap", answer.overlap, &json)
    json.field("saved_minutes", exact: answer.savedMinutes)
    totals("totals_after", answer.totalsAfter, &json)
    json.array("areas") { list in
      for area in answer.areas {
        list.object { json in
          json.field("name", area.name)
          json.field("gained", exact: area.gained)
        }
      }
    }
    text("verdict", answer.verdict, &json)
    if let isochrone = answer.isochrone {
      json.feature("isochrone", polygons: isochrone) { $0.field("minutes", question.minutes) }
    } else {
      json.null("isochrone")
    }
  }

  static func explain(_ question: MapQuestion, _ answer: ExplainAnswer) -> [UInt8] {
    encoded { json in
      json.field("covered", answer.isCovered)
      minutes("minutes_walk", answer.time, &json)
      json.field("limit_minutes", question.minutes)
      json.array("parts") { list in
        for part in answer.parts {
          list.object { json in
            json.field("what", part.what.rawValue)
            json.field("seconds", part.time.seconds, places: 3)
            json.field("metres", part.metres, places: metrePlaces)
          }
        }
      }
      if let path = answer.path { json.feature("path", line: path) { _ in } } else { json.null("path") }
      json.array("nearest") { list in
        for venue in answer.nearest {
          list.object { json in
            json.field("id", venue.id)
            json.field("name", venue.name)
            json.field("kind", venue.kind.rawValue)
            json.field("seconds", venue.time.isReachable ? venue.time.seconds : nil, places: 3)
          }
        }
      }
      snap(answer.snap, &json)
      if let cause = answer.cause {
        json.object("cause") { json in
          json.field("code", cause.code.rawValue)
          text("text", cause.text, &json)
        }
      } else {
        json.null("cause")
      }
      text("sentence", answer.sentence, &json)
    }
  }

  static func problem(_ problem: RequestProblem) -> [UInt8] {
    encoded { json in
      json.object("error") { json in
        json.field("status", problem.status.code)
        json.field("code", problem.code)
        json.field("message", problem.message)
      }
    }
  }

  private static func question(_ question: MapQuestion, _ json: inout JSONWriter) {
    json.field("minutes", question.minutes)
    json.array("kinds") { list in question.kinds.forEach { list.field(nil, $0.rawValue) } }
  }

  private static func totals(_ name: String, _ totals: MapTotals, _ json: inout JSONWriter) {
    json.object(name) { json in
      json.field("homes", totals.all.homes)
      json.field("homes_covered", totals.covered.homes)
      json.field("weight", exact: totals.all.weight)
      json.field("weight_covered", exact: totals.covered.weight)
      json.field("share", exact: totals.all.weight > 0 ? totals.covered.weight / totals.all.weight : nil)
      json.field("beyond", exact: totals.all.weight - totals.covered.weight)
      minutes("worst_minutes", totals.worst, &json)
    }
  }

  private static func tally(_ name: String, _ tally: HomeTally, _ json: inout JSONWriter) {
    json.object(name) { json in
      json.field("homes", tally.homes)
      json.field("weight", exact: tally.weight)
    }
  }

  private static func snap(_ snap: SnapAnswer?, _ json: inout JSONWriter) {
    guard let snap else { return json.null("snap") }
    json.object("snap") { json in
      json.degrees("lon", snap.foot.longitudeE7)
      json.degrees("lat", snap.foot.latitudeE7)
      json.field("leg_m", snap.legInMetres, places: metrePlaces)
      json.field("crosses_obstacle", snap.crossesObstacle)
    }
  }

  private static func text(_ name: String, _ text: BilingualText, _ json: inout JSONWriter) {
    json.object(name) { json in
      json.field("en", text.english)
      json.field("zh", text.chinese)
    }
  }

  private static func minutes(_ name: String, _ time: TravelTime?, _ json: inout JSONWriter) {
    json.field(name, exact: time.flatMap { $0.isReachable ? $0.minutes : nil })
  }
}
