import ArgumentParser

/// Whether a run tells how firm its answers are.
struct FirmnessOptions: ParsableArguments {
  @Flag(help: "Tell who is covered by a walk a tenth slower and a tenth faster, too.")
  var band = false
}
