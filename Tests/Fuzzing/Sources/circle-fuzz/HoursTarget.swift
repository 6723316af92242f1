@testable import Coverage

/// Texts of opening hours: unknown, or hours that add up.
enum HoursTarget {
  static func hours(_ bytes: UnsafeRawBufferPointer) {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let hours = OpeningHours(text) else { return }
    if text.utf8.count < 900, !text.allSatisfy(\.isWhitespace) {
      let isEnded = text.last { !$0.isWhitespace }.map { ";；".contains($0) } ?? true
      promise(isEnded || OpeningHours(text + ";") == hours, "a final semicolon changes \(text)")
    }
    for day in OpeningHours.Weekday.allCases {
      for month in 0..<12 {
        for span in hours.spans(day, month: month) {
          promise(span.lowerBound >= 0 && span.lowerBound < 1440 && span.upperBound <= 2880, "\(span) of \(text)")
        }
      }
      for minute in stride(from: 0, to: 1440, by: 97) {
        guard let always = hours.isOpen(day, minute: minute) else { continue }
        let months = (0..<12).map { hours.isOpen(day, minute: minute, month: $0, monthOfDayBefore: $0) }
        promise(months.allSatisfy { $0 == always }, "months differ from no month: \(text)")
      }
    }
  }
}
