extension SuppliedTable {
  /// A column and the names it goes by, folded, the best first.
  ///
  /// A bare x and y may be metres of any grid: they count only where a coordinate system is named.
  struct Column: Hashable {
    let title: String
    let names: [String]

    init(_ title: String, _ names: [String]) {
      self.title = title
      self.names = names
    }

    static let identifier = Column("id", ["id", "identifier", "编号", "序号", "代码", "场馆编号"])
    static let name = Column(
      "name", ["name", "title", "venue", "名称", "场馆名称", "场馆", "名字", "馆名", "场所名称", "单位名称", "设施名称"])
    static let kind = Column(
      "kind", ["kind", "type", "class", "category", "类型", "类别", "场馆类型", "种类", "设施类型", "场馆类别"])
    static let latitude = Column("lat", ["lat", "latitude", "纬度", "wgs84_lat", "lat_wgs84", "北纬"])
    static let longitude = Column(
      "lon", ["lon", "lng", "long", "longitude", "经度", "wgs84_lon", "lng_wgs84", "东经"])
    static let east = Column("x", ["x", "east", "easting", "东坐标", "横坐标", "x坐标"])
    static let north = Column("y", ["y", "north", "northing", "北坐标", "纵坐标", "y坐标"])
    static let doorLatitude = Column("door_lat", ["door_lat", "door_latitude", "entrance_lat", "入口纬度", "门纬度"])
    static let doorLongitude = Column(
      "door_lon", ["door_lon", "door_lng", "door_longitude", "entrance_lon", "entrance_lng", "入口经度", "门经度"])
    static let doorEast = Column("door_x", ["door_x", "entrance_x"])
    static let doorNorth = Column("door_y", ["door_y", "entrance_y"])
    static let people = Column(
      "people", ["people", "population", "persons", "inhabitants", "residents", "weight", "pop", "人口", "人数", "居民"])

    static let capacity = Column("capacity", ["capacity", "seats", "座位数", "容量", "座席数", "容纳人数"])

    /// Places in a named coordinate system.
    static let metres: [Column] = [.east, .north, .doorEast, .doorNorth]

    /// What a list of venues may have.
    static let venueColumns: [Column] =
      [
        .identifier, .name, .kind, .latitude, .longitude, .east, .north, .doorLatitude, .doorLongitude, .doorEast,
        .doorNorth,
      ] + attributes

    /// Columns that become attributes of a venue under their own name.
    static let attributes: [Column] = [
      .capacity,
      Column("fee", ["fee", "admission", "收费", "是否收费", "门票"]),
      Column("access", ["access", "开放对象", "准入"]),
      Column("opening_hours", ["opening_hours", "hours", "opening hours", "开放时间", "营业时间"]),
      Column("wheelchair", ["wheelchair", "无障碍", "轮椅"]),
      Column("operator", ["operator", "运营单位", "主管单位"]),
      Column("website", ["website", "url", "网址"]),
      Column("wikidata", ["wikidata"]),
      Column("valid_from", ["valid_from", "开始日期", "起始日期"]),
      Column("valid_to", ["valid_to", "结束日期", "截止日期"]),
      Column("stop_times", ["stop_times", "停靠时间"]),
    ]
  }
}
