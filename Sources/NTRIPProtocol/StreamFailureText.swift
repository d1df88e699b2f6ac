extension StreamFailure {
  /// What happened and what to do, in Chinese and in English. Holds no password: the state machines strip what a peer echoes.
  public var text: BilingualText {
    switch self {
    case .authenticationRefused(let answer):
      BilingualText(
        chinese: "用户名或密码被拒绝(\(answer));请核对该站的账号",
        english: "user or password refused (\(answer)); check the account configured for this station")
    case .forbidden(let answer):
      BilingualText(
        chinese: "账号无权访问该挂载点,或已在别处登录(\(answer));请联系播发方",
        english: "the account may not use this mountpoint, or is in use elsewhere (\(answer)); ask the operator of the caster")
    case .mountpointUnknown(.status404):
      BilingualText(
        chinese: "播发服务器上没有该挂载点(404);请核对挂载点名称,或基准站未上线",
        english: "the caster has no such mountpoint (404); check its name, or the station is off line")
    case .mountpointUnknown(.sourcetable):
      BilingualText(
        chinese: "服务器返回了源列表而不是数据:没有该挂载点;请核对挂载点名称(区分大小写),或基准站未上线",
        english:
          "the caster sent its sourcetable in place of data: no such mountpoint; check its name (case matters), or the station is off line")
    case .mountpointUnknown(.errorLine(let line)):
      BilingualText(
        chinese: "挂载点不可用(\(line));请核对挂载点名称",
        english: "mountpoint not available (\(line)); check its name")
    case .refused(let answer):
      BilingualText(
        chinese: "服务器拒绝(\(answer))",
        english: "the caster refused (\(answer))")
    case .redirected(let status, let location):
      BilingualText(
        chinese: "服务器要求转到 \(location)(\(status));为保护密码不会自动跟随,确认后请修改配置中的地址",
        english:
          "the server redirects to \(location) (\(status)); not followed, to protect the password: change the configured address if it is right"
      )
    case .serverError(let status, let answer):
      BilingualText(
        chinese: "服务器内部错误 \(status)(\(answer));稍后自动重试",
        english: "server error \(status) (\(answer)); it will be tried again")
    case .unexpectedStatus(let status, let answer):
      BilingualText(
        chinese: "服务器返回状态 \(status)(\(answer)),不是 NTRIP 数据流的应答",
        english: "status \(status) (\(answer)), which is no answer to a request for a stream")
    case .unexpectedContent(let type, let excerpt):
      BilingualText(
        chinese: "收到的不是 GNSS 数据而是 \(type):“\(excerpt)”;地址或端口可能指向网站或代理",
        english: "not GNSS data but \(type): “\(excerpt)”; the address or port may be a web site's or a proxy's")
    case .notNTRIP(let excerpt):
      BilingualText(
        chinese: "应答不是 NTRIP:“\(excerpt)”;请核对地址和端口",
        english: "the answer is not NTRIP: “\(excerpt)”; check address and port")
    case .rawDataInsteadOfAnswer:
      BilingualText(
        chinese: "未收到应答就直接收到 RTCM 数据:该端口是裸 TCP 数据流,请将数据源类型改为 tcp",
        english: "RTCM data came with no answer before it: this port is a raw TCP stream; configure the source as tcp")
    case .noSourcetable(let type, let excerpt):
      BilingualText(
        chinese: "请求的是源列表,收到的是 \(type):“\(excerpt)”",
        english: "the sourcetable was asked for, and \(type) came: “\(excerpt)”")
    case .unsupportedEncoding(let name):
      BilingualText(
        chinese: "数据采用了不支持的编码 \(name);请让播发方关闭压缩,或改用 NTRIP v1",
        english: "the body is coded as \(name), which is not supported; have compression switched off at the caster, or use NTRIP version 1"
      )
    case .headerTooLarge(let limit):
      BilingualText(
        chinese: "应答头超过 \(limit) 字节,已断开",
        english: "the header of the answer is larger than \(limit) bytes; closed")
    case .malformedHeader(let excerpt):
      BilingualText(
        chinese: "应答头格式错误:“\(excerpt)”",
        english: "malformed header line: “\(excerpt)”")
    case .malformedChunk(let offset, let byte):
      BilingualText(
        chinese: "分块传输格式在正文第 \(offset) 字节处损坏(\(Self.hexadecimal(byte)));若反复出现请改用 NTRIP v1",
        english: "chunked framing broken at byte \(offset) of the body (\(Self.hexadecimal(byte))); if it recurs, use NTRIP version 1")
    case .sourcetableTooLarge(let limit):
      BilingualText(
        chinese: "源列表超过 \(limit) 字节,已断开",
        english: "the sourcetable is larger than \(limit) bytes; closed")
    case .closedBeforeAnswer(let received):
      BilingualText(
        chinese: "服务器未完整应答就断开(已收到 \(received) 字节);可能连接过于频繁或本机地址被封禁",
        english: "closed before the answer was complete (\(received) bytes came); perhaps too many connections, or this address is banned")
    case .truncated(0):
      BilingualText(
        chinese: "连接在传输中途断开,正文不完整",
        english: "closed in the middle of the body")
    case .truncated(let missing):
      BilingualText(
        chinese: "连接在传输中途断开,还差 \(missing) 字节",
        english: "closed in the middle of the body, \(missing) bytes short")
    case .closedByServer:
      BilingualText(
        chinese: "服务器关闭了数据流",
        english: "the server ended the stream")
    case .connectionLost(let reason):
      BilingualText(
        chinese: "连接中断(\(reason))",
        english: "connection lost (\(reason))")
    case .nameNotResolved(let host):
      BilingualText(
        chinese: "无法解析主机名 \(host);请检查名称和 DNS",
        english: "host name \(host) cannot be resolved; check the name and the DNS")
    case .cannotConnect(let address, let reason):
      BilingualText(
        chinese: "无法连接 \(address)(\(reason));请检查端口、网络和防火墙",
        english: "cannot connect to \(address) (\(reason)); check port, network and firewall")
    case .connectTimedOut(let seconds):
      BilingualText(
        chinese: "\(Self.seconds(seconds)) 秒内未能建立连接;请检查地址、网络和防火墙",
        english: "no connection within \(Self.seconds(seconds)) s; check address, network and firewall")
    case .answerTimedOut(let seconds):
      BilingualText(
        chinese: "已连接,但 \(Self.seconds(seconds)) 秒内没有完整应答",
        english: "connected, but no complete answer within \(Self.seconds(seconds)) s")
    case .silent(let seconds):
      BilingualText(
        chinese: "\(Self.seconds(seconds)) 秒没有收到任何数据,已断开重连",
        english: "no data for \(Self.seconds(seconds)) s; closed to connect anew")
    case .tlsRefused(let reason):
      BilingualText(
        chinese: "TLS 连接失败(\(reason));请检查证书、主机名和 CA 文件",
        english: "TLS failed (\(reason)); check the certificate, the host name and the CA file")
    case .fileUnreadable(let path, let reason):
      BilingualText(
        chinese: "无法读取文件 \(path)(\(reason))",
        english: "cannot read \(path) (\(reason))")
    case .arrivalTimesUnusable(let path, let reason):
      BilingualText(
        chinese: "到达时间文件 \(path) 不可用(\(reason));请使用与数据同时录制的文件",
        english: "arrival times \(path) cannot be used (\(reason)); use the file recorded together with the data")
    case .configuration(let reason):
      BilingualText(
        chinese: "数据源配置有误(\(reason))",
        english: "the source is configured wrongly (\(reason))")
    }
  }

  private static func hexadecimal(_ byte: UInt8) -> String { "0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) }

  /// Seconds without a needless fraction: `20`, `0.2`.
  private static func seconds(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e9 ? String(Int(value)) : String(value)
  }
}
