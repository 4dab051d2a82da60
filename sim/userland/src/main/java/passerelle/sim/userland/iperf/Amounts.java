package passerelle.sim.userland.iperf;

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

  /**
   * The same in a unit that somebody has chosen.
   *
   * @param unit {@code k m g t} for bits, {@code K M G T} for octets; anything else for none
   */
  static String rate(double bits, char unit) {
    int power = "kmgt".indexOf(Character.toLowerCase(unit)) + 1;
    if (power == 0) {
      return rate(bits);
    }
    boolean octets = Character.isUpperCase(unit);
    double value = (octets ? bits / 8 : bits) / Math.pow(octets ? 1024 : 1000, power);
    return digits(value) + " " + "KMGT".charAt(power - 1) + (octets ? "Bytes/sec" : "bits/sec");
  }

  private static String digits(double value) {
    int fraction = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    return "%4s".formatted(CNumber.fixed(value, fraction));
  }

  private static String text(double amount, double base) {
    String[] units = {"", "K", "M", "G", "T"};
    double value = amount;
    int unit = 0;
    while (value >= base && unit < units.length - 1) {
      value /= base;
      unit++;
    }
    return digits(value) + " " + units[unit];
  }
}
