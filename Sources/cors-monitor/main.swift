print("cors-monitor")
