package passerelle.service;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts with variables in them, for logs and pages of the catalogue: {@code $name}, and {@code
 * $date{PATTERN}} for the date in the words of {@link DateTimeFormatter}. A variable that is not
 * known stays as it is.
 */
public final class Template {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:date\\{([^}]*)\\}|([a-z][a-z_]*))");

  private Template() {}

  /** The variables of a program that runs on a host, at a moment. */
  public static Values values(String hostname, Instant date) {
    return new Values(Map.of("hostname", hostname), date);
  }

  /**
   * Variables and a date.
   *
   * @param texts by name
   */
  public record Values(Map<String, String> texts, Instant date) {
    /** These and one more. */
    public Values with(String name, String text) {
      Map<String, String> more = new LinkedHashMap<>(texts);
      more.put(name, text);
      return new Values(more, date);
    }

    /** A text with these in the places of variables. */
    public String fill(String text) {
      return VARIABLE
          .matcher(text)
          .replaceAll(
              found ->
                  Matcher.quoteReplacement(value(found.group(1), found.group(2), found.group())));
    }

    private String value(String pattern, String name, String whole) {
      if (pattern == null) {
        return texts.getOrDefault(name, whole);
      }
      try {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
            .format(date.atOffset(ZoneOffset.UTC));
      } catch (IllegalArgumentException noPattern) {
        return whole;
      }
    }
  }
}
