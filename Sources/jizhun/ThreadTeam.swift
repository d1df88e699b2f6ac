import Glibc
import Synchronization

/// Threads that share a list of tasks, for commands that compute for longer than one processor should.
///
/// The core modules know no threads; what is handed to a team works on values and on memory of its own.
struct ThreadTeam {
  /// How many threads, the calling one among them.
  let count: Int

  /// A team; without a number, a thread for each processor.
  init(count: Int?) {
    self.count = count ?? max(1, min(64, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
  }

  /// Runs `work` once on every thread and returns when all have ended. Each call gets `next`, which gives the tasks 0 ..< `tasks` out, every one
  /// once, and nil when there are none left.
  func run(tasks: Int, _ work: @Sendable (_ next: () -> Int?) -> Void) {
    let counter = TaskCounter(tasks)
    let extra = min(count, tasks) - 1
    guard extra > 0 else { return work { counter.next() } }
    // The closures outlive every use: all threads are joined before this function returns.
    withoutActuallyEscaping(work) { work in
      let start = ThreadStart { work { counter.next() } }
      var threads: [pthread_t] = []
      for _ in 0..<extra {
        var thread = pthread_t()
        // The pointer is retained once for each thread and given back there.
        let argument = unsafe Unmanaged.passRetained(start)
        let status = unsafe pthread_create(
          &thread, nil,
          { pointer in
            let start = unsafe Unmanaged<ThreadStart>.fromOpaque(pointer!).takeRetainedValue()
            start.work()
            return nil
          }, argument.toOpaque())
        if status == 0 {
          threads.append(thread)
        } else {
          unsafe argument.release()  // the system has no more threads: those that there are do the work
        }
      }
      start.work()
      for thread in threads { pthread_join(thread, nil) }
    }
  }
}

private final class ThreadStart: Sendable {
  let work: @Sendable () -> Void
  init(_ work: @escaping @Sendable () -> Void) { self.work = work }
}

private final class TaskCounter: Sendable {
  private let tasks: Int
  private let given = Atomic(0)

  init(_ tasks: Int) { self.tasks = tasks }

  func next() -> Int? {
    let task = given.wrappingAdd(1, ordering: .relaxed).oldValue
    return task < tasks ? task : nil
  }
}

/// Memory of which each thread writes a part of its own.
struct SharedResults: @unchecked Sendable {
  // Owned by whoever makes it, freed by `free`; tasks write disjoint ranges, and nobody reads before the threads are joined.
  private let base: UnsafeMutablePointer<Double>
  let count: Int

  init(count: Int) {
    self.count = count
    unsafe base = .allocate(capacity: max(count, 1))
    unsafe base.initialize(repeating: .nan, count: max(count, 1))
  }

  func free() { unsafe base.deallocate() }

  subscript(i: Int) -> Double {
    get {
      precondition(i >= 0 && i < count)
      return unsafe base[i]
    }
    nonmutating set {
      precondition(i >= 0 && i < count)
      unsafe base[i] = newValue
    }
  }

  /// Lets `body` write a range.
  func write(_ range: Range<Int>, _ body: (inout MutableSpan<Double>) -> Void) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    // Initialised memory of this object, inside its bounds.
    var span = unsafe MutableSpan(_unsafeStart: base + range.lowerBound, count: range.count)
    body(&span)
  }
}
