package passerelle.sim.userland.iperf;

import java.util.List;
import java.util.Optional;
import passerelle.sim.userland.net.Getopt;
import passerelle.text.WordList;

/**
 * iperf3's command line, and what the client tells the server of it.
 *
 * @param server whom to ask; empty for a server
 * @param port 1..65535
 * @param seconds how long, 1..86400
 * @param udp datagrams instead of a stream
 * @param rate bits a second of datagrams
 * @param reverse the server sends
 * @param parallel streams
 * @param oneOff a server ends after one test
 * @param unit of rates, {@code a} for what fits
 */
record Iperf3Options(
    Optional<String> server,
    int port,
    int seconds,
    boolean udp,
    long rate,
    boolean reverse,
    int parallel,
    boolean oneOff,
    char unit) {
  private static final String WORDS =
      """
      server=s client=c port=p time=t udp=u bitrate=b bandwidth=b reverse=R one-off=1 interval=i
      version=v format=f verbose daemon=D json parallel=P bind: length: window: bytes: omit:
      version4=4
      """;

  /** So many streams at most ({@code MAX_STREAMS}). */
  static final int MOST = 128;

  static final List<String> UNMODELLED =
      WordList.of("J B l w n O V json bind length window bytes omit verbose");

  static Getopt read(List<String> arguments) {
    return Getopt.parse("sc:p:t:ub:R1i:vf:VDJP:B:l:w:n:O:4", WORDS, arguments);
  }

  static Iperf3Options of(Getopt getopt) {
    return new Iperf3Options(
        getopt.value("c"),
        number(getopt.value("p"), 5201, 65535),
        number(getopt.value("t"), 10, 86_400),
        getopt.has("u"),
        rate(getopt.value("b").orElse("1M")),
        getopt.has("R"),
        number(getopt.value("P"), 1, MOST),
        getopt.has("1"),
        getopt.value("f").filter(f -> !f.isEmpty()).orElse("a").charAt(0));
  }

  private static int number(Optional<String> text, int otherwise, int most) {
    return text.filter(t -> t.matches("[1-9][0-9]{0,5}"))
        .map(Integer::parseInt)
        .filter(n -> n <= most)
        .orElse(otherwise);
  }

  /** At most a gigabit a second, which is what the lab can send. */
  private static long rate(String text) {
    if (!text.matches("[0-9]{1,9}([.][0-9]+)?[kKmMgG]?")) {
      return 1_000_000;
    }
    double number = Double.parseDouble(text.replaceAll("[kKmMgG]$", ""));
    String unit = text.replaceAll("[0-9.]", "").toLowerCase(java.util.Locale.ROOT);
    double factor = unit.equals("k") ? 1e3 : unit.equals("m") ? 1e6 : unit.equals("g") ? 1e9 : 1;
    return (long) Math.max(1, Math.min(1e9, number * factor));
  }

  /** What the server is told. */
  String parameters() {
    return seconds + " " + (udp ? 1 : 0) + " " + rate + " " + (reverse ? 1 : 0) + " " + parallel;
  }

  /** A server's view of what it was told. */
  Iperf3Options told(String parameters) {
    String[] words = parameters.split(" ");
    return words.length < 5
        ? this
        : new Iperf3Options(
            server,
            port,
            number(Optional.of(words[0]), 10, 86_400),
            words[1].equals("1"),
            rate(words[2]),
            words[3].equals("1"),
            number(Optional.of(words[4]), 1, MOST),
            oneOff,
            unit);
  }
}
