package passerelle.sim.shell;

/** The named classes of characters in brackets, in the C locale ({@code ctype.h}). */
public final class CharacterClass {
  private CharacterClass() {}

  /** Whether {@code c} is in the class, such as {@code alpha}; false for an unknown name. */
  public static boolean contains(String name, char c) {
    boolean digit = c >= '0' && c <= '9';
    boolean lower = c >= 'a' && c <= 'z';
    boolean upper = c >= 'A' && c <= 'Z';
    boolean printing = c >= 32 && c != 127;
    return switch (name) {
      case "alpha" -> lower || upper;
      case "digit" -> digit;
      case "alnum" -> lower || upper || digit;
      case "lower" -> lower;
      case "upper" -> upper;
      case "space" -> c == ' ' || c >= 9 && c <= 13;
      case "blank" -> c == ' ' || c == '\t';
      case "punct" -> printing && c < 127 && c != ' ' && !lower && !upper && !digit;
      case "xdigit" -> digit || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
      case "cntrl" -> c < 32 || c == 127;
      case "print" -> printing;
      case "graph" -> printing && c != ' ';
      default -> false;
    };
  }
}
