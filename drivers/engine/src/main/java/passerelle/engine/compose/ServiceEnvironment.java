package passerelle.engine.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import passerelle.text.Cut;

/**
 * The variables of a service: what its files say stands below what it says itself.
 *
 * @param absolute a path of the file as an absolute one
 * @param files the text of a file, by its path
 * @param variables the values of variables of who runs Compose, and of the project
 */
record ServiceEnvironment(
    Section section,
    UnaryOperator<String> absolute,
    Function<String, Optional<String>> files,
    Function<String, Optional<String>> variables) {

  /** {@code NAME=VALUE}; a name alone is one that has no value anywhere. */
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
    List<String> pairs = new ArrayList<>();
    all.forEach(
        (name, value) ->
            pairs.add(
                name
                    + (value.isEmpty()
                        ? variables.apply(name).map("="::concat).orElse("")
                        : value)));
    return pairs;
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
    Map<String, String> read = new LinkedHashMap<>();
    if (wishes && one.text("format").filter("raw"::equals).isPresent()) {
      for (String line : text.orElse("").split("\n")) {
        int equals = (line + "=").indexOf('=');
        if (!line.isBlank() && !line.startsWith("#")) {
          read.put(line.substring(0, equals), line.substring(equals));
        }
      }
      return read;
    }
    Map<String, String> own = new LinkedHashMap<>();
    for (String pair : section.pairs("environment", "=")) {
      Cut cut = Cut.first(pair, "=");
      if (cut.found()) {
        own.put(cut.before(), cut.after());
      }
    }
    try {
      Interpolation.file(
              text.orElse(""), v -> Optional.ofNullable(own.get(v)).or(() -> variables.apply(v)))
          .forEach((name, value) -> read.put(name, "=" + value));
    } catch (ComposeException e) {
      throw e.getMessage().startsWith("line ")
          ? new ComposeException("failed to read " + path + ": " + e.getMessage())
          : e;
    }
    return read;
  }
}
