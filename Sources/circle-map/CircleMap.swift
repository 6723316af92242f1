import PlannerMap

/// Where the map's program begins.
@main
enum Program {
  static func main() {}
}
