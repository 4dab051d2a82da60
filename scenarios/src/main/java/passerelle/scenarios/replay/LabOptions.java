package passerelle.scenarios.replay;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import passerelle.engine.EngineVersion;
import passerelle.scenarios.format.FrontMatter;
import passerelle.scenarios.format.KernelKind;
import passerelle.text.Messages;

/**
 * What the user asked of the lab; what is empty is taken from the transcript's front matter.
 *
 * @param kernel {@code --kernel}
 * @param engine {@code --engine}
 * @param images {@code --images}: course, stand-in, or a path
 */
public record LabOptions(
    Optional<KernelKind> kernel, Optional<String> engine, Optional<String> images) {
  /** Nothing asked: all as the transcript says. */
  public static final LabOptions NONE =
      new LabOptions(Optional.empty(), Optional.empty(), Optional.empty());

  private static final List<String> CATALOGUES = List.of("course", "stand-in");

  /** What is wrong with the options, for a person; empty if nothing is. */
  public Optional<String> wrongUsage(Messages messages) {
    return engine
        .filter(e -> EngineVersion.of(e).isEmpty())
        .map(e -> messages.get("usage.engine", e, String.join(", ", EngineVersion.labels())));
  }

  /**
   * The lab for a transcript in a file.
   *
   * @param defaultKernel the kernel if the user asked for none
   */
  public LabRequest request(Path file, FrontMatter frontMatter, KernelKind defaultKernel) {
    String name = file.getFileName().toString().replaceFirst("\\.md$", "");
    return new LabRequest(
        engine.or(frontMatter::engine).orElse(EngineVersion.DEFAULT.label()),
        kernel.orElse(defaultKernel),
        images
            .or(() -> frontMatter.images().map(i -> beside(file, i)))
            .orElse(LabRequest.DEFAULT_IMAGES),
        name,
        LabRequest.SEED);
  }

  /** A catalogue that a transcript names is found from where the transcript stands. */
  private static String beside(Path file, String images) {
    return CATALOGUES.contains(images) ? images : file.resolveSibling(images).toString();
  }
}
