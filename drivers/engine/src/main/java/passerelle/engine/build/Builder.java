package passerelle.engine.build;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import passerelle.engine.EngineException;
import passerelle.engine.Wording26;
import passerelle.engine.dockerfile.BuildVariables;
import passerelle.engine.dockerfile.Dockerfile;
import passerelle.engine.dockerfile.DockerfileException;
import passerelle.engine.dockerfile.DockerfileReader;
import passerelle.engine.dockerfile.IgnoreRules;
import passerelle.engine.dockerfile.Instruction;
import passerelle.engine.image.Registry;
import passerelle.engine.state.EngineState;
import passerelle.engine.state.Host;
import passerelle.engine.state.Images;
import passerelle.engine.volume.Roots;
import passerelle.image.Image;
import passerelle.image.ImageReference;
import passerelle.kernel.FileTree;
import passerelle.kernel.KernelException;

/**
 * Builds images of Dockerfiles (BuildKit's frontend/dockerfile/dockerfile2llb): each step is done
 * in a container of the image that the step before has made, unless it was done before.
 */
public record Builder(
    Host host, EngineState state, Images images, Registry registry, Roots roots, BuildSteps steps) {

  /**
   * What is to be built.
   *
   * @param directory of the context, absolute
   * @param file the Dockerfile, absolute
   * @param inline the Dockerfile itself, where it comes by standard input
   * @param names what the image is to be called
   * @param arguments {@code --build-arg}
   * @param labels {@code --label}
   * @param target the stage; empty for the last one
   * @param network {@code default}, {@code host} or {@code none}
   * @param fresh whatever was done before is done again
   */
  public record Wish(
      String directory,
      String file,
      Optional<String> inline,
      List<ImageReference> names,
      Map<String, String> arguments,
      Map<String, String> labels,
      String target,
      String network,
      boolean fresh) {
    /** The Dockerfile's name without its directories. */
    public String fileName() {
      return file.substring(file.lastIndexOf('/') + 1);
    }
  }

  /** What each step of builds has written that is not done again, in octets. */
  public List<Long> cached() {
    return state.buildCache().values().stream()
        .distinct()
        .map(image -> state.commits().get(image.id()))
        .filter(commit -> commit != null && commit.isLayer())
        .map(Images.Commit::size)
        .toList();
  }

  /** Forgets what steps of builds have made ({@code docker builder prune}). */
  public void prune() {
    state.buildCache().clear();
  }

  /** The text of the Dockerfile. */
  public Optional<String> text(Wish wish) throws EngineException {
    if (wish.inline().isPresent()) {
      return wish.inline();
    }
    roots.ofHost();
    return host.kernel().spaces().readFile(host.netns(), wish.file());
  }

  /** Builds an image. */
  public Image build(Wish wish, BuildProgress progress) throws BuildFailure, EngineException {
    int step = progress.begin("[internal] load build definition from " + wish.fileName());
    Optional<String> text = text(wish);
    long size = text.map(t -> t.length() + DEFINITION).orElse(NOTHING);
    progress.status(step, "transferring dockerfile: " + size + "B");
    if (text.isEmpty()) {
      progress.done(step);
      throw new BuildFailure(
          "failed to read dockerfile: open " + wish.fileName() + ": no such file or directory");
    }
    try {
      Dockerfile dockerfile = read(text.get(), step, progress);
      return new Run(wish, dockerfile, progress).build();
    } catch (DockerfileException e) {
      throw new BuildFailure(e.getMessage(), e.first(), e.last());
    } catch (KernelException e) {
      throw new BuildFailure(Wording26.lower(e.errno()));
    }
  }

  /** The linter's words stand with the step that has read the file, before that is done. */
  private static Dockerfile read(String text, int step, BuildProgress progress)
      throws DockerfileException {
    try {
      Dockerfile dockerfile = DockerfileReader.read(text);
      progress.warn(step, dockerfile.warnings());
      return dockerfile;
    } finally {
      progress.done(step);
    }
  }

  /** Octets that a Dockerfile's description takes on its way. */
  private static final long DEFINITION = 37;

  private static final long NOTHING = 2;

  /** One build. */
  private final class Run {
    private final Wish wish;
    private final Dockerfile dockerfile;
    private final BuildProgress progress;
    private final BuildVariables globals = new BuildVariables();
    private final Map<String, Image> bases = new LinkedHashMap<>();
    private final Map<Integer, BuildStage> built = new TreeMap<>();

    Run(Wish wish, Dockerfile dockerfile, BuildProgress progress) {
      this.wish = wish;
      this.dockerfile = dockerfile;
      this.progress = progress;
      for (Instruction argument : dockerfile.globals()) {
        for (String word : argument.words()) {
          String name = word.replaceFirst("=.*", "");
          String usual = word.contains("=") ? word.substring(name.length() + 1) : "";
          globals.argument(
              name, wish.arguments().getOrDefault(name, globals.in(Instruction.unquoted(usual))));
        }
      }
    }

    Image build() throws BuildFailure, EngineException, KernelException, DockerfileException {
      int target = dockerfile.stages().size() - 1;
      if (!wish.target().isEmpty()) {
        target = dockerfile.stage(wish.target(), dockerfile.stages().size());
        if (target < 0) {
          throw new BuildFailure("target stage \"" + wish.target() + "\" could not be found");
        }
      }
      Set<Integer> needed = new LinkedHashSet<>();
      need(target, needed);
      for (int stage : needed) {
        resolve(dockerfile.stages().get(stage), stage);
      }
      for (int stage : needed) {
        // All is read before anything is done; what variables hold is known on the way only.
        BuildSteps.checkPorts(dockerfile.stages().get(stage).instructions());
      }
      BuildContext context = context(needed);
      for (int stage : needed) {
        stage(stage, context);
      }
      return export(built.get(target));
    }

    /** A stage, and before it all that it takes from. */
    private void need(int stage, Set<Integer> needed) throws BuildFailure {
      Dockerfile.Stage wanted = dockerfile.stages().get(stage);
      int base = dockerfile.stage(globals.in(wanted.base()), stage);
      if (base >= 0) {
        need(base, needed);
      }
      for (Instruction instruction : wanted.instructions()) {
        int other = dockerfile.stage(instruction.flags().getOrDefault("from", ""), stage);
        if (other >= 0) {
          need(other, needed);
        }
      }
      needed.add(stage);
    }

    /** Finds the images that a stage stands on and takes from. */
    private void resolve(Dockerfile.Stage stage, int number) throws BuildFailure, EngineException {
      String base = globals.in(stage.base());
      if (base.isEmpty()) {
        throw new BuildFailure(
            "base name (" + stage.base() + ") should not be blank",
            stage.from().first(),
            stage.from().last());
      }
      if (dockerfile.stage(base, number) < 0 && !base.equals("scratch")) {
        resolve(base, stage.from());
      }
      for (Instruction instruction : stage.instructions()) {
        String from = instruction.flags().getOrDefault("from", "");
        if (!from.isEmpty() && dockerfile.stage(from, number) < 0) {
          resolve(from, instruction);
        }
      }
    }

    private void resolve(String name, Instruction user) throws BuildFailure, EngineException {
      if (bases.containsKey(name)) {
        return;
      }
      ImageReference reference;
      try {
        reference = ImageReference.parse(name).withDefaultTag();
      } catch (ImageReference.Problem e) {
        throw new BuildFailure(
            "failed to parse stage name \"" + name + "\": " + e.getMessage(),
            user.first(),
            user.last());
      }
      int step = progress.begin("[internal] load metadata for " + reference.full());
      Optional<Image> here = images.find(name);
      try {
        bases.put(name, here.isPresent() ? here.get() : registry.find(reference));
      } catch (EngineException e) {
        String why = e.getMessage().replaceFirst("^.*(?=pull access denied)", "");
        why = why.startsWith("failed to resolve") ? reference.full() + ": not found" : why;
        progress.failed(step, why);
        String resolved =
            why.endsWith("not found")
                ? name + ": " + why
                : name + ": failed to resolve source metadata for " + reference.full() + ": " + why;
        throw new BuildFailure(resolved, user.first(), user.last());
      }
      progress.done(step);
    }

    private BuildContext context(Set<Integer> needed) throws EngineException, KernelException {
      FileTree files = roots.ofHost();
      int step = progress.begin("[internal] load .dockerignore");
      Optional<String> rules =
          host.kernel().spaces().readFile(host.netns(), wish.directory() + "/.dockerignore");
      long size = rules.map(t -> t.length() + DEFINITION).orElse(NOTHING);
      progress.status(step, "transferring context: " + size + "B");
      progress.done(step);
      BuildContext context =
          new BuildContext(files, wish.directory(), new IgnoreRules(rules.orElse("")));
      List<String> wanted = new ArrayList<>();
      for (int stage : needed) {
        for (Instruction i : dockerfile.stages().get(stage).instructions()) {
          if (i.keyword().matches("COPY|ADD") && !i.flags().containsKey("from")) {
            wanted.addAll(BuildCopy.sources(i, globals));
          }
        }
      }
      if (!wanted.isEmpty()) {
        int load = progress.begin("[internal] load build context");
        long sent = NOTHING;
        for (String source : wanted) {
          for (String path : context.sources(source)) {
            sent += context.transferred(path);
          }
        }
        progress.status(load, "transferring context: " + BuildSteps.size(sent));
        progress.done(load);
      }
      return context;
    }

    private void stage(int number, BuildContext context)
        throws BuildFailure, EngineException, KernelException {
      Dockerfile.Stage wanted = dockerfile.stages().get(number);
      String base = globals.in(wanted.base());
      int other = dockerfile.stage(base, number);
      String title =
          !wanted.name().isEmpty()
              ? wanted.name() + " "
              : dockerfile.stages().size() > 1 ? "stage-" + number + " " : "";
      Image image = other >= 0 ? built.get(other).image() : bases.get(base);
      BuildStage stage =
          new BuildStage(
              Optional.ofNullable(image).orElseGet(BuildSteps::scratch), title, globals, wish);
      boolean external = other < 0 && image != null;
      stage.expect(
          (external ? 1 : 0)
              + (int) wanted.instructions().stream().filter(BuildSteps::isStep).count());
      if (external) {
        from(stage, base, image);
      }
      for (Instruction instruction : wanted.instructions()) {
        steps.apply(instruction, stage, context, this::taken, progress);
        if (progress.interrupted()) {
          throw new BuildFailure("Canceled: context canceled");
        }
      }
      built.put(number, stage);
    }

    /** The files of another stage, or of an image. */
    private Image taken(String from) {
      int stage = dockerfile.stage(from, dockerfile.stages().size());
      return stage >= 0 ? built.get(stage).image() : bases.get(from);
    }

    private void from(BuildStage stage, String base, Image image) throws EngineException {
      ImageReference reference;
      try {
        reference = ImageReference.parse(base).withDefaultTag();
      } catch (ImageReference.Problem e) {
        throw EngineException.bad(e.getMessage());
      }
      boolean own = image.layers().imported();
      String digest = own ? "" : "@" + image.manifestDigest();
      int step = progress.begin(stage.next() + "FROM " + reference.full() + digest);
      if (!own) {
        progress.status(step, "resolve " + reference.full() + digest);
      }
      if (images.find(base).isEmpty()) {
        registry.fetch(image, layer -> progress.status(step, layer));
      }
      progress.done(step);
    }

    private Image export(BuildStage stage) throws EngineException {
      int step = progress.begin("exporting to image");
      for (String what : steps.exported(stage.image(), wish.names())) {
        progress.status(step, what);
      }
      Image image = stage.image();
      if (images.all().stream().noneMatch(i -> i.id().equals(image.id()))) {
        images.add(image.withReferences(List.of()));
      }
      for (ImageReference name : wish.names()) {
        images.name(images.get(image.id()), name.withDefaultTag().familiar());
        state
            .events()
            .image(image.digest(), "tag", name.withDefaultTag().familiar(), image.labels());
      }
      progress.done(step);
      return images.get(image.id());
    }
  }
}
