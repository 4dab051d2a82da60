package passerelle.cli.why.typed;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.engine.Container;
import passerelle.engine.compose.Project;
import passerelle.lab.LabTopology;

/**
 * A Compose file line by line, as a person edits it.
 *
 * @param path of the file on the machine that runs the engine
 * @param lines of it
 * @param project what Compose is told to call it; empty where it has its name from the directory
 */
public record ComposeText(String path, List<String> lines, String project) {
  private static final Pattern PROJECT = Pattern.compile("(?:-p|--project-name)[= ](\\S+)");
  private static final Pattern FILE = Pattern.compile("(?:-f|--file)[= ](\\S+)");

  /** An entry of a list that could be one of a map: {@code NAME=VALUE}, {@code NAME:ADDRESS}. */
  private static final Pattern PAIR = Pattern.compile("([A-Za-z][\\w.-]*)[=:](\\S.*)");

  private static final Pattern MERGED = Pattern.compile("^\\s+<<: *\\*([\\w.-]+)\\s*$");

  /** The value of a key that stands elsewhere. */
  private static final Pattern ALIAS = Pattern.compile(": *\\*([\\w.-]+)\\s*$");

  private static final List<String> NAMES =
      List.of("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml");

  /** The file by which a container was made. */
  public static Optional<ComposeText> of(Lab lab, Container container) {
    return Optional.ofNullable(container.spec().labels().get(Project.LABEL + ".config_files"))
        .flatMap(path -> read(lab, path, ""))
        .map(text -> text.of(container.spec().labels().getOrDefault(Project.LABEL, "")));
  }

  /** The file that a command of Compose reads. */
  public static Optional<ComposeText> of(Lab lab, Deed deed) {
    String line = deed.typed().line();
    if (!line.matches(".*\\bdocker[ -]compose\\b.*")) {
      return Optional.empty();
    }
    Matcher named = FILE.matcher(line);
    List<String> names = named.find() ? List.of(named.group(1)) : NAMES;
    String directory =
        new Spot(lab, deed.machine()).output("pwd").strip().replaceFirst("/$", "") + "/";
    Matcher project = PROJECT.matcher(line);
    String told = project.find() ? project.group(1) : "";
    return names.stream()
        .map(name -> name.startsWith("/") ? name : directory + name)
        .flatMap(path -> read(lab, path, told).stream())
        .findFirst();
  }

