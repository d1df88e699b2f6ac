import Foundation

/// Why the system refused something, in its own words: "No such file or directory". Foundation's descriptions hold paths, domains and
/// numbers that help no operator.
func systemReason(_ error: any Error) -> String {
  let error = error as NSError
  if error.domain == NSPOSIXErrorDomain { return String(cString: strerror(Int32(error.code))) }
  if let cause = error.userInfo[NSUnderlyingErrorKey] as? any Error { return systemReason(cause) }
  return error.localizedDescription
}
