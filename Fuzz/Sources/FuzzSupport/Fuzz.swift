import CFuzzer

/// Runs libFuzzer with a function that gets the bytes of one input. It must return 0, and may do anything but crash, hang or leak.
public func fuzz(_ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32) -> Int32 {
  var count = CommandLine.argc
  var arguments = CommandLine.unsafeArgv
  return LLVMFuzzerRunDriver(&count, &arguments, test)
}

/// Checks what must hold for every input: a crash with a message when it does not.
public func require(_ condition: Bool, _ message: @autoclosure () -> String) {
  if !condition { fatalError(message()) }  // the fuzzer reports a crash as a finding
}