  private ComposeText of(String called) {
    String directory = path.replaceFirst("/[^/]*$", "").replaceFirst(".*/", "");
    String usual = directory.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "");
    boolean told = !called.equals(usual) && part("name") < 0;
    return told ? new ComposeText(path, lines, called) : this;
  }

  private static Optional<ComposeText> read(Lab lab, String path, String project) {
    return lab.kernel()
        .spaces()
        .readFile(LabTopology.HOST, path)
        .map(text -> new ComposeText(path, text.lines().toList(), project));
  }

  /** The service by which a container was made. */
  public static String service(Container container) {
    return container.spec().labels().getOrDefault(Project.SERVICE, "");
  }

  /** The names of the elements of a part of the file. */
  public List<String> names(String part) {
    int top = part(part);
    List<String> names = new ArrayList<>();
    int depth = -1;
    for (int i = top + 1; top >= 0 && i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isBlank() && depth(i) == 0) {
        break;
      }
      depth = depth < 0 && !line.isBlank() ? depth(i) : depth;
      if (depth(i) == depth && line.matches("\\s+[\\w.-]+:.*")) {
        names.add(line.strip().replaceFirst(":.*", ""));
      }
    }
    return names;
  }

  /** The number of the line with which a part of the file begins, from 0; negative for none. */
  public int part(String name) {
    return find(0, lines.size(), name + ":.*");
  }

  /** The numbers of the lines of a service, from 0, the first that of its name. */
  public List<Integer> service(String name) {
    return block("services", name);
  }

  /** The numbers of the lines of an element of a part of the file; empty where there is none. */
  public List<Integer> block(String part, String name) {
    int top = part(part);
    int first =
        top < 0
            ? -1
            : find(top + 1, lines.size(), "\\s+[\"']?" + Pattern.quote(name) + "[\"']?:.*");
    return first < 0 ? List.of() : element(first);
  }

  /** The numbers of the lines of the element that begins in a line; from 0. */
  public List<Integer> element(int first) {
    int depth = depth(first);
    int end = first + 1;
    while (end < lines.size() && (lines.get(end).isBlank() || depth(end) > depth)) {
      end++;
    }
    return IntStream.range(first, end).filter(i -> !lines.get(i).isBlank()).boxed().toList();
  }

  private int find(int from, int to, String pattern) {
    return IntStream.range(from, to)
        .filter(i -> lines.get(i).matches(pattern))
        .findFirst()
        .orElse(-1);
  }

  /** How many blanks a line begins with. */
  public int depth(int line) {
    String text = lines.get(line);
    return text.length() - text.stripLeading().length();
  }

  /** The numbers of the lines of a block that have a word; from 0. */
  public List<Integer> saying(List<Integer> block, String word) {
    Pattern found =
        Pattern.compile("(?<![\\w.:-])(" + Pattern.quote(word) + pair(word) + ")(?![\\w.:-])");
    return block.stream().filter(i -> found.matcher(lines.get(i)).find()).toList();
  }

  /** The same in the form of a map: {@code NAME: VALUE}. */
  private static String pair(String word) {
    Matcher parts = PAIR.matcher(word);
    return parts.matches()
        ? "|" + Pattern.quote(parts.group(1)) + ": *[\"']?" + Pattern.quote(parts.group(2))
        : "";
  }

  /** A word of a block is another one; empty where no line has it. */
  public Optional<String> replacing(List<Integer> block, String word, String other) {
    return saying(block, word).stream()
        .filter(i -> lines.get(i).contains(word))
        .findFirst()
        .map(i -> (i + 1) + "s/" + escaped(word) + "/" + escaped(other) + "/");
  }

  /** A text of a line is another one, where the line has it once. */
  public Optional<String> replacingText(int line, String from, String to) {
    boolean once = lines.get(line).split(Pattern.quote(from), -1).length == 2;
    return once && !from.isEmpty()
        ? Optional.of((line + 1) + "s/" + escaped(from) + "/" + escaped(to) + "/")
        : Optional.empty();
  }

  /** The numbers of the lines that a block takes over by {@code <<: *NAME}; from 0. */
  List<Integer> merged(List<Integer> block) {
    return block.stream()
        .map(line -> MERGED.matcher(lines.get(line)))
        .filter(Matcher::find)
        .flatMap(merge -> anchored(merge.group(1)).stream())
        .toList();
  }

  /** The numbers of the lines of the element with an anchor, the first that of its name. */
  private List<Integer> anchored(String anchor) {
    int first = find(0, lines.size(), ".*: *&" + Pattern.quote(anchor) + "\\s*");
    return first < 0 ? List.of() : element(first);
  }

  private static String escaped(String word) {
    return word.replace("\\", "\\\\").replace("/", "\\/").replace("&", "\\&");
  }

  /** The numbers of the lines of a key of a service, its values included; from 0. */
  public List<Integer> key(List<Integer> service, String key) {
    for (int at : service) {
      if (lines.get(at).matches("\\s+" + Pattern.quote(key) + ":.*") && at != service.get(0)) {
        Matcher alias = ALIAS.matcher(lines.get(at));
        if (alias.find()) {
          return anchored(alias.group(1));
        }
        List<Integer> all = new ArrayList<>(List.of(at));
        for (int i = at + 1; i <= service.get(service.size() - 1); i++) {
          boolean inner =
              depth(i) > depth(at) || depth(i) == depth(at) && lines.get(i).strip().startsWith("-");
          if (!inner) {
            break;
          }
          all.add(i);
        }
        return all;
      }
    }
    return List.of();
  }

  /** A part of the file declares one element more. */
  List<String> declaring(String part, String name, String value) {
    int top = part(part);
    String element = "  " + name + ":";
    return top < 0
        ? List.of("$a\\" + part + ":", "$a\\" + element, "$a\\    " + value)
        : List.of((top + 1) + "a\\" + element, (top + 1) + "a\\    " + value);
  }

  /** Lines are deleted. */
  public static String without(List<Integer> some) {
    int first = some.get(0) + 1;
    int last = some.get(some.size() - 1) + 1;
    return (first == last ? "" + first : first + "," + last) + "d";
  }

  /**
   * A service has one value more behind a key, in the form in which others are there: a list
   * ({@code ports: ["80:80"]}) or a map.
   */
  Optional<String> adding(List<Integer> service, String key, String value) {
    if (service.size() < 2) {
      return Optional.empty();
    }
    List<Integer> there = key(service, key);
    int first = service.get(1);
    if (there.isEmpty()) {
      return Optional.of(after(service.get(0), depth(first), key + ": [\"" + value + "\"]"));
    }
    String pair = value.replaceFirst("[=:]|$", ": ").strip();
    if (there.size() > 1) {
      boolean list = lines.get(there.get(1)).strip().startsWith("-");
      String text = list ? "- \"" + value + "\"" : pair;
      return Optional.of(after(there.get(0), depth(there.get(1)), text));
    }
    String line = lines.get(there.get(0));
    String number = (there.get(0) + 1) + "s/";
    return line.contains("[")
        ? Optional.of(number + "\\[/[\"" + escaped(value) + "\", /")
        : line.contains("{")
            ? Optional.of(number + "{/{" + escaped(pair) + ", /")
            : Optional.empty();
  }

  /** One line more behind another one, in quotes that the shell leaves alone. */
  public static String after(int line, int depth, String text) {
    return (line + 1) + "a\\" + " ".repeat(depth) + text.replace('\'', '"');
  }

  /** A service has a line more. */
  public Optional<String> line(List<Integer> service, String text) {
    return service.size() < 2
        ? Optional.empty()
        : Optional.of(after(service.get(0), depth(service.get(1)), text));
  }

  /** The edits, and Compose makes of the file what it says then. */
  public Remedy edited(List<String> edits) {
    return edited(List.of(), edits);
  }

  /** A command of Compose for the file, {@code up -d} say. */
  public String command(String verb) {
    String options = "-f " + path + (project.isEmpty() ? " " : " -p " + project + " ");
    return "docker compose " + options + verb;
  }

  /** The same behind other commands, where there may be no edit. */
  Remedy edited(List<String> before, List<String> edits) {
    List<String> commands = new ArrayList<>(before);
    if (!edits.isEmpty()) {
      commands.add(new SedEdit(path, List.copyOf(edits)).line());
    }
    commands.add(command("up -d"));
    return Remedy.onHost(commands.toArray(String[]::new));
  }
}
