package passerelle.files;

/** Numbers of octets as people say them. */
final class Size {
  private static final int KIBI = 1024;

  private Size() {}

  /** {@code 4 MiB}, {@code 64 KiB}, {@code 12 B}: the largest unit of which it is a multiple. */
  static String of(long octets) {
    if (octets % (KIBI * KIBI) == 0) {
      return octets / (KIBI * KIBI) + " MiB";
    }
    return octets % KIBI == 0 ? octets / KIBI + " KiB" : octets + " B";
  }
}
