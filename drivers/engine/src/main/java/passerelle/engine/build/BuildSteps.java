package passerelle.engine.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.EngineProfile;
import passerelle.engine.Identities;
import passerelle.engine.Trait;
import passerelle.engine.dockerfile.IgnoreRules;
import passerelle.engine.dockerfile.Instruction;
import passerelle.engine.image.Committer;
import passerelle.engine.image.ExposedPorts;
import passerelle.engine.state.EngineState;
import passerelle.engine.state.Images;
import passerelle.engine.volume.Roots;
import passerelle.gotemplate.Units;
import passerelle.image.Image;
import passerelle.image.ImageBehaviour;
import passerelle.image.ImageReference;
import passerelle.kernel.FileTree;
import passerelle.kernel.KernelException;
import passerelle.kernel.ProgramChoice;

/** What instructions of a Dockerfile do to an image (dockerfile2llb/convert.go: dispatch). */
public record BuildSteps(
    EngineState state,
    Roots roots,
    Committer committer,
    BuildContainer containers,
    EngineProfile profile) {
  private static final String BY = "buildkit.dockerfile.v0";

  /** Instructions that are steps of their own in what progress tells. */
  private static final Set<String> STEPS = Set.of("RUN", "COPY", "ADD", "WORKDIR");

  /** Instructions whose arguments have variables (parser: shell expansion). */
  private static final Set<String> WITH_VARIABLES =
      Set.of("ADD", "COPY", "ENV", "EXPOSE", "LABEL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR");

  /** The image that a stage has made of another stage, or of an image. */
  interface Taken {
    Image image(String from);
  }

  /** What an image from nothing stands on. */
  static Image scratch() {
    return new Image(
        List.of(),
        Identities.derived("scratch", ""),
        0,
        0,
        new Image.Process(List.of(), List.of(), List.of(), "", "", ""),
        List.of(),
        Map.of(),
        new Image.Userland("none", ProgramChoice.ALL),
        Map.of(),
        ImageBehaviour.NONE,
        List.of(),
        new Image.Layers(0, 0, true),
        Image.Made.NOTHING);
  }

  static boolean isStep(Instruction instruction) {
    return STEPS.contains(instruction.keyword());
  }

  /** Octets as progress has them. */
  static String size(long octets) {
    return Units.humanSize(octets, 3);
  }

  /** Does an instruction, unless it was done before. */
  void apply(
      Instruction typed,
      BuildStage stage,
      BuildContext context,
      Taken taken,
      BuildProgress progress)
      throws BuildFailure, EngineException, KernelException {
    Instruction instruction = expanded(typed, stage);
    if (instruction.keyword().equals("ARG")) {
      argument(instruction, stage);
      return;
    }
    if (instruction.keyword().equals("ENV")) {
      instruction.pairs().forEach(p -> stage.variables().variable(p.getKey(), p.getValue()));
    }
    checkPorts(instruction);
    stage.configuration().apply(instruction);
    if (!isStep(instruction)) {
      settle(instruction, stage);
      return;
    }
    int step = progress.begin(stage.next() + instruction.text());
    BuildContext from = from(instruction, context, taken);
    String key;
    try {
      key = key(instruction, stage, from);
    } catch (BuildFailure e) {
      progress.failed(step, e.getMessage().replaceFirst("failed to compute cache key: ", ""));
      throw e;
    }
    Image known = stage.wish().fresh() ? null : state.buildCache().get(key);
    if (known != null) {
      stage.image(known);
      progress.cached(step);
      return;
    }
    stage.image(make(instruction, stage, from, key, step, progress));
    state.buildCache().put(key, stage.image());
    progress.done(step);
  }

  /** Of EXPOSE, where no variables stand for them. */
  static void checkPorts(List<Instruction> all) throws BuildFailure {
    for (Instruction instruction : all) {
      if (!instruction.arguments().contains("$")) {
        checkPorts(instruction);
      }
    }
  }

  /** Of EXPOSE ({@code dispatchExpose}). */
  private static void checkPorts(Instruction expose) throws BuildFailure {
    for (String word : expose.keyword().equals("EXPOSE") ? expose.words() : List.<String>of()) {
      String unread = new ExposedPorts(word).unread();
      if (!unread.isEmpty()) {
        String which = unread.startsWith("proto") ? "invalid port: \"" + word + "\": " : "";
        throw new BuildFailure(which + "invalid " + unread, expose.first(), expose.last());
      }
    }
  }

  private static Instruction expanded(Instruction typed, BuildStage stage) {
    if (!WITH_VARIABLES.contains(typed.keyword())) {
      return typed;
    }
    return new Instruction(
        typed.keyword(),
        typed.flags(),
        stage.variables().in(typed.arguments()),
        typed.documents(),
        typed.first(),
        typed.last());
  }

  private static void argument(Instruction argument, BuildStage stage) {
    for (String word : argument.words()) {
      String name = word.replaceFirst("=.*", "");
      String usual =
          word.contains("=")
              ? stage.variables().in(Instruction.unquoted(word.substring(name.length() + 1)))
              : stage.globals().value(name).orElse("");
      String given = stage.wish().arguments().getOrDefault(name, usual);
      boolean known = word.contains("=") || !given.isEmpty();
      if (known) {
        stage.variables().argument(name, given);
      }
    }
  }

  /** An instruction that changes settings only. */
  private void settle(Instruction instruction, BuildStage stage) {
    String id = Identities.derived(instruction.text(), stage.image().id());
    Image cached = state.buildCache().get(id);
    Image next =
        cached != null && !stage.wish().fresh()
            ? cached
            : committer.configured(stage.image(), stage.configuration(), id);
    remember(stage.image(), next, told(instruction, stage), 0, false);
    state.buildCache().put(id, next);
    stage.image(next);
  }

  private void remember(Image parent, Image image, String by, long size, boolean layer) {
    state.commits().put(image.id(), new Images.Commit(parent, by, BY, "", size, layer));
  }

  /** As {@code docker history} has an instruction. */
  private static String told(Instruction i, BuildStage stage) {
    return switch (i.keyword()) {
      case "CMD" -> "CMD " + quoted(stage.configuration().process().command());
      case "ENTRYPOINT" -> "ENTRYPOINT " + quoted(stage.configuration().process().entrypoint());
      case "EXPOSE" -> "EXPOSE [" + String.join(" ", exposed(i)) + "]";
      case "VOLUME" -> "VOLUME [" + String.join(" ", i.list().orElse(i.words())) + "]";
      case "RUN" -> ran(i, stage);
      case "COPY", "ADD" -> i.text() + " # buildkit";
      default -> i.text();
    };
  }

  /** The build's arguments stand before what is run, behind their number. */
  private static String ran(Instruction run, BuildStage stage) {
    StringBuilder told = new StringBuilder("RUN ");
    Map<String, String> arguments = new TreeMap<>(stage.variables().arguments());
    if (!arguments.isEmpty()) {
      told.append('|').append(arguments.size()).append(' ');
      arguments.forEach((n, v) -> told.append(n).append('=').append(v).append(' '));
    }
    String shell = run.list().isPresent() ? "" : String.join(" ", stage.configuration().shell());
    return told + shell + " " + run.arguments() + " # buildkit";
  }

  private static List<String> exposed(Instruction i) {
    return i.words().stream().flatMap(word -> new ExposedPorts(word).all().stream()).toList();
  }

  private static String quoted(List<String> words) {
    List<String> told = words.stream().map(w -> w.replace("\"", "\\\"")).toList();
    return "[\"" + String.join("\" \"", told) + "\"]";
  }

  private BuildContext from(Instruction instruction, BuildContext context, Taken taken)
      throws EngineException {
    String from = instruction.flags().getOrDefault("from", "");
    if (from.isEmpty() || !instruction.keyword().equals("COPY")) {
      return context;
    }
    Image image = taken.image(from);
    Container holder = containers.of(image, "from " + image.id(), List.of("/"), List.of(), "none");
    return new BuildContext(roots.of(holder), "/", new IgnoreRules(""));
  }

  /** What a step does to what: it is the same step as long as this is the same. */
  private String key(Instruction instruction, BuildStage stage, BuildContext from)
      throws BuildFailure, KernelException {
    StringBuilder all = new StringBuilder(instruction.text());
    instruction.documents().forEach((name, text) -> all.append('\n').append(text));
    if (instruction.keyword().equals("RUN")) {
      all.append(stage.wish().network()).append(new TreeMap<>(stage.variables().arguments()));
    }
    if (instruction.keyword().matches("COPY|ADD")) {
      for (String source : BuildCopy.sources(instruction, stage.variables())) {
        for (String path : BuildCopy.found(source, from, instruction)) {
          all.append('\n').append(from.checksum(path));
        }
      }
    }
    return Identities.derived(all.toString(), stage.image().id());
  }

  private Image make(
      Instruction instruction,
      BuildStage stage,
      BuildContext from,
      String key,
      int step,
      BuildProgress progress)
      throws BuildFailure, EngineException, KernelException {
    List<String> environment = new ArrayList<>();
    stage.variables().arguments().forEach((name, value) -> environment.add(name + "=" + value));
    List<String> argv = List.of("/");
    if (instruction.keyword().equals("RUN")) {
      String script = script(instruction);
      argv = instruction.list().orElseGet(() -> stage.configuration().shelled(script));
    }
    Container container =
        containers.of(stage.image(), key, argv, environment, stage.wish().network());
    try {
      FileTree files = roots.of(container);
      switch (instruction.keyword()) {
        case "WORKDIR" -> files.makeDirectories(stage.configuration().directory());
        case "RUN" -> run(container, instruction, step, progress);
        default -> BuildCopy.run(instruction, stage, from, files);
      }
      long size = roots.written(container);
      Image made = committer.layered(container, stage.configuration(), key);
      remember(stage.image(), made, told(instruction, stage), size, true);
      return made;
    } finally {
      containers.remove(container);
    }
  }

  private static String script(Instruction run) {
    if (run.documents().isEmpty()) {
      return run.arguments();
    }
    boolean alone = run.arguments().matches("<<-?[\"']?\\w+[\"']?");
    String text = run.documents().values().iterator().next();
    String name = run.documents().keySet().iterator().next();
    return alone ? text : run.arguments() + "\n" + text + name + "\n";
  }

  private void run(Container container, Instruction run, int step, BuildProgress progress)
      throws BuildFailure, EngineException {
    String command = String.join(" ", container.argv());
    int status;
    try {
      status = containers.run(container, text -> progress.log(step, text), progress::interrupted);
    } catch (EngineException e) {
      if (e.startStatus() == 125) {
        throw e;
      }
      progress.log(
          step,
          "runc run failed: " + e.getMessage().replaceFirst("^.*?runc create failed: ", "") + "\n");
      status = e.startStatus();
    }
    if (status != 0) {
      String problem =
          "process \"" + command + "\" did not complete successfully: exit code: " + status;
      progress.failed(step, problem);
      throw new BuildFailure(problem, run.first(), run.last());
    }
  }

  /** What is done when an image is handed over, with containerd's store or the older one. */
  List<String> exported(Image image, List<ImageReference> names) {
    List<String> done = new ArrayList<>(List.of("exporting layers"));
    boolean containerd = !profile.has(Trait.KEEPS_LAYERS_APART);
    if (containerd) {
      done.add("exporting manifest " + image.manifestDigest());
      done.add("exporting config " + image.digest());
      done.add("exporting attestation manifest sha256:" + derived("attestation", image));
      done.add("exporting manifest list sha256:" + derived("list", image));
    } else {
      done.add("writing image " + image.digest());
    }
    for (ImageReference name : names) {
      String named = (containerd ? name.withDefaultTag() : name).full();
      done.add("naming to " + named);
      if (containerd) {
        done.add("unpacking to " + named);
      }
    }
    return done;
  }

  private static String derived(String what, Image image) {
    return Identities.derived(what, image.id());
  }
}
