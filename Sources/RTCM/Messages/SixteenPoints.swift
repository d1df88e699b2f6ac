extension BoundedArray where Element: FieldGroup {
  /// As many elements as fit, all fields zero: for groups whose number is fixed and not sent.
  init(sixteen: Void) {
    self.init()
    resize(to: Self.limit)
  }
}
