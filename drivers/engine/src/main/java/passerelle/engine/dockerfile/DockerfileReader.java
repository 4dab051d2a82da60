package passerelle.engine.dockerfile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.text.EditDistance;
import passerelle.text.WordSet;

/** Reads a Dockerfile (frontend/dockerfile/parser, instructions/parse.go). */
public final class DockerfileReader {
  private static final Set<String> KEYWORDS =
      WordSet.of(
          """
          ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN
          SHELL STOPSIGNAL USER VOLUME WORKDIR
          """);

  /** Which take here-documents. */
  private static final Set<String> DOCUMENTED = Set.of("RUN", "COPY", "ADD");

  private static final Pattern FLAG = Pattern.compile("--([\\w-]+)(?:=(\\S*))?(?:\\s+|$)");
  private static final Pattern DOCUMENT = Pattern.compile("<<(-?)(?:\"(\\w+)\"|'(\\w+)'|(\\w+))");

  private final List<String> lines;
  private final List<Instruction> instructions = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /** What is seen only when the stages are gone through. */
  private final List<String> late = new ArrayList<>();

  private int at;

  private DockerfileReader(String text) {
    this.lines = text.lines().toList();
  }

  /** What a text says. */
  public static Dockerfile read(String text) throws DockerfileException {
    return new DockerfileReader(text).read();
  }

