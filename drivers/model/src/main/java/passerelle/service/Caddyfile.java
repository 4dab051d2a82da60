package passerelle.service;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.text.WordSet;

/**
 * A configuration of Caddy as people write it (caddyserver.com: Caddyfile Concepts).
 *
 * @param sites in their order
 */
record Caddyfile(List<Site> sites) {
  private static final Pattern WORD =
      Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|`([^`]*)`|(\\{\\$[^}]*\\}|[^\\s]+)");

  /** All directives of Caddy's own (caddyserver.com: Caddyfile Directives), without plugins'. */
  private static final Set<String> KNOWN =
      WordSet.of(
          """
          abort acme_server basic_auth basicauth bind encode error file_server forward_auth fs
          handle handle_errors handle_path header import intercept invoke log log_append log_name
          log_skip map method metrics php_fastcgi push redir request_body request_header respond
          reverse_proxy rewrite root route skip_log templates tls tracing try_files uri vars
          """);

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /** What has one more line below it, in braces. */
  private static final Set<String> HOLDERS = Set.of("handle", "handle_path", "route");

  /** What is wrong with a file, in Caddy's words. */
  static final class Fault extends Exception {
    Fault(String message) {
      super(message);
    }
  }

  /**
   * Where a site answers.
   *
   * @param host empty for any
   * @param tls whether by HTTPS
   */
  record Address(String host, int port, boolean tls) {}

  /** Who answers at some addresses, and by which directives. */
  record Site(List<Address> addresses, List<Line> lines) {}

  /**
   * A directive with what stands in its braces.
   *
   * @param words its name first
   */
  record Line(int number, List<String> words, List<Line> block) {
    String name() {
      return words.get(0);
    }

    /** Its arguments without the matcher before them. */
    List<String> arguments() {
      return words.subList(matcher().isPresent() ? 2 : 1, words.size());
    }

    /** The matcher: a path, {@code *}, or the name of one. */
    Optional<String> matcher() {
      return words.stream()
          .skip(1)
          .findFirst()
          .filter(word -> word.matches("[/@].*|\\*"))
          .filter(word -> !name().matches("redir|root|try_files") || words.size() > 2);
    }
  }

  /**
   * Reads one.
   *
   * @param path its file, for messages
   */
  static Caddyfile read(String path, String text) throws Fault {
    Deque<List<Line>> open = new ArrayDeque<>();
    List<Line> top = new ArrayList<>();
    open.push(top);
    int number = 0;
    for (String raw : text.split("\n", -1)) {
      number++;
      List<String> words = words(raw);
      if (words.isEmpty()) {
        continue;
      }
      if (words.equals(List.of("}"))) {
        open.pop();
        if (open.isEmpty()) {
          throw new Fault(
              path + ":" + number + ": unexpected '}' because no matching opening brace");
        }
        continue;
      }
      boolean opens = words.get(words.size() - 1).equals("{");
      // Only global options, at the top, have no name.
      boolean named = words.size() > 1 || open.size() == 1;
      List<Line> block = new ArrayList<>();
      List<String> head = opens && named ? words.subList(0, words.size() - 1) : words;
      open.peek().add(new Line(number, head, block));
      if (opens) {
        open.push(block);
      }
    }
    if (open.size() > 1) {
      throw new Fault(path + ":" + (number - 1) + ": unexpected EOF");
    }
    return new Caddyfile(sites(path, top));
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line.strip());
    while (word.find()) {
      boolean comment = word.group(3) != null && word.group(3).startsWith("#");
      if (comment) {
        break;
      }
      words.add(
          word.group(1) != null
              ? word.group(1)
              : word.group(2) != null ? word.group(2) : word.group(3));
    }
    return words;
  }

  private static List<Site> sites(String path, List<Line> top) throws Fault {
    boolean braces = top.stream().anyMatch(line -> !line.block().isEmpty());
    List<Site> sites = new ArrayList<>();
    if (!braces && !top.isEmpty()) {
      // A file of one site needs no braces.
      sites.add(site(path, top.get(0), top.subList(1, top.size()), Map.of()));
      return sites;
    }
    if (top.stream().noneMatch(line -> HOLDERS.contains(first(line)) || isSite(line))) {
      return sites;
    }
    if (!top.get(0).block().isEmpty() && KNOWN.contains(first(top.get(0)))) {
      throw new Fault(unrecognised(path, top.get(0)));
    }
    Map<String, List<Line>> snippets = new LinkedHashMap<>();
    for (Line line : top) {
      if (first(line).matches("\\(.*\\)")) {
        snippets.put(first(line).substring(1, first(line).length() - 1), line.block());
      } else if (isSite(line)) {
        sites.add(site(path, line, line.block(), snippets));
      } else if (!line.words().isEmpty() && line.block().isEmpty()) {
        // The addresses of one site may stand in several lines only behind a comma.
        sites.add(site(path, top.get(0), top.subList(1, top.size()), snippets));
        return sites;
      }
    }
    return sites;
  }

  private static String first(Line line) {
    return line.words().isEmpty() ? "" : line.words().get(0);
  }

  /** Global options stand in a block without a name. */
  private static boolean isSite(Line line) {
    return !line.words().isEmpty() && !line.block().isEmpty() && !first(line).startsWith("(");
  }

  private static Site site(
      String path, Line head, List<Line> body, Map<String, List<Line>> snippets) throws Fault {
    List<Address> addresses = new ArrayList<>();
    for (String word : head.words()) {
      addresses.add(address(word.replaceFirst(",$", "")));
    }
    List<Line> lines = new ArrayList<>();
    for (Line line : body) {
      boolean known = line.name().equals("import") && line.words().size() > 1;
      if (known && snippets.containsKey(line.words().get(1))) {
        lines.addAll(snippets.get(line.words().get(1)));
      } else {
        lines.add(line);
      }
    }
    check(path, lines);
    return new Site(addresses, lines);
  }

  private static void check(String path, List<Line> lines) throws Fault {
    for (Line line : lines) {
      if (!KNOWN.contains(line.name()) && !line.name().startsWith("@")) {
        throw new Fault(unrecognised(path, line));
      }
      if (HOLDERS.contains(line.name())) {
        check(path, line.block());
      }
    }
  }

  private static String unrecognised(String path, Line line) {
    return path + ":" + line.number() + ": unrecognized directive: " + line.name();
  }

  /** A name alone means HTTPS, a port alone HTTP (caddyserver.com: Automatic HTTPS). */
  private static Address address(String written) {
    boolean http = written.startsWith("http://");
    boolean https = written.startsWith("https://");
    String rest = written.replaceFirst("^https?://", "").replaceFirst("/.*", "");
    int colon = rest.lastIndexOf(':');
    String host = colon < 0 ? rest : rest.substring(0, colon);
    String digits = colon < 0 ? "" : rest.substring(colon + 1);
    boolean told = digits.matches("[0-9]{1,5}");
    int port = told ? Integer.parseInt(digits) : http || host.isEmpty() && !https ? HTTP : HTTPS;
    boolean tls = https || !http && port != HTTP && (port == HTTPS || !host.isEmpty());
    return new Address(host, port, tls);
  }
}
