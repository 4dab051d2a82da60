package passerelle.haproxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import passerelle.addr.IpAddress;
import passerelle.addr.IpPrefix;

/**
 * One line of an ACL: what is asked of a request, and with what it is compared.
 *
 * @param fetch what is asked: {@code path}, {@code hdr}, {@code src}...
 * @param argument of it, in parentheses
 * @param match how: {@code str}, {@code beg}, {@code end}, {@code sub}, {@code dir}, {@code dom},
 *     {@code reg}, {@code ip}, {@code int}, {@code found}, {@code bool}
 * @param ignoresCase {@code -i}
 * @param patterns one of which must fit
 */
public record AclTest(
    String fetch, String argument, String match, boolean ignoresCase, List<String> patterns) {
  private static final Pattern CRITERION =
      Pattern.compile(
          "(?:req\\.)?(path|url|hdr|fhdr|method|src|dst_port|ssl_fc|nbsrv|always_true|always_false)"
              + "(?:_(beg|end|sub|dir|dom|reg|str|len))?(?:\\(([^)]*)\\))?(?:,lower)?");

  private static final Pattern COMPARISON = Pattern.compile("eq|ne|gt|ge|lt|le");

  /** Reads one; empty when it asks for what is not modelled. */
  static Optional<AclTest> parse(List<String> words) {
    Matcher criterion = CRITERION.matcher(words.isEmpty() ? "" : words.get(0));
    if (!criterion.matches()) {
      return Optional.empty();
    }
    String fetch = criterion.group(1).replace("fhdr", "hdr");
    String match = criterion.group(2) == null ? usual(fetch) : criterion.group(2);
    List<String> patterns = new ArrayList<>();
    boolean ignoresCase = false;
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("-i")) {
        ignoresCase = true;
      } else if (word.equals("-m") && i + 1 < words.size()) {
        i++;
        match = words.get(i);
      } else if (!word.equals("--") && !word.equals("-f")) {
        patterns.add(word);
      } else if (word.equals("-f")) {
        return Optional.empty();
      }
    }
    String argument = criterion.group(3) == null ? "" : criterion.group(3).replaceFirst(",.*", "");
    return match.equals("len")
        ? Optional.empty()
        : Optional.of(new AclTest(fetch, argument, match, ignoresCase, List.copyOf(patterns)));
  }

  private static String usual(String fetch) {
    return switch (fetch) {
      case "src" -> "ip";
      case "dst_port", "nbsrv" -> "int";
      case "ssl_fc", "always_true", "always_false" -> "bool";
      default -> "str";
    };
  }

  /** Whether a request passes it. */
  boolean holds(Sample sample) {
    return switch (fetch) {
      case "always_true" -> true;
      case "always_false" -> false;
      case "ssl_fc" -> sample.isTls();
      case "dst_port" -> compares(sample.port());
      case "nbsrv" -> compares(sample.serversUp(argument));
      case "src" -> isFrom(sample.source());
      case "path" -> fits(sample.path());
      case "url" -> fits(sample.url());
      case "method" -> fits(sample.method());
      default -> fits(sample.header(argument.toLowerCase(Locale.ROOT)));
    };
  }

  private boolean fits(String text) {
    if (match.equals("found")) {
      return !text.isEmpty();
    }
    String value = ignoresCase ? text.toLowerCase(Locale.ROOT) : text;
    return patterns.stream()
        .map(p -> ignoresCase && !match.equals("reg") ? p.toLowerCase(Locale.ROOT) : p)
        .anyMatch(p -> fits(value, p));
  }

  private boolean fits(String value, String pattern) {
    return switch (match) {
      case "beg" -> value.startsWith(pattern);
      case "end" -> value.endsWith(pattern);
      case "sub" -> value.contains(pattern);
      case "dir" -> ("/" + value + "/").contains("/" + pattern.replaceAll("^/|/$", "") + "/");
      case "dom" -> ("." + value.replace(':', '.') + ".").contains("." + pattern + ".");
      case "reg" -> isLike(value, pattern);
      default -> value.equals(pattern);
    };
  }

  private boolean isLike(String value, String pattern) {
    try {
      return Pattern.compile((ignoresCase ? "(?i)" : "") + pattern).matcher(value).find();
    } catch (PatternSyntaxException wrong) {
      return false;
    }
  }

  private boolean isFrom(String source) {
    Optional<IpAddress> client = IpAddress.parse(source);
    return client.isPresent()
        && patterns.stream()
            .anyMatch(
                p ->
                    p.equals(source)
                        || IpPrefix.parse(p).filter(net -> net.contains(client.get())).isPresent());
  }

  /** Numbers behind a comparison, or those that are meant themselves. */
  private boolean compares(int value) {
    String how = "eq";
    for (String pattern : patterns) {
      if (COMPARISON.matcher(pattern).matches()) {
        how = pattern;
      } else if (pattern.matches("[0-9]{1,9}") && compares(value, how, Integer.parseInt(pattern))) {
        return true;
      }
    }
    return false;
  }

  private static boolean compares(int value, String how, int other) {
    return switch (how) {
      case "ne" -> value != other;
      case "gt" -> value > other;
      case "ge" -> value >= other;
      case "lt" -> value < other;
      case "le" -> value <= other;
      default -> value == other;
    };
  }
}
