package passerelle.engine.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The variables of a service: what its files say stands below what it says itself.
 *
 * @param absolute a path of the file as an absolute one
 * @param files the text of a file, by its path
 */
record ServiceEnvironment(
    Section section, UnaryOperator<String> absolute, Function<String, Optional<String>> files) {

  /** {@code NAME=VALUE}; a name alone takes its value from who runs Compose. */
  List<String> read() throws ComposeException {
    Map<String, String> all = new LinkedHashMap<>();
    Object named = section.values().getOrDefault("env_file", List.of());
    for (Object file : named instanceof List<?> list ? list : List.of(named)) {
      all.putAll(file(file));
    }
    for (String pair : section.pairs("environment", "=")) {
      String name = pair.substring(0, (pair + "=").indexOf('='));
      all.put(name, pair.substring(name.length()));
    }
    List<String> variables = new ArrayList<>();
    all.forEach((name, value) -> variables.add(name + value));
    return variables;
  }

  private Map<String, String> file(Object named) throws ComposeException {
    boolean wishes = named instanceof Map;
    Section one = wishes ? Section.of(section.file(), section.path(), named) : section;
    String path = absolute.apply(wishes ? one.text("path").orElse("") : String.valueOf(named));
    boolean optional = wishes && one.text("required").filter("false"::equals).isPresent();
    Optional<String> text = files.apply(path);
    if (text.isEmpty() && !optional) {
      throw new ComposeException(
          "env file " + path + " not found: stat " + path + ": no such file or directory");
    }
    Map<String, String> variables = new LinkedHashMap<>();
    Interpolation.file(text.orElse(""), v -> Optional.empty())
        .forEach((name, value) -> variables.put(name, "=" + value));
    return variables;
  }
}
