package passerelle.sim.userland.python;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.text.ByteText;

/** {@code python3 -m json.tool [FILE]}: sets JSON out (Lib/json/tool.py, encoder.py). */
record JsonTool(List<String> words) implements BlockingProgram {
  private static final String USAGE =
      """
      usage: python -m json.tool [-h] [--sort-keys] [--no-ensure-ascii]
                                 [--json-lines] [--indent INDENT | --tab |
                                 --no-indent | --compact]
                                 [infile] [outfile]
      """;

  /**
   * How it writes.
   *
   * @param indent of a level; empty for everything in one line
   * @param comma between two values
   * @param colon between key and value
   */
  private record Manner(
      Optional<String> indent, String comma, String colon, boolean sorted, boolean ascii) {}

  @Override
  public int run(Process self) {
    Manner manner = new Manner(Optional.of("    "), ",", ": ", false, true);
    Optional<String> file = Optional.empty();
    Iterator<String> left = words.iterator();
    while (left.hasNext()) {
      String word = left.next();
      Optional<Manner> other =
          option(word, word.equals("--indent") ? left : List.<String>of().iterator(), manner);
      if (other.isPresent()) {
        manner = other.get();
      } else if (word.startsWith("-") && word.length() > 1 || file.isPresent()) {
        return self.stderr()
            .print(USAGE + "python -m json.tool: error: unrecognized arguments: " + word + "\n", 2);
      } else {
        file = Optional.of(word);
      }
    }
    String text;
    try {
      text =
          file.isPresent() && !file.get().equals("-")
              ? self.files().readText(self.path(file.get()))
              : ByteText.decode(self.stdin().readAll());
    } catch (FileError missing) {
      return self.stderr()
          .println(
              "FileNotFoundError: [Errno 2] No such file or directory: '" + file.get() + "'", 1);
    }
    try {
      StringBuilder out = new StringBuilder();
      write(new PythonJson(text).read(), 0, manner, out);
      self.stdout().println(out.toString());
      return 0;
    } catch (PythonJson.Malformed wrong) {
      return self.stderr().println(wrong.getMessage(), 1);
    }
  }

  private static Optional<Manner> option(String word, Iterator<String> values, Manner m) {
    return Optional.ofNullable(
        switch (word) {
          case "--sort-keys" -> new Manner(m.indent(), m.comma(), m.colon(), true, m.ascii());
          case "--no-ensure-ascii" ->
              new Manner(m.indent(), m.comma(), m.colon(), m.sorted(), false);
          case "--tab" -> new Manner(Optional.of("\t"), ",", ": ", m.sorted(), m.ascii());
          case "--no-indent" -> new Manner(Optional.empty(), ", ", ": ", m.sorted(), m.ascii());
          case "--compact" -> new Manner(Optional.empty(), ",", ":", m.sorted(), m.ascii());
          case "--indent" -> values.hasNext() ? indented(values.next(), m) : null;
          default -> null;
        });
  }

  private static Manner indented(String columns, Manner m) {
    int wide = columns.matches("\\d{1,2}") ? Integer.parseInt(columns) : 4;
    return new Manner(Optional.of(" ".repeat(wide)), ",", ": ", m.sorted(), m.ascii());
  }

  private void write(Object value, int level, Manner manner, StringBuilder out) {
    if (value instanceof Map<?, ?> map) {
      Map<?, ?> values = manner.sorted() ? new TreeMap<>(map) : map;
      String between = "";
      out.append('{');
      for (Map.Entry<?, ?> entry : values.entrySet()) {
        out.append(between).append(line(level + 1, manner));
        out.append(quote((String) entry.getKey(), manner)).append(manner.colon());
        write(entry.getValue(), level + 1, manner, out);
        between = manner.comma();
      }
      out.append(values.isEmpty() ? "" : line(level, manner)).append('}');
    } else if (value instanceof List<?> list) {
      String between = "";
      out.append('[');
      for (Object element : list) {
        out.append(between).append(line(level + 1, manner));
        write(element, level + 1, manner, out);
        between = manner.comma();
      }
      out.append(list.isEmpty() ? "" : line(level, manner)).append(']');
    } else {
      out.append(
          value instanceof PythonJson.Literal literal
              ? literal.text()
              : quote((String) value, manner));
    }
  }

  private static String line(int level, Manner manner) {
    return manner.indent().map(indent -> "\n" + indent.repeat(level)).orElse("");
  }

  private static String quote(String text, Manner manner) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int named = "\"\\\b\f\n\r\t".indexOf(c);
      if (named >= 0) {
        out.append('\\').append("\"\\bfnrt".charAt(named));
      } else if (c < ' ' || manner.ascii() && c > '~') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