  private Dockerfile read() throws DockerfileException {
    while (at < lines.size()) {
      String line = lines.get(at).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        at++;
      } else {
        instructions.add(instruction());
      }
    }
    if (instructions.isEmpty()) {
      throw new DockerfileException("the Dockerfile cannot be empty");
    }
    return stages();
  }

  private Instruction instruction() throws DockerfileException {
    int first = at + 1;
    String whole = joined().strip();
    String[] words = whole.split("\\s+", 2);
    String keyword = words[0].toUpperCase(Locale.ROOT);
    if (!KEYWORDS.contains(keyword)) {
      throw wrong(first, at, "unknown instruction: " + words[0] + meant(keyword));
    }
    String rest = words.length > 1 ? words[1] : "";
    Map<String, String> flags = new LinkedHashMap<>();
    Matcher flag = FLAG.matcher(rest);
    while (flag.lookingAt()) {
      flags.put(flag.group(1), flag.group(2) == null ? "true" : flag.group(2));
      rest = rest.substring(flag.end());
      flag = FLAG.matcher(rest);
    }
    Map<String, String> documents = documents(keyword, rest);
    Instruction read = new Instruction(keyword, flags, rest.strip(), documents, first, at);
    check(read);
    return read;
  }

  /** A line with those that continue it; lines of comments in between are left out. */
  private String joined() {
    StringBuilder joined = new StringBuilder();
    boolean more = true;
    while (more && at < lines.size()) {
      String line = lines.get(at++);
      String stripped = line.strip();
      if (joined.length() > 0 && (stripped.isEmpty() || stripped.startsWith("#"))) {
        continue;
      }
      more = line.stripTrailing().endsWith("\\");
      String part = line.stripTrailing();
      joined.append(more ? part.substring(0, part.length() - 1) : part);
    }
    return joined.toString();
  }

  private Map<String, String> documents(String keyword, String rest) throws DockerfileException {
    Map<String, String> documents = new LinkedHashMap<>();
    if (!DOCUMENTED.contains(keyword)) {
      return documents;
    }
    Matcher document = DOCUMENT.matcher(rest);
    while (document.find()) {
      String name =
          document.group(2) != null
              ? document.group(2)
              : document.group(3) != null ? document.group(3) : document.group(4);
      boolean tabs = !document.group(1).isEmpty();
      StringBuilder text = new StringBuilder();
      boolean closed = false;
      while (!closed && at < lines.size()) {
        String line = tabs ? lines.get(at).replaceFirst("^\t+", "") : lines.get(at);
        at++;
        closed = line.equals(name);
        text.append(closed ? "" : line + "\n");
      }
      if (!closed) {
        throw wrong(at, at, "unterminated heredoc");
      }
      documents.put(name, text.toString());
    }
    return documents;
  }

  private static String meant(String keyword) {
    Optional<String> close =
        KEYWORDS.stream().filter(k -> EditDistance.of(k, keyword) == 1).findFirst();
    return close.map(k -> " (did you mean " + k + "?)").orElse("");
  }

  private void check(Instruction read) throws DockerfileException {
    int count = read.list().map(List::size).orElse(read.words().size());
    String arguments = "";
    boolean one =
        Set.of("ONBUILD", "USER", "WORKDIR", "STOPSIGNAL", "MAINTAINER").contains(read.keyword());
    if (Set.of("COPY", "ADD").contains(read.keyword()) && count < 2) {
      arguments =
          "at least two arguments, but only "
              + numeral(count)
              + " provided. Destination"
              + " could not be determined";
    } else if (Set.of("ENV", "EXPOSE", "LABEL", "ARG").contains(read.keyword()) && count == 0) {
      arguments = "at least one argument";
    } else if (one && count != 1 && !read.keyword().matches("ONBUILD|MAINTAINER")) {
      arguments = "exactly one argument";
    }
    if (!arguments.isEmpty()) {
      throw wrong(read.first(), read.last(), read.keyword() + " requires " + arguments);
    }
    warn(read);
  }

  private static String numeral(int count) {
    return count == 0 ? "zero were" : "one was";
  }

  private void warn(Instruction read) {
    String place = " (line " + read.first() + ")";
    if (read.keyword().matches("CMD|ENTRYPOINT") && read.list().isEmpty()) {
      late.add(
          "JSONArgsRecommended: JSON arguments recommended for "
              + read.keyword()
              + " to prevent unintended behavior related to OS signals"
              + place);
    } else if (read.keyword().matches("ENV|LABEL") && read.isOldPair()) {
      warnings.add(
          "LegacyKeyValueFormat: \"%s key=value\" should be used instead of legacy \"%s"
                  .formatted(read.keyword(), read.keyword())
              + " key value\" format"
              + place);
    } else if (read.keyword().equals("FROM")
        && read.words().size() == 3
        && List.of("as", "As", "aS").contains(read.words().get(1))
        && lines.get(read.first() - 1).startsWith("FROM")) {
      warnings.add("FromAsCasing: 'as' and 'FROM' keywords' casing do not match" + place);
    } else if (read.keyword().equals("MAINTAINER")) {
      warnings.add(
          "MaintainerDeprecated: Maintainer instruction is deprecated in favor of using label"
              + place);
    }
  }

  private Dockerfile stages() throws DockerfileException {
    List<Instruction> globals = new ArrayList<>();
    List<Dockerfile.Stage> stages = new ArrayList<>();
    for (Instruction next : instructions) {
      if (next.keyword().equals("FROM")) {
        stages.add(stage(next));
      } else if (!stages.isEmpty()) {
        stages.get(stages.size() - 1).instructions().add(next);
      } else if (next.keyword().equals("ARG")) {
        globals.add(next);
      } else {
        throw wrong(next.first(), next.last(), "no build stage in current context");
      }
    }
    if (stages.isEmpty()) {
      throw new DockerfileException("dockerfile contains no stages to build");
    }
    warnings.addAll(late);
    return new Dockerfile(globals, stages, warnings);
  }

  private Dockerfile.Stage stage(Instruction from) throws DockerfileException {
    List<String> words = from.words();
    boolean named = words.size() == 3 && words.get(1).equalsIgnoreCase("as");
    if (words.size() != 1 && !named) {
      throw wrong(from.first(), from.last(), "FROM requires either one or three arguments");
    }
    String name = named ? words.get(2).toLowerCase(Locale.ROOT) : "";
    return new Dockerfile.Stage(name, from, words.get(0), new ArrayList<>());
  }

  private static DockerfileException wrong(int first, int last, String what) {
    return new DockerfileException(
        "dockerfile parse error on line " + first + ": " + what, first, last);
  }
}
