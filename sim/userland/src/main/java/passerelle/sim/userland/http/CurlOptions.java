package passerelle.sim.userland.http;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import passerelle.sim.core.EventLoop;
import passerelle.text.ByteText;
import passerelle.text.Resources;
import passerelle.text.WordList;

/** Curl's command line (curl(1), src/tool_getparam.c). */
final class CurlOptions {
  private static final Map<String, String> LETTERS = new HashMap<>();

  /**
   * Letters and long names; those that end with a colon have an argument, those with {@code !} are
   * not done.
   */
  private static final List<String> KNOWN =
      WordList.of(Resources.text(CurlOptions.class, "curl-options.txt"));

  private static final Map<String, Character> WORDS = new HashMap<>();

  static {
    for (String entry : KNOWN) {
      int equals = entry.indexOf('=');
      String name = entry.substring(equals + 1);
      String bare = name.replaceAll("[:!]", "");
      char kind = name.endsWith("!") ? '!' : name.endsWith(":") ? ':' : ' ';
      WORDS.put(bare, kind);
      if (equals > 0) {
        LETTERS.put(entry.substring(0, equals), bare);
      }
    }
  }

  final List<String> urls = new ArrayList<>();
  final List<String> outputs = new ArrayList<>();
  final List<String> fields = new ArrayList<>();
  final List<String> data = new ArrayList<>();
  final List<String> form = new ArrayList<>();
  final CurlCookies cookies = new CurlCookies();
  final Map<String, String> resolve = new HashMap<>();
  private final List<String[]> connectTo = new ArrayList<>();
  private final Map<String, String> values = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private long maxTime = -1;
  private long connectTimeout = -1;

  /** A command line that curl refuses; the message is its line on standard error. */
  static final class Refused extends Exception {
    private final boolean hint;

    /**
     * A refusal.
     *
     * @param hint whether curl adds where help is
     */
    Refused(String line, boolean hint) {
      super(line);
      this.hint = hint;
    }

    boolean hasHint() {
      return hint;
    }
  }

  static CurlOptions parse(List<String> arguments) throws Refused {
    CurlOptions options = new CurlOptions();
    int next = 0;
    boolean ended = false;
    while (next < arguments.size()) {
      String word = arguments.get(next++);
      if (ended || !word.startsWith("-") || word.equals("-")) {
        options.urls.add(word);
      } else if (word.equals("--")) {
        ended = true;
      } else if (word.startsWith("--")) {
        next = options.word(word, arguments, next);
      } else {
        next = options.letters(word, arguments, next);
      }
    }
    return options;
  }

  private int word(String word, List<String> arguments, int next) throws Refused {
    String name = word.substring(2);
    boolean negated = name.startsWith("no-") && !WORDS.containsKey(name);
    String bare = negated ? name.substring(3) : name;
    if (!WORDS.containsKey(bare)) {
      throw new Refused("option " + word + ": is unknown", true);
    }
    if (WORDS.get(bare) == ':' && !negated) {
      if (next == arguments.size()) {
        throw new Refused("option " + word + ": requires parameter", true);
      }
      set(word, bare, arguments.get(next));
      return next + 1;
    }
    if (negated) {
      values.remove(bare);
    } else {
      set(word, bare, "");
    }
    return next;
  }

  private int letters(String word, List<String> arguments, int next) throws Refused {
    for (int i = 1; i < word.length(); i++) {
      String name = LETTERS.get(word.substring(i, i + 1));
      if (name == null) {
        throw new Refused("option " + word + ": is unknown", true);
      }
      if (WORDS.get(name) != ':') {
        set("-" + word.charAt(i), name, "");
      } else if (i + 1 < word.length()) {
        set("-" + word.charAt(i), name, word.substring(i + 1));
        return next;
      } else if (next < arguments.size()) {
        set("-" + word.charAt(i), name, arguments.get(next));
        return next + 1;
      } else {
        throw new Refused("option " + word + ": requires parameter", true);
      }
    }
    return next;
  }

  private void set(String written, String name, String value) throws Refused {
    if (WORDS.get(name) == '!') {
      throw new Refused("Passerelle does not model option " + written, false);
    }
    switch (name) {
      case "data", "data-raw", "data-binary" -> data.add(value);
      case "data-urlencode" -> data.add(encoded(value));
      case "form", "form-string" -> form.add(value);
      case "header" -> fields.add(value);
      case "output" -> outputs.add(value);
      case "url" -> urls.add(value);
      case "json" -> {
        data.add(value);
        fields.add("Content-Type: application/json");
        fields.add("Accept: application/json");
      }
      case "resolve" -> resolve(value);
      case "connect-to" -> connectTo.add(value.split(":", 4));
      case "max-time" -> maxTime = seconds(written, value);
      case "connect-timeout" -> connectTimeout = seconds(written, value);
      default -> values.put(name, value);
    }
  }

