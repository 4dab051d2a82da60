package passerelle.netfilter;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * {@code -j LOG}: a line in the kernel's log, and on to the next rule.
 *
 * @param prefix stands before the line, up to 29 characters
 * @param level syslog level, 0..7; 4 (warning) by default
 * @param flags what else is logged
 */
public record LogTarget(String prefix, int level, Set<Flag> flags) implements Target {
  private static final int MAX_PREFIX = 29;
  private static final int DEFAULT_LEVEL = 4;
  private static final List<String> LEVELS =
      List.of("emerg", "alert", "crit", "error", "warning", "notice", "info", "debug");
  private static final List<String> SHOWN_LEVELS =
      List.of("emerg", "alert", "crit", "err", "warn", "notice", "info", "debug");

  /** What else is logged, with the bit of each (include/uapi/linux/netfilter/nf_log.h). */
  public enum Flag {
    TCP_SEQUENCE("tcp-sequence", 1),
    TCP_OPTIONS("tcp-options", 2),
    IP_OPTIONS("ip-options", 4),
    UID("uid", 8),
    MACDECODE("macdecode", 32);

    private final String word;
    private final int bit;

    Flag(String word, int bit) {
      this.word = word;
      this.bit = bit;
    }
  }

  static final Extension<Target> EXTENSION = extension();

  public LogTarget {
    flags = Set.copyOf(flags);
  }

  private static Extension<Target> extension() {
    List<Option> options = new ArrayList<>();
    options.add(Option.value("log-prefix"));
    options.add(Option.value("log-level"));
    for (Flag flag : Flag.values()) {
      options.add(Option.flag("log-" + flag.word));
    }
    return Extension.of("LOG", LogTarget::parse, options.toArray(Option[]::new));
  }

  private static Target parse(OptionValues values) throws IptablesException {
    String prefix = values.get("log-prefix").map(OptionValues.Value::word).orElse("");
    if (values.has("log-prefix") && prefix.isEmpty()) {
      throw IptablesException.parameter("Argument must have a minimum length of 1 characters\n");
    }
    int level = DEFAULT_LEVEL;
    if (values.has("log-level")) {
      String word = values.word("log-level");
      OptionalInt number = Numbers.parse(word, 7);
      level = number.orElse(word.equals("panic") ? 0 : LEVELS.indexOf(word));
      if (level < 0) {
        throw IptablesException.parameter("log level \"" + word + "\" unknown\n");
      }
    }
    EnumSet<Flag> flags = EnumSet.noneOf(Flag.class);
    for (Flag flag : Flag.values()) {
      if (values.has("log-" + flag.word)) {
        flags.add(flag);
      }
    }
    return new LogTarget(prefix.substring(0, Math.min(prefix.length(), MAX_PREFIX)), level, flags);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.log(this);
  }

  @Override
  public String label() {
    return "LOG";
  }

  @Override
  public String text() {
    StringBuilder out = new StringBuilder("-j LOG");
    if (!prefix.isEmpty()) {
      out.append(" --log-prefix ").append(CommandWords.quote(prefix));
    }
    if (level != DEFAULT_LEVEL) {
      out.append(" --log-level ").append(level);
    }
    for (Flag flag : Flag.values()) {
      out.append(flags.contains(flag) ? " --log-" + flag.word : "");
    }
    return out.toString();
  }

  @Override
  public String listing(ListingStyle style) {
    StringBuilder out = new StringBuilder("LOG");
    if (style.numeric()) {
      int bits = flags.stream().mapToInt(f -> f.bit).sum();
      out.append(" flags ").append(bits).append(" level ").append(level);
    } else {
      out.append(" level ").append(SHOWN_LEVELS.get(level));
      for (Flag flag : Flag.values()) {
        out.append(flags.contains(flag) ? " " + flag.word : "");
      }
    }
    return prefix.isEmpty() ? out.toString() : out + " prefix \"" + prefix + "\"";
  }
}
