/// Words of supplied people.
enum PeoplePhrase: ReportPhrase {
  case leftOut

  var row: ReportRow {
    switch self {
    case .leftOut:
      ReportRow(
        "Supplied people who are in no home here: outside the study area, beyond the streets of the map, or without a place",
        "未计入任何居住点的所供人口：位于研究范围之外、地图街道之外或无处安放")
    }
  }
}
