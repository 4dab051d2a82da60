package passerelle.image;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an image as it is typed, taken apart (github.com/distribution/reference).
 *
 * @param domain the registry: {@code docker.io} when none is typed
 * @param path the repository there: {@code library/nginx}
 * @param tag empty when none is typed
 * @param digest {@code sha256:...}, empty when none is typed
 */
public record ImageReference(String domain, String path, String tag, String digest) {
  private static final String HUB = "docker.io";
  private static final String OFFICIAL = "library/";
  private static final String COMPONENT = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
  private static final Pattern WHOLE =
      Pattern.compile(
          "(?<name>"
              + COMPONENT
              + "(?:/"
              + COMPONENT
              + ")*)"
              + "(?::(?<tag>\\w[\\w.-]{0,127}))?"
              + "(?:@(?<digest>[a-z0-9+._-]+:[0-9a-fA-F]{32,}))?");
  private static final String DOMAIN = "[a-zA-Z0-9.-]+(?::[0-9]+)?|\\[[0-9a-fA-F:]+](?::[0-9]+)?";

  /** A name that cannot be read; the message is Docker's. */
  public static final class Problem extends Exception {
    Problem(String message) {
      super(message);
    }
  }

  /** The digest that is typed in place of a name (ParseAnyReference); nothing is pulled by it. */
  public static Optional<String> digest(String text) {
    String digits = text.startsWith("sha256:") ? text.substring("sha256:".length()) : text;
    return digits.matches("[a-f0-9]{64}") ? Optional.of("sha256:" + digits) : Optional.empty();
  }

  /** Takes a name apart. */
  public static ImageReference parse(String text) throws Problem {
    if (text.matches("[a-f0-9]{64}")) {
      throw new Problem(
          "invalid repository name (" + text + "), cannot specify 64-byte hexadecimal strings");
    }
    int slash = text.indexOf('/');
    String first = slash < 0 ? "" : text.substring(0, slash);
    boolean named =
        first.matches(DOMAIN)
            && (first.contains(".")
                || first.contains(":")
                || first.equals("localhost")
                || !first.toLowerCase(Locale.ROOT).equals(first));
    String domain = !named || first.equals("index.docker.io") ? HUB : first;
    String rest = named ? text.substring(slash + 1) : text;
    Matcher whole = WHOLE.matcher(rest);
    if (!whole.matches()) {
      throw new Problem("invalid reference format" + capitals(rest, domain));
    }
    String name = whole.group("name");
    boolean official = domain.equals(HUB) && !name.contains("/");
    return new ImageReference(
        domain,
        official ? OFFICIAL + name : name,
        whole.group("tag") == null ? "" : whole.group("tag"),
        whole.group("digest") == null ? "" : whole.group("digest"));
  }

  /** A name is told to be wrong because of capital letters when it is right without them. */
  private static String capitals(String rest, String domain) {
    String name = rest.replaceFirst("[:@].*", "");
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals(name)) {
      return "";
    }
    String whole = domain.equals(HUB) && !name.contains("/") ? OFFICIAL + name : name;
    return ": repository name (" + whole + ") must be lowercase";
  }

  /** With the tag {@code latest} when nothing else says which image is meant. */
  public ImageReference withDefaultTag() {
    return tag.isEmpty() && digest.isEmpty()
        ? new ImageReference(domain, path, "latest", "")
        : this;
  }

  /** The repository as people know it: {@code nginx}, {@code quay.io/a/b}. */
  public String familiarName() {
    if (!domain.equals(HUB)) {
      return domain + "/" + path;
    }
    return path.startsWith(OFFICIAL) ? path.substring(OFFICIAL.length()) : path;
  }

  /** The whole as people know it: {@code nginx:latest}. */
  public String familiar() {
    return familiarName() + suffix();
  }

  /** The whole with nothing left out: {@code docker.io/library/nginx:latest}. */
  public String full() {
    return domain + "/" + path + suffix();
  }

  private String suffix() {
    return (tag.isEmpty() ? "" : ":" + tag) + (digest.isEmpty() ? "" : "@" + digest);
  }

  /** The repository with nothing left out: {@code docker.io/library/nginx}. */
  public String repository() {
    return domain + "/" + path;
  }

  /** A registry on the machine itself, which is spoken to without TLS. */
  public static boolean isLocal(String server) {
    return server.matches("(localhost|127(\\.\\d{1,3}){3})(:\\d+)?");
  }

  /** How the address of a registry begins. */
  public static String scheme(String server) {
    return isLocal(server) ? "http://" : "https://";
  }

  /** The machine that serves the registry. */
  public String server() {
    return domain.equals(HUB) ? "registry-1.docker.io" : domain;
  }
}
