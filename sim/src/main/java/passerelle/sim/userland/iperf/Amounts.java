package passerelle.sim.userland.iperf;

import java.util.Locale;

/** Octets and rates as both iperfs write them (iperf3: units.c, unit_snprintf). */
final class Amounts {
  private Amounts() {}

  /** {@code 1.54 GBytes}. */
  static String octets(double octets) {
    return text(octets, 1024) + "Bytes";
  }

  /** {@code 13.2 Gbits/sec}. */
  static String rate(double bits) {
    return text(bits, 1000) + "bits/sec";
  }

  private static String text(double amount, double base) {
    String[] units = {"", base == 1000 ? "K" : "K", "M", "G", "T"};
    double value = amount;
    int unit = 0;
    while (value >= base && unit < units.length - 1) {
      value /= base;
      unit++;
    }
    String format = value < 9.995 ? "%4.2f" : value < 99.95 ? "%4.1f" : "%4.0f";
    return String.format(Locale.ROOT, format, value) + " " + units[unit];
  }
}
