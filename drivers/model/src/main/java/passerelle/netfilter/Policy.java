package passerelle.netfilter;

import java.util.Optional;

/** What becomes of a packet that no rule of a built-in chain has decided on. */
public enum Policy {
  ACCEPT,
  DROP;

  /** The policy that a word means. */
  public static Optional<Policy> of(String word) {
    return switch (word) {
      case "ACCEPT" -> Optional.of(ACCEPT);
      case "DROP" -> Optional.of(DROP);
      default -> Optional.empty();
    };
  }
}
