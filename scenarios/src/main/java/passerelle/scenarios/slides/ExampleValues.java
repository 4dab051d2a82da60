package passerelle.scenarios.slides;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands for the words that a cheat sheet leaves to its reader and never gives: a name is made
 * of the words themselves, an address is one of a network for benchmarks (RFC 2544). The same words
 * have the same value throughout a deck.
 */
final class ExampleValues {
  /** In angles, or in the brackets of those who do not mean an option by them. */
  private static final Pattern WORDS =
      Pattern.compile(
          "<(\\pL[^<>]{0,40})>(?!>)|(?<=\\s)\\[(?!(?:OPTIONS?|COMMAND|ARGS?)\\b)([\\p{Lu}][\\p{Lu}\\d_"
              + " -]{2,40})\\](?=\\s|$)");

  /** An address that is given to a device has a length behind it. */
  private static final Pattern GIVES = Pattern.compile(".*\\baddr(?:ess)? add $");

  private static final Pattern IMAGE = Pattern.compile("(?:.* )?(?:image[mn]?|abbild)(?: .*)?");
  private static final Pattern PORT = Pattern.compile("(?:.* )?(?:port|puerto|porta)(?: .*)?");
  private static final Pattern PROCESS = Pattern.compile("(?:.* )?pid(?: .*)?");

  /** The process that there always is. */
  private static final String SHELL = "$$";

  private static final Pattern NUMBER =
      Pattern.compile("(?:.* )?(?:number|num|nummer|numéro|numero|número)(?: .*)?");
  private static final Pattern MASK =
      Pattern.compile("(?:.* )?(?:mask|masque|prefix|length)(?: .*)?");
  private static final Pattern NETWORK =
      Pattern.compile("(?:.* )?(?:subnet|cidr|range|network address)(?: .*)?");
  private static final Pattern GATEWAY =
      Pattern.compile("(?:.* )?(?:gateway|passerelle|next hop)(?: .*)?");
  private static final Pattern ADDRESS =
      Pattern.compile("(?:.* )?(?:ip|ips|addr|address|adresse)(?: .*)?");

  private static final String PREFIX = "198.18.0.";
  private static final String LENGTH = "/24";
  private static final String NETWORK_ITSELF = "0" + LENGTH;
  private static final String HOST_IN_IT = "254" + LENGTH;

  /** IFNAMSIZ, without the zero at the end: what a device may be called. */
  private static final int LONGEST_NAME = 15;

  private final Function<String, Optional<String>> fill;
  private final Map<String, String> values = new LinkedHashMap<>();

  /**
   * None yet.
   *
   * @param fill what there is already for words
   */
  ExampleValues(Function<String, Optional<String>> fill) {
    this.fill = fill;
  }

  /** The command with a value for each of its words. */
  String filled(String command) {
    return WORDS
        .matcher(command)
        .replaceAll(
            m ->
                Matcher.quoteReplacement(
                    at(command.substring(0, m.start()), value(m), command.substring(m.end()))));
  }

  /** What stands for the words of a command, by them and what they stand between. */
  Map<String, String> chosen(String command) {
    Map<String, String> chosen = new TreeMap<>();
    WORDS.matcher(command).results().forEach(m -> chosen.put(m.group(), value(m)));
    return chosen;
  }

  private static String words(MatchResult m) {
    String inner = m.group(1) == null ? m.group(2) : m.group(1);
    return inner.toLowerCase(Locale.ROOT).replaceAll("[\\W_&&[^\\pL]]+", " ").strip();
  }

  private String value(MatchResult m) {
    return values.computeIfAbsent(words(m), this::valueFor);
  }

  /** A value between the rest of its command: one of a device's addresses has a length. */
  private static String at(String before, String value, String after) {
    if (!value.startsWith(PREFIX) || !GIVES.matcher(before).matches()) {
      return value;
    }
    boolean whole = value.endsWith(LENGTH);
    return whole
        ? value.replace(NETWORK_ITSELF, HOST_IN_IT)
        : after.startsWith("/") ? value : value + LENGTH;
  }

  private String valueFor(String words) {
    if (IMAGE.matcher(words).matches()) {
      return fill.apply("image").orElse("nginx");
    }
    if (PORT.matcher(words).matches()) {
      return fill.apply(words + " port").orElse("80");
    }
    if (PROCESS.matcher(words).matches()) {
      return SHELL;
    }
    if (NUMBER.matcher(words).matches()) {
      return "1";
    }
    if (MASK.matcher(words).matches()) {
      return LENGTH.substring(1);
    }
    if (GATEWAY.matcher(words).matches()) {
      return PREFIX + "1";
    }
    if (NETWORK.matcher(words).matches()) {
      return PREFIX + NETWORK_ITSELF;
    }
    return ADDRESS.matcher(words).matches() ? PREFIX + (values.size() + 2) : name(words);
  }

  private String name(String words) {
    String plain = words.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String name = plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
    while (name.isEmpty() || values.containsValue(name)) {
      int kept = Math.min(LONGEST_NAME - 2, name.length());
      name = name.substring(0, kept) + (values.size() + 1);
    }
    return name;
  }
}
