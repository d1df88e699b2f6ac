import GNSS
import RTCM

/// What message numbers stand for, in the user's language.
struct MessageNames {
  /// A short name; empty for a number that is not in the standard.
  func name(of number: UInt16) -> String {
    if let kind = MSMKind(number: number) { return "\(kind.system.name) MSM\(kind.level)" }
    if number == 4076 { return text(zh: "IGS SSR 改正数", en: "IGS SSR corrections") }
    if let owner = ProprietaryMessages.owner(of: number) { return text(zh: "\(owner) 专有电文", en: "proprietary, \(owner)") }
    switch number {
    case 0: return text(zh: "过短，无电文号", en: "too short for a message number")
    case 1001: return text(zh: "GPS L1 观测值", en: "GPS L1 observations")
    case 1002: return text(zh: "GPS L1 观测值（扩展）", en: "GPS L1 observations, extended")
    case 1003: return text(zh: "GPS L1/L2 观测值", en: "GPS L1/L2 observations")
    case 1004: return text(zh: "GPS L1/L2 观测值（扩展）", en: "GPS L1/L2 observations, extended")
    case 1005: return text(zh: "天线参考点", en: "antenna reference point")
    case 1006: return text(zh: "天线参考点及天线高", en: "antenna reference point and height")
    case 1007: return text(zh: "天线型号", en: "antenna descriptor")
    case 1008: return text(zh: "天线型号及序列号", en: "antenna descriptor and serial number")
    case 1009: return text(zh: "GLONASS L1 观测值", en: "GLONASS L1 observations")
    case 1010: return text(zh: "GLONASS L1 观测值（扩展）", en: "GLONASS L1 observations, extended")
    case 1011: return text(zh: "GLONASS L1/L2 观测值", en: "GLONASS L1/L2 observations")
    case 1012: return text(zh: "GLONASS L1/L2 观测值（扩展）", en: "GLONASS L1/L2 observations, extended")
    case 1013: return text(zh: "系统参数", en: "system parameters")
    case 1014...1017, 1037...1039: return text(zh: "网络辅助站（MAC）", en: "network auxiliary stations (MAC)")
    case 1019: return text(zh: "GPS 星历", en: "GPS ephemeris")
    case 1020: return text(zh: "GLONASS 星历", en: "GLONASS ephemeris")
    case 1021...1027: return text(zh: "坐标转换参数", en: "coordinate transformation")
    case 1029: return text(zh: "文本", en: "text")
    case 1030, 1031, 1303...1305: return text(zh: "网络 RTK 残差", en: "network RTK residuals")
    case 1032: return text(zh: "物理参考站位置", en: "physical reference station position")
    case 1033: return text(zh: "接收机与天线", en: "receiver and antenna")
    case 1034, 1035: return text(zh: "网络 FKP 梯度", en: "network FKP gradients")
    case 1041: return text(zh: "NavIC 星历", en: "NavIC ephemeris")
    case 1042, 63: return text(zh: "北斗星历", en: "BeiDou ephemeris")
    case 1043: return text(zh: "SBAS 星历", en: "SBAS ephemeris")
    case 1044: return text(zh: "QZSS 星历", en: "QZSS ephemeris")
    case 1045: return text(zh: "Galileo F/NAV 星历", en: "Galileo F/NAV ephemeris")
    case 1046: return text(zh: "Galileo I/NAV 星历", en: "Galileo I/NAV ephemeris")
    case 1057...1068, 1240...1263: return text(zh: "SSR 改正数", en: "SSR corrections")
    case 1230: return text(zh: "GLONASS 码相偏差", en: "GLONASS code-phase biases")
    case 1264: return text(zh: "SSR 电离层 VTEC", en: "SSR ionosphere VTEC")
    case 1265...1270: return text(zh: "SSR 相位偏差", en: "SSR phase biases")
    case 1300...1302: return text(zh: "坐标参考系", en: "coordinate reference system")
    case 1...100: return text(zh: "试验电文", en: "experimental")
    default: return ""
    }
  }
}
