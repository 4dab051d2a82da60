package passerelle.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files with a server's options, one a line, as redis.conf, MySQL's my.cnf, postgresql.conf and
 * mongod.conf have them: a name, then its value behind {@code =}, a colon or a space.
 *
 * @param read the text of a file; empty where there is none
 * @param list the names in a directory; none where there is none
 */
public record OptionFiles(
    Function<String, Optional<String>> read, Function<String, List<String>> list) {
  private static final Pattern OPTION =
      Pattern.compile("\\s*([A-Za-z][\\w.-]*)(?:\\s*[=:]\\s*|\\s+)(.+)");

  private static final Pattern SECTION = Pattern.compile("\\s*\\[([\\w.-]+)]\\s*");

  /** Sections of an option file that are for the server. */
  private static final String OF_SERVER = "(mysqld|mariadb|mariadbd|server).*";

  /** The command line with what the files of a service say in its place: before the words. */
  public List<String> with(Service service, List<String> argv) {
    List<String> words = new ArrayList<>();
    for (String where : service.configured()) {
      if (where.endsWith("/")) {
        list.apply(where.substring(0, where.length() - 1)).stream()
            .filter(name -> name.endsWith(".cnf"))
            .forEach(name -> words.addAll(words(where + name)));
      } else {
        named(where, argv).ifPresent(path -> words.addAll(words(path)));
      }
    }
    words.addAll(argv);
    return words;
  }

  private static Optional<String> named(String where, List<String> argv) {
    if (where.startsWith("/")) {
      return Optional.of(where);
    }
    return where.equals("1")
        ? argv.stream().filter(word -> word.startsWith("/") && word.endsWith(".conf")).findFirst()
        : Service.given(List.of(where), argv, Map.of());
  }

  private List<String> words(String path) {
    List<String> words = new ArrayList<>();
    boolean own = true;
    for (String line : read.apply(path).stream().flatMap(String::lines).toList()) {
      Matcher section = SECTION.matcher(line);
      Matcher option = OPTION.matcher(line);
      if (section.matches()) {
        own = section.group(1).matches(OF_SERVER);
      } else if (own && option.matches()) {
        words.add("--" + option.group(1) + "=" + value(option.group(2)));
      }
    }
    return words;
  }

  private static String value(String text) {
    String bare = text.replaceFirst("\\s+#.*", "").strip();
    return bare.replaceFirst("^(['\"])(.*)\\1$", "$2");
  }
}
