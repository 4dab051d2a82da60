package passerelle.sim.userland.nft;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.netfilter.Protocols;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.tool.ToolFailure;

/**
 * How nft prints (nft(8), options).
 *
 * @param letters the options that were given
 * @param tablesToo numbers of tables are shown where those of chains and rules are
 * @param file what to read instead of the words behind the options ({@code -f})
 */
record NftStyle(Set<String> letters, boolean tablesToo, Optional<String> file) {
  /** Without any option. */
  static final NftStyle PLAIN = new NftStyle(Set.of(), true, Optional.empty());

  /** Without counts. */
  static final NftStyle STATELESS = new NftStyle(Set.of("s"), true, Optional.empty());

  private static final String UNMODELLED = "hiIdDoV";
  private static final String LONG =
      """
      handle=a stateless=s numeric-priority=y numeric-protocol=p numeric=n json=j version=v terse=t
      check=c echo=e file=f service=S reversedns=N
      """;

  private static final Pattern PROTOCOL = Pattern.compile("\\bip protocol (!= )?([a-z0-9-]+)");
  private static final Pattern FLAGS =
      Pattern.compile("\\btcp flags [^=]*=[=] [a-z| ()]*?(?= l| c)");
  private static final Map<String, String> FLAG_BITS =
      new TreeMap<>(
          Map.of(
              "fin", "0x1", "syn", "0x2", "rst", "0x4", "psh", "0x8", "ack", "0x10", "urg",
              "0x20"));

  /** Takes the options from the beginning of a command line. */
  static NftStyle take(List<String> words) throws ToolFailure {
    Getopt read = Getopt.parse("+asypnjvcteSNTuf:" + UNMODELLED, LONG, words);
    Set<String> letters = new HashSet<>();
    for (Getopt.Option option : read.options()) {
      if (UNMODELLED.contains(option.name())) {
        throw ToolFailure.notModelled("nft", "option -" + option.name());
      }
      letters.add(option.name());
    }
    if (read.error().isPresent()) {
      throw new ToolFailure(1, "nft: " + read.error().get() + "\n");
    }
    words.clear();
    words.addAll(read.operands());
    return new NftStyle(letters, true, read.value("f"));
  }

  /** Of a single chain, the table around it is shown without its number. */
  NftStyle forOneChain() {
    return new NftStyle(letters, false, file);
  }

  /** Numbers of chains and rules ({@code -a}). */
  boolean handles() {
    return letters.contains("a");
  }

  boolean tableHandles() {
    return handles() && tablesToo;
  }

  /** Without counters' values ({@code -s}). */
  boolean stateless() {
    return letters.contains("s");
  }

  /** Priorities as numbers ({@code -y}). */
  boolean numericPriority() {
    return numericFlags() || letters.contains("y");
  }

  /** Flags of TCP as numbers, and all else ({@code -n}). */
  private boolean numericFlags() {
    return letters.contains("n");
  }

  /** Protocols as numbers ({@code -p}). */
  boolean numericWords() {
    return numericFlags() || letters.contains("p");
  }

  /** As JSON ({@code -j}). */
  boolean json() {
    return letters.contains("j");
  }

  /** The version and nothing else ({@code -v}). */
  boolean version() {
    return letters.contains("v");
  }

  /** Changes nothing ({@code -c}). */
  boolean check() {
    return letters.contains("c");
  }

  /** What stands behind something that has a number. */
  String handle(long number) {
    return handles() ? " # handle " + number : "";
  }

  /** A rule's words, names as numbers where they are wanted. */
  String words(String rule) {
    String out = rule;
    if (numericWords()) {
      out =
          PROTOCOL
              .matcher(out)
              .replaceAll(
                  m ->
                      Matcher.quoteReplacement(
                          "ip protocol "
                              + (m.group(1) == null ? "" : m.group(1))
                              + number(m.group(2))));
    }
    return numericFlags() ? FLAGS.matcher(out).replaceAll(m -> bits(m.group())) : out;
  }

  private static String number(String protocol) {
    return "" + Protocols.parse(protocol.toLowerCase(Locale.ROOT)).orElse(0);
  }

  private static String bits(String flags) {
    String out = flags;
    for (Map.Entry<String, String> flag : FLAG_BITS.entrySet()) {
      out = out.replaceAll("\\b" + flag.getKey() + "\\b", flag.getValue());
    }
    return out;
  }
}
