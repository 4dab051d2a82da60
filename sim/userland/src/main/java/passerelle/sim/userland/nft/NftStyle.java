package passerelle.sim.userland.nft;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.netfilter.Protocols;
import passerelle.sim.userland.tool.ToolFailure;

/**
 * How nft prints (nft(8), options).
 *
 * @param handles numbers of tables, chains and rules ({@code -a})
 * @param tableHandles those of tables, too
 * @param stateless without counters' values ({@code -s})
 * @param numericPriority priorities as numbers ({@code -y})
 * @param numericWords protocols as numbers ({@code -p})
 * @param numericFlags flags of TCP as numbers ({@code -n})
 * @param json as JSON ({@code -j})
 * @param version the version and nothing else ({@code -v})
 * @param check changes nothing ({@code -c})
 * @param file what to read instead of the words behind the options ({@code -f})
 */
record NftStyle(
    boolean handles,
    boolean tableHandles,
    boolean stateless,
    boolean numericPriority,
    boolean numericWords,
    boolean numericFlags,
    boolean json,
    boolean version,
    boolean check,
    Optional<String> file) {
  /** Without any option. */
  static final NftStyle PLAIN =
      new NftStyle(false, false, false, false, false, false, false, false, false, Optional.empty());

  /** Without counts. */
  static final NftStyle STATELESS =
      new NftStyle(false, false, true, false, false, false, false, false, false, Optional.empty());

  private static final Map<String, Character> LONG =
      Map.ofEntries(
          Map.entry("--handle", 'a'),
          Map.entry("--stateless", 's'),
          Map.entry("--numeric-priority", 'y'),
          Map.entry("--numeric-protocol", 'p'),
          Map.entry("--numeric", 'n'),
          Map.entry("--json", 'j'),
          Map.entry("--version", 'v'),
          Map.entry("--terse", 't'),
          Map.entry("--check", 'c'),
          Map.entry("--echo", 'e'),
          Map.entry("--file", 'f'),
          Map.entry("--service", 'S'),
          Map.entry("--reversedns", 'N'));

  /** Those that change nothing of what iptables' rules need. */
  private static final String SILENT = "tceSNTu";

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
    StringBuilder letters = new StringBuilder();
    Optional<String> file = Optional.empty();
    while (!words.isEmpty() && words.get(0).startsWith("-")) {
      String word = words.remove(0);
      if (word.startsWith("--")) {
        if (!LONG.containsKey(word)) {
          throw new ToolFailure(1, "nft: unrecognized option '" + word + "'\n");
        }
        letters.append(LONG.get(word));
      } else {
        letters.append(word.substring(1));
      }
      if (letters.indexOf("f") >= 0 && file.isEmpty()) {
        file = Optional.of(operand(words));
      }
    }
    String given = letters.toString();
    for (char letter : given.toCharArray()) {
      if ("hiIdDoV".indexOf(letter) >= 0) {
        throw ToolFailure.notModelled("nft", "option -" + letter);
      }
      if (("asypnjvf" + SILENT).indexOf(letter) < 0) {
        throw new ToolFailure(1, "nft: invalid option -- '" + letter + "'\n");
      }
    }
    boolean all = given.contains("n");
    boolean numbers = given.contains("a");
    return new NftStyle(
        numbers,
        numbers,
        given.contains("s"),
        all || given.contains("y"),
        all || given.contains("p"),
        all,
        given.contains("j"),
        given.contains("v"),
        given.contains("c"),
        file);
  }

  private static String operand(List<String> words) throws ToolFailure {
    if (words.isEmpty()) {
      throw new ToolFailure(1, "nft: option requires an argument -- 'f'\n");
    }
    return words.remove(0);
  }

  /** Of a single chain, the table around it is shown without its number. */
  NftStyle forOneChain() {
    return new NftStyle(
        handles,
        false,
        stateless,
        numericPriority,
        numericWords,
        numericFlags,
        json,
        version,
        check,
        file);
  }

  /** What stands behind something that has a number. */
  String handle(long number) {
    return handles ? " # handle " + number : "";
  }

  /** A rule's words, names as numbers where they are wanted. */
  String words(String rule) {
    String out = rule;
    if (numericWords) {
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
    return numericFlags ? FLAGS.matcher(out).replaceAll(m -> bits(m.group())) : out;
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
