package passerelle.sim.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import passerelle.sim.process.FileSystem;

/** Patterns with {@code * ? [...]} (POSIX XCU 2.14); a backslash takes a character literally. */
public final class Glob {
  /** How path names are looked for. */
  enum Option {
    /** Among others {@code .} and {@code ..}. */
    DOTS,
    /** Among those that begin with a dot ({@code dotglob}). */
    HIDDEN
  }

  private static final String SPECIAL = "*?[\\";

  private Glob() {}

  /** The pattern that matches exactly the text. */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char c : text.toCharArray()) {
      escaped.append(SPECIAL.indexOf(c) >= 0 || c == ']' ? "\\" : "").append(c);
    }
    return escaped.toString();
  }

  /** Whether a character in it has a special meaning. */
  static boolean isPattern(String glob) {
    boolean escaped = false;
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (!escaped && (c == '*' || c == '?' || c == '[' && bracketEnd(glob, i) > 0)) {
        return true;
      }
      escaped = c == '\\' && !escaped;
    }
    return false;
  }

  /** Whether the pattern matches all of the text; in time of at most their product. */
  public static boolean matches(String glob, String text) {
    int g = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      if (g < glob.length() && glob.charAt(g) == '*') {
        star = g++;
        resume = t;
        continue;
      }
      int length = g < glob.length() ? matchOne(glob, g, text.charAt(t)) : 0;
      if (length > 0) {
        g += length;
        t++;
      } else if (star >= 0) {
        g = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (g < glob.length() && glob.charAt(g) == '*') {
      g++;
    }
    return g >= glob.length();
  }

  /** How many characters of the pattern match {@code c}; 0 if they do not. */
  private static int matchOne(String glob, int at, char c) {
    char p = glob.charAt(at);
    if (p == '?') {
      return 1;
    }
    if (p == '\\' && at + 1 < glob.length()) {
      return glob.charAt(at + 1) == c ? 2 : 0;
    }
    int end = p == '[' ? bracketEnd(glob, at) : -1;
    if (end > 0) {
      return bracketMatches(glob, at + 1, end, c) ? end + 1 - at : 0;
    }
    return p == c ? 1 : 0;
  }

  private static int bracketEnd(String glob, int at) {
    int i = at + 1;
    if (i < glob.length() && (glob.charAt(i) == '!' || glob.charAt(i) == '^')) {
      i++;
    }
    if (i < glob.length() && glob.charAt(i) == ']') {
      i++;
    }
    while (i < glob.length() && glob.charAt(i) != ']') {
      int named = glob.startsWith("[:", i) ? glob.indexOf(":]", i + 2) : -1;
      i = named > 0 ? named + 2 : i + (glob.charAt(i) == '\\' ? 2 : 1);
    }
    return i < glob.length() ? i : -1;
  }

  private static boolean bracketMatches(String glob, int from, int end, char c) {
    int i = from;
    boolean negated = glob.charAt(i) == '!' || glob.charAt(i) == '^';
    i += negated ? 1 : 0;
    boolean found = false;
    while (i < end) {
      int named = glob.startsWith("[:", i) ? glob.indexOf(":]", i + 2) : -1;
      if (named > 0) {
        found |= CharacterClass.contains(glob.substring(i + 2, named), c);
        i = named + 2;
        continue;
      }
      if (glob.charAt(i) == '\\' && i + 1 < end) {
        i++;
      }
      char low = glob.charAt(i++);
      char high = low;
      if (i + 1 < end && glob.charAt(i) == '-') {
        high = glob.charAt(i + 1);
        i += 2;
      }
      found |= c >= low && c <= high;
    }
    return found != negated;
  }

  /** The paths that a pattern finds, sorted; none if it finds none. */
  static List<String> paths(FileSystem files, String directory, String glob, Set<Option> options) {
    List<String> found = List.of(glob.startsWith("/") ? "/" : "");
    for (String component : glob.split("/+")) {
      if (!component.isEmpty()) {
        found = step(files, directory, found, component, options);
      }
    }
    return !glob.endsWith("/")
        ? found
        : found.stream()
            .filter(path -> files.isDirectory(FileSystem.resolve(directory, path)))
            .map(path -> path + "/")
            .toList();
  }

  private static List<String> step(
      FileSystem files,
      String directory,
      List<String> bases,
      String component,
      Set<Option> options) {
    List<String> next = new ArrayList<>();
    for (String base : bases) {
      String prefix = base.isEmpty() || base.endsWith("/") ? base : base + "/";
      List<String> names = names(files, FileSystem.resolve(directory, prefix));
      if (options.contains(Option.DOTS) && component.startsWith(".")) {
        List<String> dots = Stream.of(".", "..").filter(dot -> matches(component, dot)).toList();
        dots.forEach(dot -> next.add(prefix + dot));
      }
      for (String name : names) {
        boolean hidden =
            name.startsWith(".") && !component.startsWith(".") && !options.contains(Option.HIDDEN);
        if (!hidden && matches(component, name)) {
          next.add(prefix + name);
        }
      }
    }
    return next;
  }

  private static List<String> names(FileSystem files, String path) {
    return files.names(path);
  }
}
