/// The message numbers 4001–4095 that RTCM has given to organisations. Their contents are not public but for 4076 and a few others.
///
/// Source: the lists of public decoders, which agree except where a comment says so. Nobody is named for 4001–4047.
public enum ProprietaryMessages {
  /// The owner of a proprietary message number; nil for other numbers and where no owner is known.
  public static func owner(of number: UInt16) -> StaticString? {
    switch number {
    case 4048: "Point One Navigation"
    case 4049: "CM Intelligence Mobility Network"
    case 4050: "STMicroelectronics"  // some decoders take it for raw QZSS L6 of Magellan Systems Japan
    case 4051: "Hi-Target"
    case 4052: "Furuno"
    case 4053: "Qualcomm"
    case 4054: "GEODNET"
    case 4055: "KRISO"
    case 4056: "China Dayou"
    case 4057: "Sixents"
    case 4058: "Anello"
    case 4059: "NRCan"
    case 4060: "ALES"
    case 4061: "GeeSpace"
    case 4062: "Swift Navigation"  // one decoder says Geely
    case 4063: "CHC Navigation"
    case 4064: "NTLab"
    case 4065: "Allystar"
    case 4066: "Lantmäteriet"
    case 4067: "China Transport Telecommunications & Information Center"  // one decoder says CIPPE
    case 4068: "Qianxun"
    case 4069: "Veripos"
    case 4070: "Wuhan MengXin"
    case 4071: "Wuhan Navigation & LBS"
    case 4072: "u-blox"
    case 4073: "Mitsubishi Electric"
    case 4074: "Unicore"
    case 4075: "Alberding"
    case 4076: "IGS"
    case 4077: "Hemisphere"
    case 4078: "ComNav"
    case 4079: "SubCarrier Systems"
    case 4080: "NavCom"
    case 4081: "Seoul National University"
    case 4082: "CRC-SI"
    case 4083: "DLR"
    case 4084: "Geodetics"
    case 4085: "EUSPA"
    case 4086: "inPosition"
    case 4087: "Fugro"
    case 4088: "IfEN"
    case 4089: "Septentrio"
    case 4090: "Geo++"
    case 4091: "Topcon"
    case 4092: "Leica"
    case 4093: "NovAtel"
    case 4094: "Trimble"
    case 4095: "Ashtech"
    default: nil
    }
  }
}
