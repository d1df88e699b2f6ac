// GridFiles: see docs/architecture.md
