// Temporary: area assembly is being written elsewhere; delete this file when Area assembly lands.
extension Extract {
  /// Stub.
  public func area(ofWay index: Int) -> Result<Area, AreaProblem> { .failure(.incomplete) }
  /// Stub.
  public func area(ofRelation index: Int) -> Result<Area, AreaProblem> { .failure(.incomplete) }
}