  /** {@code name=content}, {@code =content} or {@code content}, of which the content is encoded. */
  private static String encoded(String value) throws Refused {
    int equals = value.indexOf('=');
    String name = equals <= 0 ? "" : value.substring(0, equals + 1);
    if (value.startsWith("@") || name.contains("@")) {
      throw new Refused("Passerelle does not model --data-urlencode of a file", false);
    }
    StringBuilder out = new StringBuilder(name);
    for (byte octet : ByteText.encode(value.substring(equals + 1))) {
      boolean plain = octet >= '0' && Character.toString(octet & 0xff).matches("[A-Za-z0-9_~]");
      out.append(
          plain || octet == '-' || octet == '.' ? (char) octet : "%%%02X".formatted(octet & 0xff));
    }
    return out.toString();
  }

  private static long seconds(String option, String value) throws Refused {
    if (!value.matches("[0-9]{1,7}([.][0-9]{1,9})?")) {
      throw new Refused("option " + option + ": expected a proper numerical parameter", true);
    }
    return new BigDecimal(value).multiply(BigDecimal.valueOf(EventLoop.SECOND)).longValue();
  }

  private void resolve(String value) throws Refused {
    String[] parts = value.split(":", 3);
    if (parts.length < 3) {
      throw new Refused("Passerelle does not model this --resolve: " + value, false);
    }
    resolve.put(parts[0] + ":" + parts[1], parts[2]);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Nanoseconds that the whole may take; 0 and less for ever. */
  long maxTime() {
    return maxTime;
  }

  /** Nanoseconds that connecting may take; 0 and less for 300 s. */
  long connectTimeout() {
    return connectTimeout > 0 ? connectTimeout : 300 * EventLoop.SECOND;
  }

  boolean isSilent() {
    return has("silent");
  }

  boolean showsErrors() {
    return !has("silent") || has("show-error");
  }

  boolean isVerbose() {
    return has("verbose");
  }

  /** How often a transfer is tried again. */
  int retries() {
    return value("retry").filter(n -> n.matches("[0-9]{1,4}")).map(Integer::parseInt).orElse(0);
  }

  /** Takes what variables say of proxies (lib/url.c: detect_proxy). */
  void environment(Map<String, String> variables) {
    environment.putAll(variables);
  }

  /** Whom to connect to: a proxy, or who stands for the server by {@code --connect-to}. */
  Url peer(Url url, CurlTrace trace) {
    Optional<Url> proxy = proxy(url);
    String port = Integer.toString(url.effectivePort());
    for (String[] to : proxy.isPresent() ? List.<String[]>of() : connectTo) {
      boolean meant =
          to.length == 4
              && (to[0].isEmpty() || to[0].equalsIgnoreCase(url.host()))
              && (to[1].isEmpty() || to[1].equals(port));
      if (meant) {
        if (!to[2].isEmpty()) {
          trace.note("Connecting to hostname: " + to[2]);
        }
        if (!to[3].isEmpty()) {
          trace.note("Connecting to port: " + to[3]);
        }
        return url.at(to[2].isEmpty() ? url.host() : to[2], to[3].isEmpty() ? port : to[3]);
      }
    }
    return proxy.orElse(url);
  }

  /** The proxy to ask instead of the server itself. */
  Optional<Url> proxy(Url url) {
    try {
      String given = value("proxy").orElseGet(() -> usualProxy(url.scheme()));
      return given.isEmpty() || isDirect(url.host())
          ? Optional.empty()
          : Optional.of(Url.proxy(given));
    } catch (Url.Rejected noUrl) {
      return Optional.empty();
    }
  }

  /** {@code HTTP_PROXY} in capitals is not taken: CGI programs get it from who asks them. */
  private String usualProxy(String scheme) {
    List<String> names = new ArrayList<>(List.of(scheme + "_proxy"));
    if (!scheme.equals("http")) {
      names.add(scheme.toUpperCase(Locale.ROOT) + "_PROXY");
    }
    names.addAll(List.of("all_proxy", "ALL_PROXY"));
    return names.stream()
        .map(environment::get)
        .filter(v -> v != null && !v.isEmpty())
        .findFirst()
        .orElse("");
  }

  private boolean isDirect(String host) {
    String variable =
        environment.getOrDefault("no_proxy", environment.getOrDefault("NO_PROXY", ""));
    for (String each : value("noproxy").orElse(variable).split("[, ]+")) {
      String domain = each.replaceFirst("^\\.", "");
      boolean same = !domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain));
      if (domain.equals("*") || same) {
        return true;
      }
    }
    return false;
  }

  /** The request's method. */
  String method() {
    String plain =
        has("head")
            ? "HEAD"
            : has("upload-file")
                ? "PUT"
                : data.isEmpty() && form.isEmpty() || has("get") ? "GET" : "POST";
    return value("request").orElse(plain);
  }
}
