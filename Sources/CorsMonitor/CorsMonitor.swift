// CorsMonitor: see docs/architecture.md
