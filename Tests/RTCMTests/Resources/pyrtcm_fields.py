"""Decodes payloads with pyrtcm and writes their fields in the order of transmission.

Input: payloads, each behind its length in two bytes. Output: one line for each payload,
  fields NAME=VALUE NAME=VALUE ...   characters as their code, satellites and signals of MSM as the text that pyrtcm derives
  unknown                            pyrtcm does not know the message
  error TEXT                         pyrtcm could not decode it
"""
import sys

from pyrtcm.rtcmmessage import RTCMMessage
from pyrtcm.rtcmtypes_core import RTCM_DATA_FIELDS, STR


class Traced(RTCMMessage):
    def __init__(self, payload):
        object.__setattr__(self, "trace", [])
        super().__init__(payload=payload, labelmsm=1)

    def _set_attribute_single(self, anam):
        super()._set_attribute_single(anam)
        if RTCM_DATA_FIELDS[anam][0] == STR:  # collected into one string; a zero byte leaves nothing
            value = self._payloadi >> (self._payblen - self._offset) & 255
        else:
            value = self.__dict__[anam + "".join(f"_{i:02d}" for i in self._index if i > 0)]
            if isinstance(value, str) and len(value) == 1:
                value = ord(value)
        self.trace.append(f"{anam}={value}")


def main():
    data = sys.stdin.buffer.read()
    out = []
    at = 0
    while at < len(data):
        length = data[at] << 8 | data[at + 1]
        payload = data[at + 2 : at + 2 + length]
        at += 2 + length
        try:
            message = Traced(payload)
            out.append("unknown" if message._unknown else "fields " + " ".join(message.trace))
        except Exception as error:  # whatever pyrtcm throws is its verdict
            out.append("error " + str(error).replace("\n", " "))
    sys.stdout.write("\n".join(out) + "\n")


main()
