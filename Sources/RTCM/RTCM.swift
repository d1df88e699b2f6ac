// RTCM: see docs/architecture.md
