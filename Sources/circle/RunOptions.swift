import ArgumentParser

/// What every run takes: whether outputs may be replaced, and what it says meanwhile.
struct RunOptions: ParsableArguments {
  @Flag(help: "Replace outputs that exist.")
  var force = false

  @Flag(help: "No summary, progress or notes.")
  var quiet = false

  @Option(help: "Progress on standard error: auto, json or none.")
  var progress = "auto"
}
