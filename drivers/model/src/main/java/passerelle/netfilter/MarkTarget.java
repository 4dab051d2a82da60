package passerelle.netfilter;

/**
 * {@code -j MARK}: the packet's mark becomes {@code (mark & ~mask) ^ value}.
 *
 * @param value 32 bits
 * @param mask 32 bits
 */
public record MarkTarget(int value, int mask) implements Target {
  static final Extension<Target> EXTENSION =
      Extension.of(
          "MARK",
          MarkTarget::parse,
          Option.value("set-xmark"),
          Option.value("set-mark"),
          Option.value("and-mark"),
          Option.value("or-mark"),
          Option.value("xor-mark"));

  private static Target parse(OptionValues values) throws IptablesException {
    values.exclusive("set-xmark", "set-mark", "and-mark", "or-mark", "xor-mark");
    if (values.isEmpty()) {
      throw values.fault("One of the --set-xmark, --{and,or,xor,set}-mark options is required");
    }
    int[] marked = xmark(values.given().get(0), values);
    return new MarkTarget(marked[0], marked[1]);
  }

  /** Value and mask of one of the five options. */
  static int[] xmark(String option, OptionValues values) throws IptablesException {
    int[] marked = values.marked(option);
    int value = marked[0];
    return switch (option) {
      case "set-mark" -> new int[] {value, value | marked[1]};
      case "and-mark" -> new int[] {0, ~value};
      case "or-mark" -> new int[] {value, value};
      case "xor-mark" -> new int[] {value, 0};
      default -> marked;
    };
  }

  /** The operation in the words of a listing. */
  static String operation(int value, int mask) {
    if (value == 0) {
      return "and " + CommandWords.hex(~mask);
    }
    if (value == mask) {
      return "or " + CommandWords.hex(value);
    }
    if (mask == 0) {
      return "xor " + CommandWords.hex(value);
    }
    return mask == -1
        ? "set " + CommandWords.hex(value)
        : "xset " + CommandWords.hex(value) + "/" + CommandWords.hex(mask);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.mark(this);
  }

  @Override
  public String label() {
    return "MARK";
  }

  @Override
  public String text() {
    return "-j MARK --set-xmark " + CommandWords.hex(value) + "/" + CommandWords.hex(mask);
  }

  @Override
  public String listing(ListingStyle style) {
    return "MARK " + operation(value, mask);
  }
}
