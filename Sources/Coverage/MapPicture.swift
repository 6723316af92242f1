/// stub
package struct MapPicture {
  package init(_ result: CoverageResult) {}
  package func encoded() -> [UInt8] { [] }
}
