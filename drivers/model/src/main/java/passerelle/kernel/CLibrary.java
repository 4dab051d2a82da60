package passerelle.kernel;

import static java.util.Map.entry;

import java.util.Map;

/**
 * A C library, which words what the kernel and name servers refuse: {@code strerror(3)}, {@code
 * gai_strerror(3)} and {@code hstrerror(3)}. Texts here are in glibc's words; each library knows
 * its own for them.
 */
public enum CLibrary {
  /** GNU's, of Debian and its like. */
  GLIBC(Map.of()),

  /** Alpine's: {@code src/errno/__strerror.h}, {@code src/network/gai_strerror.c} of musl 1.2.5. */
  MUSL(
      Map.ofEntries(
          entry("Input/output error", "I/O error"),
          entry("Device or resource busy", "Resource busy"),
          entry("Invalid cross-device link", "Cross-device link"),
          entry("Numerical result out of range", "Result not representable"),
          entry("Too many levels of symbolic links", "Symbolic link loop"),
          entry("Exchange full", "No error information"),
          entry("Message too long", "Message too large"),
          entry("Operation not supported", "Not supported"),
          entry("Address already in use", "Address in use"),
          entry("Cannot assign requested address", "Address not available"),
          entry("Network is unreachable", "Network unreachable"),
          entry("Software caused connection abort", "Connection aborted"),
          entry("Transport endpoint is already connected", "Socket is connected"),
          entry("Transport endpoint is not connected", "Socket not connected"),
          entry("Connection timed out", "Operation timed out"),
          entry("No route to host", "Host is unreachable"),
          entry("Operation now in progress", "Operation in progress"),
          entry("Name or service not known", "Name does not resolve"),
          entry("No address associated with hostname", "Name has no usable address"),
          entry("Temporary failure in name resolution", "Try again"),
          entry("Unknown host", "Host not found"),
          entry("No address associated with name", "Address not available"),
          entry("Host name lookup failure", "Try again")));

  private final Map<String, String> words;

  CLibrary(Map<String, String> words) {
    this.words = words;
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
