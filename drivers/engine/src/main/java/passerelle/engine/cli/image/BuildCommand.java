package passerelle.engine.cli.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import passerelle.engine.EngineException;
import passerelle.engine.EngineVersion;
import passerelle.engine.Paths;
import passerelle.engine.build.BuildFailure;
import passerelle.engine.build.Builder;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.ParsedFlags;
import passerelle.engine.cli.Table;
import passerelle.engine.cli.Unmodelled;
import passerelle.engine.daemon.Engine;
import passerelle.gotemplate.GoObjects;
import passerelle.gotemplate.GoValue;
import passerelle.gotemplate.Units;
import passerelle.image.Image;
import passerelle.image.ImageReference;
import passerelle.kernel.FileTree;
import passerelle.text.WordSet;

/** {@code docker build} (docker/buildx commands/build.go). */
public record BuildCommand(Invocation call) {
  /** Options that change the image or how it is told of. */
  private static final Set<String> MODELLED =
      WordSet.of("build-arg file help iidfile label network no-cache progress quiet tag target");

  /** Options that ask for what is done here anyway. */
  private static final Set<String> USUAL =
      Set.of("builder", "cache-from", "force-rm", "load", "platform", "provenance", "pull", "rm");

  private static final int LINES_AROUND = 3;

  public static int run(Invocation call) throws CliException, EngineException {
    return new BuildCommand(call).run();
  }

  /** {@code docker builder prune}. */
  public static int prune(Invocation call) {
    if (!call.flags().on("force")) {
      call.io()
          .out(
              "WARNING! This will remove all dangling build cache."
                  + " Are you sure you want to continue? [y/N] ");
      if (!call.io().inputLine().strip().matches("(?i)y|yes")) {
        return 0;
      }
    }
    long size = call.engine().builder().cached().stream().mapToLong(Long::longValue).sum();
    call.engine().builder().prune();
    call.line("Total:\t" + Units.humanSize(size));
    return 0;
  }

  /** {@code docker buildx ls}: the builder that every engine has (buildx commands/ls.go). */
  public static int builders(Invocation call) throws CliException {
    EngineVersion version = call.engine().profile().version();
    String buildkit =
        switch (version) {
          case V26_1 -> "v0.13.2";
          case V28_5 -> "v0.25.2";
          case V29_1 -> "v0.26.3";
        };
    String platforms =
        version == EngineVersion.V26_1
            ? "linux/amd64, linux/amd64/v2, linux/amd64/v3, linux/386"
            : "linux/amd64 (+2), linux/386";
    String format = call.flags().text("format").filter(f -> !f.equals("table")).orElse(COLUMNS);
    List<GoValue> rows =
        List.of(
            builder("default*", "docker", "", "", ""),
            builder(" \\_ default", " \\_ default", "running", buildkit, platforms));
    Map<String, String> header =
        Table.header("Name=NAME/NODE,DriverEndpoint=DRIVER/ENDPOINT,Status,Buildkit,Platforms");
    call.line(Table.print(format, header, rows).stripTrailing());
    return 0;
  }

  /** The release of BuildKit's client that came with the engine, and its commit. */
  public static String release(Engine engine) {
    return switch (engine.profile().version()) {
      case V26_1 -> "0.13.1+ds1 0.13.1+ds1-3";
      case V28_5 -> "v0.29.1 a32761aeb3debd39be1eca514af3693af0db334b";
      case V29_1 -> "v0.30.1 9e66234aa13328a5e75b75aa5574e1ca6d6d9c01";
    };
  }

  /** {@code docker buildx version}. */
  public static int version(Invocation call) {
    call.line("github.com/docker/buildx " + release(call.engine()));
    return 0;
  }

  private static final String COLUMNS =
      "table {{.Name}}\t{{.DriverEndpoint}}\t{{.Status}}\t{{.Buildkit}}\t{{.Platforms}}";

