package passerelle.scenarios.format;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kernels that a transcript may run on. */
public enum KernelKind {
  /** The simulated kernel. */
  SIM,
  /** The machine's Linux kernel. */
  REAL;

  /** The word for it in front matter and on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kernel that a word names; empty if there is none. */
  public static Optional<KernelKind> of(String word) {
    return Arrays.stream(values()).filter(k -> k.word().equals(word)).findFirst();
  }
}
