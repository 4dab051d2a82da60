package passerelle.cli.why.container;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.typed.ComposeText;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.RunLine;
import passerelle.cli.why.typed.Spot;
import passerelle.engine.Container;
import passerelle.lab.LabTopology;
import passerelle.sim.shell.Outline;

/**
 * Containers of images that were built here: their program is changed in its file, and the image is
 * built once more.
 *
 * @param makers of the lab
 */
record Built(Makers makers, Container container) {
  /** So many lines of a file are worth a lab each. */
  private static final int MOST_LINES = 4;

  /** Flask's own server, which listens on loopback unless it is told otherwise. */
  private static final Pattern FLASK = Pattern.compile("\\bapp\\.run\\((\\)?)");

  /** Fastify, which does the same. */
  private static final Pattern FASTIFY = Pattern.compile("\\blisten\\(\\{(?![^}]*host)");

  private static final Pattern COPIED = Pattern.compile("(?m)^\\s*(?:COPY|ADD)\\s+(\\S+)");

  private static final Pattern FILE = Pattern.compile("(?:-f|--file)[= ](\\S+)");

  /** How the image is built again. */
  private record Build(String directory, String dockerfile, List<Remedy.Step> steps) {}

  /** Changes after which a server that listens on loopback listens everywhere. */
  List<Remedy> everywhere() {
    List<Remedy> remedies = new ArrayList<>();
    for (Build build : build().stream().toList()) {
      for (String path : files(build)) {
        edits(read(path).orElse(""))
            .map(edit -> Remedy.onHost("sed -i '" + edit + "' " + path))
            .map(edited -> build.steps().stream().reduce(edited, Remedy::then, (a, b) -> b))
            .limit(MOST_LINES)
            .forEach(remedies::add);
      }
    }
    return remedies;
  }

  /**
   * A file that was copied into the image is changed where it came from.
   *
   * @param inside its path in the image
   * @param command that changes it, without its name
   */
  Optional<Remedy> changed(String inside, String command) {
    String name = inside.replaceFirst(".*/", "");
    return build()
        .flatMap(
            build ->
                Optional.of(build.directory() + "/" + name)
                    .filter(path -> read(path).isPresent())
                    .map(path -> Remedy.onHost(command + " " + path))
                    .map(
                        edited ->
                            build.steps().stream().reduce(edited, Remedy::then, (a, b) -> b)));
  }

  /** Changes of a line each. */
  private static Stream<String> edits(String text) {
    List<String> lines = text.lines().toList();
    Stream<String> named =
        IntStream.range(0, lines.size())
            .boxed()
            .flatMap(
                i ->
                    Stream.of("127.0.0.1", "localhost")
                        .filter(lines.get(i)::contains)
                        .map(old -> i + 1 + "s/" + old + "/0.0.0.0/"));
    String host = "app.run(host=\"0.0.0.0\"";
    Stream<String> flask =
        FLASK
            .matcher(text)
            .results()
            .map(
                run ->
                    run.group(1).isEmpty()
                        ? "s/app.run(/" + host + ", /"
                        : "s/app.run()/" + host + ")/");
    Stream<String> fastify =
        FASTIFY.matcher(text).results().map(run -> "s/listen({/listen({ host: \"0.0.0.0\",/");
    return Stream.of(named, flask, fastify).flatMap(edits -> edits);
  }

  /** The program's files first, then what says how it is started. */
  private Set<String> files(Build build) {
    Set<String> files = new LinkedHashSet<>();
    read(build.dockerfile()).stream()
        .flatMap(text -> COPIED.matcher(text).results())
        .map(copied -> build.directory() + "/" + copied.group(1).replaceFirst("^\\./?", ""))
        .map(source -> "grep -rlE '127\\.0\\.0\\.1|localhost|app\\.run\\(|listen\\(' " + source)
        .flatMap(grep -> new Spot(makers.lab(), LabTopology.HOST).output(grep).lines())
        .map(path -> path.strip().replaceAll("/{2,}", "/"))
        .filter(path -> !path.contains("/node_modules/"))
        .forEach(files::add);
    files.remove(build.dockerfile());
    files.add(build.dockerfile());
    return files;
  }

  private Optional<String> read(String path) {
    return makers.lab().kernel().spaces().readFile(LabTopology.HOST, path);
  }

  private Optional<Build> build() {
    return composed().or(this::typed);
  }

  private Optional<Build> composed() {
    Optional<ComposeText> file = ComposeText.of(makers.lab(), container);
    return file.flatMap(
        text -> {
          List<Integer> key = text.key(text.service(ComposeText.service(container)), "build");
          String directory = text.path().replaceFirst("/[^/]*$", "");
          return key.stream()
              .map(line -> text.lines().get(line).strip())
              .filter(line -> line.matches("(build|context): *\\S+"))
              .map(line -> line.replaceFirst("^\\w+: *", "").replaceAll("['\"]", ""))
              .map(name -> under(directory, name))
              .findFirst()
              .map(
                  context ->
                      new Build(
                          context,
                          context + "/Dockerfile",
                          List.of(step(text.command("up -d --build")))));
        });
  }

  private Optional<Build> typed() {
    Lab lab = makers.lab();
    String tag = container.spec().image().replaceFirst(":latest$", "");
    Pattern build =
        Pattern.compile(
            "docker (?:image |buildx )?build .*(?:-t|--tag)[= ]?"
                + Pattern.quote(tag)
                + "(?::latest)?(?= ).* (\\S+)");
    return lab.history().stream()
        .flatMap(deed -> Makers.commands(deed).stream())
        .map(Outline.Simple::text)
        .map(build::matcher)
        .filter(Matcher::matches)
        .reduce((first, last) -> last)
        .map(line -> build(line.group(), line.group(1)));
  }

  private Build build(String line, String context) {
    String here = new Spot(makers.lab(), LabTopology.HOST).output("pwd").strip();
    String directory = under(here, context);
    Matcher named = FILE.matcher(line);
    String file = named.find() ? under(here, named.group(1)) : directory + "/Dockerfile";
    List<Remedy.Step> steps = new ArrayList<>(List.of(step(line)));
    steps.addAll(RunLine.of(container, makers).again().steps());
    return new Build(directory, file, steps);
  }

  private static Remedy.Step step(String line) {
    return new Remedy.Step(LabTopology.HOST, line);
  }

  private static String under(String directory, String name) {
    String path = name.replaceFirst("/$", "").replaceFirst("^\\./", "");
    return path.startsWith("/") ? path : path.equals(".") ? directory : directory + "/" + path;
  }
}