  private static GoValue builder(
      String name, String endpoint, String status, String buildkit, String platforms) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("Name", name);
    fields.put("DriverEndpoint", endpoint);
    fields.put("Status", status);
    fields.put("Buildkit", buildkit);
    fields.put("Platforms", platforms);
    return GoObjects.of("commands.lsContext", fields, Map.of());
  }

  private int run() throws CliException, EngineException {
    if (call.arguments().size() != 1) {
      throw new CliException(
          """
          ERROR: docker: 'docker buildx build' requires 1 argument

          Usage:  docker buildx build [OPTIONS] PATH | URL | -

          Run 'docker buildx build --help' for more information
          """,
          1);
    }
    if (!call.engine().roots().areKept()) {
      throw Unmodelled.refuse("docker build on the real kernel");
    }
    ParsedFlags flags = call.flags();
    for (String option : flags.values().keySet()) {
      if (!MODELLED.contains(option) && !USUAL.contains(option)) {
        throw Unmodelled.refuse("option --" + option);
      }
    }
    Unmodelled.checkPlatform(flags);
    Builder.Wish wish = wish();
    boolean quiet = flags.on("quiet");
    BuildDisplay display = new BuildDisplay(call, quiet, flags.text("progress").orElse("auto"));
    Image image;
    try {
      image = call.engine().builder().build(wish, display);
    } catch (BuildFailure e) {
      display.close(false);
      display.failures();
      excerpt(wish, e);
      throw failed("failed to solve: " + e.getMessage());
    }
    display.close(true);
    if (quiet) {
      call.line(image.digest());
    }
    flags.text("iidfile").ifPresent(file -> write(file, image.digest()));
    return 0;
  }

  private static CliException failed(String why) {
    return new CliException("ERROR: failed to build: " + why + "\n", 1);
  }

  private void write(String file, String text) {
    call.engine()
        .kernel()
        .spaces()
        .writeFile(call.engine().settings().host(), absolute(file), text);
  }

  private String absolute(String path) {
    return Paths.clean(path.startsWith("/") ? path : call.io().directory() + "/" + path);
  }

  private Builder.Wish wish() throws CliException, EngineException {
    ParsedFlags flags = call.flags();
    String context = call.arguments().get(0);
    Optional<String> inline = Optional.empty();
    if (context.equals("-")) {
      inline = Optional.of(input());
    } else if (context.matches("(https?|git|ssh)://.*|git@.*|.*\\.git(#.*)?")) {
      throw Unmodelled.refuse("docker build of what is not a directory");
    }
    String directory = inline.isPresent() ? "/nonexistent" : absolute(context);
    boolean there = call.engine().roots().ofHost().kind(directory) == FileTree.Kind.DIRECTORY;
    if (inline.isEmpty() && !there) {
      throw failed("unable to prepare context: path \"" + context + "\" not found");
    }
    String file = flags.text("file").map(this::absolute).orElse(directory + "/Dockerfile");
    if (flags.text("file").orElse("").equals("-")) {
      inline = Optional.of(input());
      file = "/Dockerfile";
    }
    return new Builder.Wish(
        directory,
        file,
        inline,
        names(),
        pairs("build-arg", true),
        pairs("label", false),
        flags.text("target").orElse(""),
        flags.text("network").orElse("default"),
        flags.on("no-cache"));
  }

  private String input() {
    StringBuilder all = new StringBuilder();
    for (String line = call.io().inputLine(); !line.isEmpty(); line = call.io().inputLine()) {
      all.append(line).append(line.endsWith("\n") ? "" : "\n");
    }
    return all.toString();
  }

  private List<ImageReference> names() throws CliException {
    List<ImageReference> names = new ArrayList<>();
    for (String tag : call.flags().all("tag")) {
      try {
        names.add(ImageReference.parse(tag));
      } catch (ImageReference.Problem e) {
        throw failed("invalid tag \"" + tag + "\": " + e.getMessage());
      }
    }
    return names;
  }

  /** {@code NAME=value}; a name alone has the value of the command's own variable. */
  private Map<String, String> pairs(String option, boolean ofEnvironment) {
    Map<String, String> pairs = new TreeMap<>();
    for (String text : call.flags().all(option)) {
      int equals = text.indexOf('=');
      if (equals > 0) {
        pairs.put(text.substring(0, equals), text.substring(equals + 1));
      } else if (ofEnvironment) {
        call.io().variable(text).ifPresent(value -> pairs.put(text, value));
      } else {
        pairs.put(text, "");
      }
    }
    return pairs;
  }

  /** The lines of the Dockerfile that are to blame, with those around them (solver/errdefs). */
  private void excerpt(Builder.Wish wish, BuildFailure failure) throws EngineException {
    if (failure.first() == 0) {
      return;
    }
    List<String> lines = List.of(call.engine().builder().text(wish).orElse("").split("\n", -1));
    int from = Math.max(1, failure.first() - LINES_AROUND);
    int to = Math.min(lines.size(), failure.last() + LINES_AROUND);
    call.errorLine(wish.fileName() + ":" + failure.first());
    call.errorLine("--------------------");
    for (int i = from; i <= to; i++) {
      boolean blamed = i >= failure.first() && i <= failure.last();
      String number = " ".repeat(Math.max(0, 4 - String.valueOf(i).length())) + i;
      call.errorLine(number + " | " + (blamed ? ">>> " : "    ") + lines.get(i - 1));
    }
    call.errorLine("--------------------");
  }
}
