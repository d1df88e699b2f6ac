// NTRIP as values: bytes in, events and bytes out.
//
// This module holds the protocol (RTCM 10410.0 "NTRIP 1.0", 10410.1 "NTRIP 2.0") without sockets, clocks, tasks or Foundation, so that
// it can be fed by a test, a fuzzer or a transport alike:
//
// - `NTRIPClientStateMachine`: one answer of a caster, version 1 or 2, from its first byte to its last.
// - `ChunkedDecoder`, `SourcetableParser`, `GGASentence`: its parts, usable alone.
// - `NTRIPServerStateMachine`: one client's request, for the small caster of the tests and the simulation.
// - `ReconnectPolicy`: when to try again.
// - `ArrivalTimes`: the file of arrival times beside a recorded stream.
// - `StreamFailure`: everything that can go wrong, with its words.
//
// Sockets, TLS and timers are in NTRIP.
