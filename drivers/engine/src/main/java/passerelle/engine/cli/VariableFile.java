package passerelle.engine.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import passerelle.engine.Phrase;
import passerelle.text.ByteText;

/**
 * {@code --env-file} and {@code --label-file}: lines {@code NAME=VALUE}; a name alone takes the
 * value that it has where docker is typed (docker/cli opts/file.go).
 */
public final class VariableFile {
  private final Function<String, Optional<String>> files;
  private final Function<String, Optional<String>> variables;
  private final Predicate<String> directories;
  private final CliStyle style;

  /**
   * A reader.
   *
   * @param files the text of a file, as it was named
   * @param variables the value of a variable
   * @param directories whether a name is that of a directory
   * @param style how a wrong line is told
   */
  private VariableFile(
      Function<String, Optional<String>> files,
      Function<String, Optional<String>> variables,
      Predicate<String> directories,
      CliStyle style) {
    this.style = style;
    this.directories = directories;
    this.files = files;
    this.variables = variables;
  }

  /** A reader of the files that are there where a command is typed. */
  public static VariableFile of(Invocation call) {
    return new VariableFile(call::file, call.io()::variable, call::isDirectory, call.style());
  }

  /**
   * The pairs of some files and those of the command line behind them, of which a name that has no
   * value anywhere stays alone.
   */
  public List<String> all(List<String> names, List<String> typed) throws Problem {
    List<String> pairs = new ArrayList<>();
    for (String name : names) {
      int number = 0;
      for (String line : text(name).replaceFirst("^\uFEFF", "").split("\n")) {
        requireText(name, line, ++number);
        read(name, line.stripLeading().replace("\r", ""), pairs);
      }
    }
    typed.forEach(pair -> pairs.add(valued(pair).orElse(pair)));
    return pairs;
  }

  /** What a file holds that an option names. */
  String text(String name) throws Problem {
    return files
        .apply(name)
        .orElseThrow(
            () ->
                new Problem(
                    directories.test(name)
                        ? style.variableProblem(name, "read " + name + ": is a directory")
                        : "open " + name + ": no such file or directory"));
  }

  private void requireText(String file, String line, int number) throws Problem {
    byte[] octets = ByteText.encode(line);
    if (!new String(octets, StandardCharsets.UTF_8).equals(line)) {
      List<Integer> values = new ArrayList<>();
      for (byte octet : octets) {
        values.add(octet & 0xff);
      }
      String shown = values.toString().replace(",", "");
      throw new Problem(style.says(Phrase.NO_TEXT, file, number, shown));
    }
  }

  private void read(String file, String line, List<String> pairs) throws Problem {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    String name = line.replaceFirst("(?s)=.*", "");
    if (name.isEmpty()) {
      throw new Problem(style.variableProblem(file, "no variable name on line '" + line + "'"));
    }
    if (name.matches(".*\\s.*")) {
      throw new Problem(
          style.variableProblem(file, "variable '" + name + "' contains whitespaces"));
    }
    valued(line).ifPresent(pairs::add);
  }

  private Optional<String> valued(String pair) {
    return pair.contains("=")
        ? Optional.of(pair)
        : variables.apply(pair).map(value -> pair + "=" + value);
  }
}
