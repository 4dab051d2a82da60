package passerelle.sim.userland.iperf;

import java.util.Locale;
import passerelle.text.CNumber;

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
    String digits = CNumber.fixed(value, value < 9.995 ? 2 : value < 99.95 ? 1 : 0);
    return String.format(Locale.ROOT, "%4s %s", digits, units[unit]);
  }
}
