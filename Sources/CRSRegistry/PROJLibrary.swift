import PROJOnDemand

/// PROJ's shared library, loaded when the first system of the registry is asked for: programs that ask for none neither wait for it nor need it.
///
/// The one thing that is global here. It is set once, holds addresses of code, and belongs to the process as linked code would.
enum PROJLibrary {
  /// What loading gave.
  private enum Loaded {
    case functions(proj_functions)
    case failed(String)
  }

  private static let loaded: Loaded = {
    var functions = proj_functions()
    var reason = [CChar](repeating: 0, count: 512)
    // Writes the table, and at most 512 bytes with their NUL.
    guard unsafe proj_on_demand(&functions, &reason, Int32(reason.count)) == 0 else {
      return .failed(String(decoding: reason.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
    }
    return .functions(functions)
  }()

  /// PROJ's functions. Throws where the library is not to be had.
  static func functions() throws(RegistryError) -> proj_functions {
    switch loaded {
    case .functions(let functions): return functions
    case .failed(let reason): throw .noLibrary(reason)
    }
  }
}
