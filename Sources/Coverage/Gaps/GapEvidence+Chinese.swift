import Walking

extension GapEvidence {
  /// One sentence or more in Chinese, with the figures of ``text``.
  public var chinese: String {
    func metres(_ value: Double) -> String { OutputText.grouped(value) + " 米" }
    let failing = clause.map { "不满足“\($0.name)”条款；" } ?? ""
    let last = clause.flatMap { $0.count > 1 ? "所需的第 \($0.count) 个场馆" : nil } ?? "最近场馆"
    var text =
      "以居住点 \(home) 为例：\(failing)至\(airVenueName.isEmpty ? airVenueID : airVenueName)的直线距离为 \(metres(airInMetres))，"
    switch walk {
    case .metres(let length): text += "步行至\(last)为 \(metres(length))。"
    case .noStreet: text += "附近没有街道。"
    case .noWay: text += "没有可步行的路线。"
    case .over(let length): text += "步行至\(last)超过 \(metres(length))，或没有路线。"
    }
    if let gatesOpenInMetres { text += "开放大门后为 \(metres(gatesOpenInMetres))。" }
    if barrier == ObstacleIndex.wallWords { text += "其间隔有围墙或栅栏。" }
    if barrier == ObstacleIndex.barrierWords { text += "其间隔有水域、铁路或高速公路。" }
    if isEdgeLimited { text += "附近即数据边缘，实际情况可能更好。" }
    return text
  }
}
