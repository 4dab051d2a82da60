package passerelle.engine.cli;

/**
 * An option of a command.
 *
 * @param name its long name
 * @param letter its short name, empty for none
 * @param type what its value is: {@code bool} for none, {@code int}, {@code list}...
 */
public record Flag(String name, String letter, String type) {
  boolean isBool() {
    return type.equals("bool");
  }

  /** {@code -t, --time}, as errors name it. */
  String label() {
    return (letter.isEmpty() ? "" : "-" + letter + ", ") + "--" + name;
  }
}
