print("jizhun")
