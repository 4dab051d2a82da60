package passerelle.sim.userland.http;

import passerelle.text.CNumber;

/** Rates, sizes and times as GNU wget writes them (retr.c, utils.c). */
final class WgetAmounts {
  private static final String[] UNITS = {"B/s", "KB/s", "MB/s", "GB/s", "TB/s"};
  private static final String LETTERS = " KMGT";

  /** Half of what {@code clock_getres} tells: what a time of 0 is taken for. */
  private static final double SHORTEST = 5e-10;

  private WgetAmounts() {}

  /** A rate: its digits, and how often 1024 was taken out of it. */
  private record Rate(String digits, int unit) {
    static Rate of(long octets, double seconds) {
      double rate = octets / (seconds == 0 ? SHORTEST : seconds);
      int unit = 0;
      while (rate >= 1024 && unit < UNITS.length - 1) {
        rate /= 1024;
        unit++;
      }
      int decimals = rate >= 99.95 ? 0 : rate >= 9.995 ? 1 : 2;
      return new Rate(CNumber.fixed(rate, decimals), unit);
    }
  }

  /** As a row of dots ends: {@code 13.2M}, four characters wide at least. */
  static String shortRate(long octets, double seconds) {
    Rate rate = Rate.of(octets, seconds);
    return String.format("%4s", rate.digits()) + LETTERS.charAt(rate.unit());
  }

  /** As the last line has it: {@code 13.2 MB/s}. */
  static String rate(long octets, double seconds) {
    Rate rate = Rate.of(octets, seconds);
    return rate.digits() + " " + UNITS[rate.unit()];
  }

  /** As the bar has it: {@code 13.2MB/s}, the digits four characters wide at least. */
  static String barRate(long octets, double seconds) {
    Rate rate = Rate.of(octets, seconds);
    return String.format("%4s", rate.digits()) + UNITS[rate.unit()];
  }

  /**
   * Octets ({@code human_readable}).
   *
   * @param exact below which number a value has decimals
   */
  static String size(long octets, int exact, int decimals) {
    if (octets < 1024) {
      return Long.toString(octets);
    }
    double value = octets;
    int unit = 0;
    while (value >= 1024 && unit < LETTERS.length() - 1) {
      value /= 1024;
      unit++;
    }
    return CNumber.fixed(value, value < exact ? decimals : 0) + LETTERS.charAt(unit);
  }

  /** How long it took: {@code 0.03s}, {@code 12s}, {@code 1m5s}. */
  static String took(double seconds, boolean condensed) {
    return seconds >= 10 ? remaining((int) (seconds + 0.5), condensed) : decimal(seconds) + "s";
  }

  private static String decimal(double number) {
    if (number >= 9.95) {
      return CNumber.fixed(number, 0);
    }
    if (number >= 0.95) {
      return CNumber.fixed(number, 1);
    }
    if (number >= 0.001) {
      int decimals = (int) Math.ceil(-Math.log10(number));
      String text = CNumber.fixed(number, decimals);
      return text.replaceFirst("0$", "");
    }
    return number >= 0.0005 ? "0.001" : "0";
  }

  /** How long it will take ({@code eta_to_human_short}). */
  static String remaining(int seconds, boolean condensed) {
    String space = condensed ? "" : " ";
    if (seconds < 100) {
      return seconds + "s";
    }
    if (seconds < 100 * 60) {
      return seconds / 60 + "m" + space + seconds % 60 + "s";
    }
    if (seconds < 48 * 3600) {
      return seconds / 3600 + "h" + space + seconds / 60 % 60 + "m";
    }
    return seconds / 86_400 + "d" + space + seconds / 3600 % 24 + "h";
  }
}
