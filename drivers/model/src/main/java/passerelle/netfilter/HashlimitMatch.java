package passerelle.netfilter;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code -m hashlimit}: a token bucket for every address, port or pair of them
 * (extensions/libxt_hashlimit.c).
 *
 * @param above what is more than the rate; otherwise, what keeps to it
 * @param period time between two tokens, in millionths of a second
 * @param burst how many tokens a bucket holds
 * @param mode what packets of one bucket have in common; nothing: there is one bucket
 * @param name name of the table, which several rules may share
 * @param expire milliseconds after which an unused bucket is forgotten
 * @param sourceMask bits of the source address that count
 * @param destinationMask bits of the destination address that count
 */
public record HashlimitMatch(
    boolean above,
    long period,
    int burst,
    Set<Part> mode,
    String name,
    long expire,
    int sourceMask,
    int destinationMask)
    implements Match {
  /** Parts of a second in which periods are counted (XT_HASHLIMIT_SCALE_v2). */
  public static final int SCALE = 1_000_000;

  private static final int DEFAULT_BURST = 5;
  private static final long DEFAULT_EXPIRE = 10_000;
  private static final int BITS = 32;

  /** What packets may have in common, in the order in which it is printed. */
  public enum Part {
    SRCIP,
    SRCPORT,
    DSTIP,
    DSTPORT;

    private String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  static final Extension<Match> EXTENSION =
      Extension.of(
          "hashlimit",
          HashlimitMatch::parse,
          Option.value("hashlimit-upto").orNot(),
          Option.value("hashlimit-upto").orNot().alias("hashlimit"),
          Option.value("hashlimit-above").orNot(),
          Option.value("hashlimit-burst"),
          Option.value("hashlimit-mode"),
          Option.value("hashlimit-name").must(),
          Option.value("hashlimit-srcmask"),
          Option.value("hashlimit-dstmask"),
          Option.value("hashlimit-htable-size"),
          Option.value("hashlimit-htable-max"),
          Option.value("hashlimit-htable-gcinterval"),
          Option.value("hashlimit-htable-expire"),
          Option.flag("hashlimit-rate-match"),
          Option.value("hashlimit-rate-interval"));

  public HashlimitMatch {
    mode = mode.isEmpty() ? Set.of() : EnumSet.copyOf(mode);
  }

  private static Match parse(OptionValues values) throws IptablesException {
    for (String option :
        List.of("htable-size", "htable-max", "htable-gcinterval", "rate-match", "rate-interval")) {
      if (values.has("hashlimit-" + option)) {
        throw IptablesException.unmodelled("option --hashlimit-" + option);
      }
    }
    values.exclusive("hashlimit-upto", "hashlimit-above");
    boolean upTo = values.has("hashlimit-upto");
    String option = upTo ? "hashlimit-upto" : "hashlimit-above";
    if (!values.has(option)) {
      throw IptablesException.incomplete("You have to specify --hashlimit");
    }
    OptionalLong period = Rate.period(values.word(option), SCALE);
    if (period.orElse(0) == 0) {
      throw values.badValue(option);
    }
    String expire = "hashlimit-htable-expire";
    return new HashlimitMatch(
        upTo == values.negated(option),
        period.getAsLong(),
        values.has("hashlimit-burst") ? values.number("hashlimit-burst", 1, 10_000) : DEFAULT_BURST,
        mode(values),
        values.get("hashlimit-name").map(OptionValues.Value::word).orElse(""),
        values.has(expire) ? values.unsigned(expire, 0, 0xffff_ffffL) : DEFAULT_EXPIRE,
        values.has("hashlimit-srcmask") ? values.number("hashlimit-srcmask", 0, BITS) : BITS,
        values.has("hashlimit-dstmask") ? values.number("hashlimit-dstmask", 0, BITS) : BITS);
  }

  private static Set<Part> mode(OptionValues values) throws IptablesException {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    if (!values.has("hashlimit-mode")) {
      return parts;
    }
    for (String word : values.word("hashlimit-mode").split(",", -1)) {
      boolean known = false;
      for (Part part : Part.values()) {
        if (part.word().equals(word)) {
          known = parts.add(part);
        }
      }
      if (!known && !word.isEmpty()) {
        throw values.badValue("hashlimit-mode");
      }
    }
    return parts;
  }

  private String parts(String separator) {
    List<Part> sorted = new ArrayList<>();
    for (Part part : List.of(Part.SRCIP, Part.SRCPORT, Part.DSTIP, Part.DSTPORT)) {
      if (mode.contains(part)) {
        sorted.add(part);
      }
    }
    return sorted.stream().map(Part::word).collect(Collectors.joining(separator));
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.hashlimit(this);
  }

  @Override
  public String text() {
    return "-m hashlimit --hashlimit-"
        + (above ? "above " : "upto ")
        + Rate.text(period, SCALE)
        + " --hashlimit-burst "
        + burst
        + (mode.isEmpty() ? "" : " --hashlimit-mode " + parts(","))
        + " --hashlimit-name "
        + name
        + (expire == DEFAULT_EXPIRE ? "" : " --hashlimit-htable-expire " + expire)
        + (sourceMask == BITS ? "" : " --hashlimit-srcmask " + sourceMask)
        + (destinationMask == BITS ? "" : " --hashlimit-dstmask " + destinationMask);
  }

  @Override
  public String listing(ListingStyle style) {
    return "limit: "
        + (above ? "above " : "up to ")
        + Rate.text(period, SCALE)
        + " burst "
        + burst
        + (mode.isEmpty() ? "" : " mode " + parts("-"))
        + (expire == DEFAULT_EXPIRE ? "" : " htable-expire " + expire)
        + (sourceMask == BITS ? "" : " srcmask " + sourceMask)
        + (destinationMask == BITS ? "" : " dstmask " + destinationMask);
  }
}
