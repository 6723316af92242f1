extension String {
  /// The text made fit for one line of a message: control, format and separator characters replaced by "?",
  /// shortened to a count of letters.
  ///
  /// A file or an argument must not be able to move the reader's cursor or to fake a second line.
  ///
  /// - Complexity: O(limit).
  package func printable(limit: Int = 60) -> String {
    var text = ""
    var count = 0
    for scalar in unicodeScalars {
      guard count < limit else { return text + "…" }
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
        text.unicodeScalars.append("?")
      default:
        text.unicodeScalars.append(scalar)
      }
      count += 1
    }
    return text
  }
}
