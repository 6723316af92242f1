import Foundation
import FoundationXML

/// A page read back by a strict parser of XML: its elements, and its tables as rows of texts.
final class ReportReader: NSObject, XMLParserDelegate {
  private(set) var elements: [String: Int] = [:]
  private(set) var attributes: [(element: String, name: String, value: String)] = []
  /// Rows of all tables of a class, the header first.
  private(set) var tables: [String: [[String]]] = [:]
  /// Texts of elements of a class.
  private(set) var texts: [String: [String]] = [:]
  /// All text but that of the style sheet.
  private(set) var text = ""
  private var open: [(name: String, kind: String, text: String)] = []
  private var table = ""

  /// Nil when the page is not well-formed.
  init?(_ page: String) {
    super.init()
    let parser = XMLParser(data: Data(page.utf8))
    parser.delegate = self
    guard parser.parse() else { return nil }
  }

  func parser(
    _: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes values: [String: String]
  ) {
    elements[name, default: 0] += 1
    attributes += values.map { (name, $0.key, $0.value) }
    if name == "table" { table = values["class"] ?? "" }
    if name == "tr" { tables[table, default: []].append([]) }
    open.append((name, values["class"] ?? "", ""))
  }

  func parser(_: XMLParser, foundCharacters characters: String) {
    for index in open.indices { open[index].text += characters }
    if !open.contains(where: { $0.name == "style" }) { text += characters }
  }

  func parser(_: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    guard let ended = open.popLast() else { return }
    texts[ended.name, default: []].append(ended.text)
    if !ended.kind.isEmpty { texts[".\(ended.kind)", default: []].append(ended.text) }
    if name == "td" || name == "th" {
      let rows = tables[table]?.count ?? 0
      tables[table]?[rows - 1].append(ended.text)
    }
    // So that words of neighbouring elements do not run together.
    text += " "
  }
}
