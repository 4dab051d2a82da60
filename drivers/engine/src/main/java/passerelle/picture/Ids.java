package passerelle.picture;

/**
 * Identifiers of drawn things: the kind and the names, joined by points. They are the same for the
 * same thing in each drawing, and need no quoting in XML, CSS, DOT and Mermaid but for the points.
 */
final class Ids {
  private Ids() {}

  static String of(String kind, String... names) {
    StringBuilder out = new StringBuilder(kind);
    for (String name : names) {
      out.append('.').append(safe(name));
    }
    return out.toString();
  }

  /** Letters, digits and hyphens as they are; the rest as {@code _} and its code. */
  private static String safe(String name) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || c == '-');
      out.append(plain ? String.valueOf(c) : "_" + Integer.toHexString(c) + "_");
    }
    return out.toString();
  }
}
