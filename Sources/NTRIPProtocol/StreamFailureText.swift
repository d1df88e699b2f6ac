import Bilingual

extension StreamFailure {
  /// What happened and what to do, in Chinese and in English. Holds no password: the state machines strip what a peer echoes.
  public var text: BilingualText {
    switch self {
    case .authenticationRefused(let answer):
      BilingualText(
        zh: "用户名或密码被拒绝(\(answer));请核对该站的账号",
        en: "user or password refused (\(answer)); check the account configured for this station")
    case .forbidden(let answer):
      BilingualText(
        zh: "账号无权访问该挂载点,或已在别处登录(\(answer));请联系播发方",
        en: "the account may not use this mountpoint, or is in use elsewhere (\(answer)); ask the operator of the caster")
    case .mountpointUnknown(.status404):
      BilingualText(
        zh: "播发服务器上没有该挂载点(404);请核对挂载点名称,或基准站未上线",
        en: "the caster has no such mountpoint (404); check its name, or the station is off line")
    case .mountpointUnknown(.sourcetable):
      BilingualText(
        zh: "服务器返回了源列表而不是数据:没有该挂载点;请核对挂载点名称(区分大小写),或基准站未上线",
        en:
          "the caster sent its sourcetable in place of data: no such mountpoint; check its name (case matters), or the station is off line")
    case .mountpointUnknown(.errorLine(let line)):
      BilingualText(
        zh: "挂载点不可用(\(line));请核对挂载点名称",
        en: "mountpoint not available (\(line)); check its name")
    case .refused(let answer):
      BilingualText(
        zh: "服务器拒绝(\(answer))",
        en: "the caster refused (\(answer))")
    case .redirected(let status, let location):
      BilingualText(
        zh: "服务器要求转到 \(location)(\(status));为保护密码不会自动跟随,确认后请修改配置中的地址",
        en:
          "the server redirects to \(location) (\(status)); not followed, to protect the password: change the configured address if it is right"
      )
    case .serverError(let status, let answer):
      BilingualText(
        zh: "服务器内部错误 \(status)(\(answer));稍后自动重试",
        en: "server error \(status) (\(answer)); it will be tried again")
    case .unexpectedStatus(let status, let answer):
      BilingualText(
        zh: "服务器返回状态 \(status)(\(answer)),不是 NTRIP 数据流的应答",
        en: "status \(status) (\(answer)), which is no answer to a request for a stream")
    case .unexpectedContent(let type, let excerpt):
      BilingualText(
        zh: "收到的不是 GNSS 数据而是 \(type):“\(excerpt)”;地址或端口可能指向网站或代理",
        en: "not GNSS data but \(type): “\(excerpt)”; the address or port may be a web site's or a proxy's")
    case .notNTRIP(let excerpt):
      BilingualText(
        zh: "应答不是 NTRIP:“\(excerpt)”;请核对地址和端口",
        en: "the answer is not NTRIP: “\(excerpt)”; check address and port")
    case .rawDataInsteadOfAnswer:
      BilingualText(
        zh: "未收到应答就直接收到 RTCM 数据:该端口是裸 TCP 数据流,请将数据源类型改为 tcp",
        en: "RTCM data came with no answer before it: this port is a raw TCP stream; configure the source as tcp")
    case .noSourcetable(let type, let excerpt):
      BilingualText(
        zh: "请求的是源列表,收到的是 \(type):“\(excerpt)”",
        en: "the sourcetable was asked for, and \(type) came: “\(excerpt)”")
    case .unsupportedEncoding(let name):
      BilingualText(
        zh: "数据采用了不支持的编码 \(name);请让播发方关闭压缩,或改用 NTRIP v1",
        en: "the body is coded as \(name), which is not supported; have compression switched off at the caster, or use NTRIP version 1"
      )
    case .headerTooLarge(let limit):
      BilingualText(
        zh: "应答头超过 \(limit) 字节,已断开",
        en: "the header of the answer is larger than \(limit) bytes; closed")
    case .malformedHeader(let excerpt):
      BilingualText(
        zh: "应答头格式错误:“\(excerpt)”",
        en: "malformed header line: “\(excerpt)”")
    case .malformedChunk(let offset, let byte):
      BilingualText(
        zh: "分块传输格式在正文第 \(offset) 字节处损坏(\(Self.hexadecimal(byte)));若反复出现请改用 NTRIP v1",
        en: "chunked framing broken at byte \(offset) of the body (\(Self.hexadecimal(byte))); if it recurs, use NTRIP version 1")
    case .sourcetableTooLarge(let limit):
      BilingualText(
        zh: "源列表超过 \(limit) 字节,已断开",
        en: "the sourcetable is larger than \(limit) bytes; closed")
    case .closedBeforeAnswer(let received):
      BilingualText(
        zh: "服务器未完整应答就断开(已收到 \(received) 字节);可能连接过于频繁或本机地址被封禁",
        en: "closed before the answer was complete (\(received) bytes came); perhaps too many connections, or this address is banned")
    case .truncated(0):
      BilingualText(
        zh: "连接在传输中途断开,正文不完整",
        en: "closed in the middle of the body")
    case .truncated(let missing):
      BilingualText(
        zh: "连接在传输中途断开,还差 \(missing) 字节",
        en: "closed in the middle of the body, \(missing) bytes short")
    case .closedByServer:
      BilingualText(
        zh: "服务器关闭了数据流",
        en: "the server ended the stream")
    case .connectionLost(let reason):
      BilingualText(
        zh: "连接中断(\(reason))",
        en: "connection lost (\(reason))")
    case .nameNotResolved(let host):
      BilingualText(
        zh: "无法解析主机名 \(host);请检查名称和 DNS",
        en: "host name \(host) cannot be resolved; check the name and the DNS")
    case .cannotConnect(let address, let reason):
      BilingualText(
        zh: "无法连接 \(address)(\(reason));请检查端口、网络和防火墙",
        en: "cannot connect to \(address) (\(reason)); check port, network and firewall")
    case .connectTimedOut(let seconds):
      BilingualText(
        zh: "\(Self.seconds(seconds)) 秒内未能建立连接;请检查地址、网络和防火墙",
        en: "no connection within \(Self.seconds(seconds)) s; check address, network and firewall")
    case .answerTimedOut(let seconds):
      BilingualText(
        zh: "已连接,但 \(Self.seconds(seconds)) 秒内没有完整应答",
        en: "connected, but no complete answer within \(Self.seconds(seconds)) s")
    case .silent(let seconds):
      BilingualText(
        zh: "\(Self.seconds(seconds)) 秒没有收到任何数据,已断开重连",
        en: "no data for \(Self.seconds(seconds)) s; closed to connect anew")
    case .tlsRefused(let reason):
      BilingualText(
        zh: "TLS 连接失败(\(reason));请检查证书、主机名和 CA 文件",
        en: "TLS failed (\(reason)); check the certificate, the host name and the CA file")
    case .fileUnreadable(let path, let reason):
      BilingualText(
        zh: "无法读取文件 \(path)(\(reason))",
        en: "cannot read \(path) (\(reason))")
    case .arrivalTimesUnusable(let path, let reason):
      BilingualText(
        zh: "到达时间文件 \(path) 不可用(\(reason));请使用与数据同时录制的文件",
        en: "arrival times \(path) cannot be used (\(reason)); use the file recorded together with the data")
    case .configuration(let reason):
      BilingualText(
        zh: "数据源配置有误(\(reason))",
        en: "the source is configured wrongly (\(reason))")
    }
  }

  private static func hexadecimal(_ byte: UInt8) -> String { "0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) }

  /// Seconds without a needless fraction: `20`, `0.2`.
  private static func seconds(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e9 ? String(Int(value)) : String(value)
  }
}
