import ServiceConfiguration
import Bilingual
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// The HTTP service: API, server-sent events, Prometheus text, page.
public struct WebServer: Service {
  let address: ListenAddress
  let board: Board
  let store: Store?
  let files: StaticFiles
  let logger: Logger
  let started: @Sendable (Int) async -> Void

  /// A server that is not running yet.
  /// - Parameters:
  ///   - board: What the API shows.
  ///   - store: What the series are read from; without one they are empty.
  ///   - started: Called with the port once it listens.
  public init(
    address: ListenAddress, board: Board, store: Store?, files: StaticFiles, logger: Logger,
    started: @escaping @Sendable (Int) async -> Void = { _ in }
  ) {
    self.address = address
    self.board = board
    self.store = store
    self.files = files
    self.logger = logger
    self.started = started
  }

  /// Listens and answers until graceful shutdown. Throws `WebServerError` when the address cannot be had.
  public func run() async throws {
    let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: AnswerMiddleware())
    API(board: board, store: store).addRoutes(to: router)
    files.addRoutes(to: router)
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .warning)
    let started = started
    var application = Application(
      router: router,
      configuration: .init(address: .hostname(address.host, port: address.port), serverName: "cors-monitor"),
      onServerRunning: { channel in await started(channel.localAddress?.port ?? 0) },
      logger: quiet)
    application.addServices(Heartbeat(feed: board.feed))
    do {
      try await application.run()
    } catch let error as IOError {
      throw WebServerError(address: address, code: error.errnoCode)
    } catch is SocketAddressError.UnknownHost {
      // The only reason to look up an address here is that of the configuration.
      throw WebServerError(address: address, code: EADDRNOTAVAIL)
    }
  }

  /// Sends a sign of life to the subscribers.
  private struct Heartbeat: Service {
    let feed: EventFeed

    func run() async {
      await cancelWhenGracefulShutdown {
        while true {
          // Cancelled by the shutdown, which is no failure.
          do { try await Task.sleep(for: .seconds(10)) } catch { return }
          feed.heartbeat()
        }
      }
    }
  }
}

/// Why the service cannot listen.
public struct WebServerError: Error, Sendable {
  /// Where it was to listen.
  public var address: ListenAddress
  /// The system's error number.
  public var code: Int32

  /// What was tried, and what to do.
  public var text: BilingualText {
    let place = "\(address.host):\(address.port)"
    switch code {
    case EADDRINUSE:
      return BilingualText(
        zh: "端口已被占用:\(place)。请停止占用它的程序,或改用其他端口(配置 server.port 或 --port)。",
        en: "\(place) is in use. Stop the program that listens there, or choose another port (server.port or --port).")
    case EACCES:
      return BilingualText(zh: "没有权限监听 \(place)。请使用 1024 以上的端口。", en: "no permission to listen on \(place). Choose a port above 1024.")
    case EADDRNOTAVAIL:
      return BilingualText(
        zh: "本机没有地址 \(address.host)。请检查配置 server.address(本机:127.0.0.1;所有网卡:0.0.0.0 或 ::)。",
        en: "this host has no address \(address.host). Check server.address (this host only: 127.0.0.1; all its interfaces: 0.0.0.0 or ::)."
      )
    default:
      let reason = String(cString: strerror(code))
      return BilingualText(zh: "无法监听 \(place):\(reason)。", en: "cannot listen on \(place): \(reason).")
    }
  }
}

/// The request's context; it keeps the channel, so that a stuck client can be cut off.
struct WebContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    channel = source.channel
  }
}

/// Adds the headers that every answer has, and makes every error JSON.
struct AnswerMiddleware<Context: RequestContext>: RouterMiddleware {
  func handle(_ request: Request, context: Context, next: (Request, Context) async throws -> Response) async throws -> Response {
    var response: Response
    do {
      response = try await next(request, context)
    } catch let error as APIError {
      response = error.response
    } catch let error as HTTPError where error.status == .notFound {
      response = APIError.notFound(request.uri.path).response
    } catch let error as StoreError {
      response = APIError(status: .serviceUnavailable, code: "storeFailed", message: error.text).response
    } catch let error as HTTPError {
      let reason = error.body ?? error.status.reasonPhrase
      response = APIError(status: error.status, code: "badRequest", message: BilingualText(zh: "请求有误:\(reason)", en: reason)).response
    }
    response.headers[.xContentTypeOptions] = "nosniff"
    response.headers[.contentSecurityPolicy] =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
      + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    if let name = HTTPField.Name("Referrer-Policy") { response.headers[name] = "no-referrer" }
    return response
  }
}

/// An error as the API answers it: `{"error": {"code", "message": {"zh", "en"}}}`.
struct APIError: Error {
  var status: HTTPResponse.Status
  var code: String
  var message: BilingualText

  private struct Body: Encodable {
    struct Content: Encodable {
      var code: String
      var message: BilingualText
    }
    var error: Content
  }

  var response: Response {
    let body = (try? JSON.data(Body(error: .init(code: code, message: message)))) ?? Data()
    return Response(
      status: status, headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(bytes: body)))
  }

  static func notFound(_ path: String) -> APIError {
    APIError(status: .notFound, code: "notFound", message: BilingualText(zh: "没有此路径:\(path)", en: "no such path: \(path)"))
  }

  static func unknownStation(_ id: String) -> APIError {
    APIError(status: .notFound, code: "unknownStation", message: BilingualText(zh: "没有此站:\(id)", en: "no such station: \(id)"))
  }
}
