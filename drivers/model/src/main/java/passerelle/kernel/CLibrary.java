package passerelle.kernel;

import java.util.Map;
import java.util.stream.Collectors;
import passerelle.text.Resources;

/**
 * A C library, which words what the kernel and name servers refuse: {@code strerror(3)}, {@code
 * gai_strerror(3)} and {@code hstrerror(3)}. Texts here are in glibc's words; each library knows
 * its own for them.
 */
public enum CLibrary {
  /** GNU's, of Debian and its like. */
  GLIBC(Map.of()),

  /** Alpine's: {@code src/errno/__strerror.h}, {@code src/network/gai_strerror.c} of musl 1.2.5. */
  MUSL(musl());

  private final Map<String, String> words;

  CLibrary(Map<String, String> words) {
    this.words = words;
  }

  /** Lines {@code GLIBC=MUSL}. */
  private static Map<String, String> musl() {
    return Resources.rows(CLibrary.class, "musl.txt")
        .map(row -> row.split("="))
        .collect(Collectors.toMap(row -> row[0], row -> row[1]));
  }

  /** What it says where glibc has these words. */
  public String says(String glibc) {
    return words.getOrDefault(glibc, glibc);
  }

  /** {@code strerror(3)}. */
  public String strerror(Errno errno) {
    return says(errno.text());
  }

  /** What a program says of a refusal: {@code strerror(3)}, or what the kernel itself told. */
  public String strerror(KernelException refused) {
    return refused.isExtended() ? refused.getMessage() : strerror(refused.errno());
  }

  /**
   * What has been printed on the real kernel, with the errors that end its lines as another text
   * has them: a machine has one BusyBox and one C library for all images.
   */
  public static String reworded(String printed, String like) {
    String text = printed;
    for (Map.Entry<String, String> word : MUSL.words.entrySet()) {
      String musl = ": " + word.getValue() + "\n";
      if (like.contains(musl)) {
        text = text.replace(": " + word.getKey() + "\n", musl);
      }
    }
    return text;
  }
}
