package passerelle.scenarios.replay;

import java.nio.file.Path;
import java.util.Optional;
import passerelle.engine.EngineVersion;
import passerelle.files.BesideFiles;
import passerelle.files.FileRefusal;
import passerelle.files.Outputs;
import passerelle.image.CatalogueException;
import passerelle.image.ImageCatalogue;
import passerelle.scenarios.format.FrontMatter;
import passerelle.scenarios.format.KernelKind;
import passerelle.scenarios.format.TranscriptException;
import passerelle.text.Messages;

/**
 * What the user asked of the lab; what is empty is taken from the transcript's front matter.
 *
 * @param kernel {@code --kernel}
 * @param engine {@code --engine}
 * @param images {@code --images}
 * @param outputs where labs may write: {@code --output}
 */
public record LabOptions(
    Optional<KernelKind> kernel,
    Optional<String> engine,
    Optional<ImageCatalogue> images,
    Outputs outputs) {
  /** Nothing asked: all as the transcript says. */
  public static final LabOptions NONE =
      new LabOptions(Optional.empty(), Optional.empty(), Optional.empty());

  /** Options for labs that write nothing on the machine. */
  public LabOptions(
      Optional<KernelKind> kernel, Optional<String> engine, Optional<ImageCatalogue> images) {
    this(kernel, engine, images, Outputs.inMemory());
  }

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
   * @throws TranscriptException when the image catalogue beside it cannot be read
   */
  public LabRequest request(Path file, FrontMatter frontMatter, KernelKind defaultKernel)
      throws TranscriptException {
    return new LabRequest(
        engine.or(frontMatter::engine).orElse(EngineVersion.DEFAULT.label()),
        kernel.orElse(defaultKernel),
        images.isPresent() ? images.get() : catalogue(file, frontMatter),
        name(file),
        frontMatter.seed().orElse(LabRequest.SEED),
        frontMatter.language(),
        frontMatter.typing(),
        outputs);
  }

  /**
   * The same for one transcript of many: what it writes is kept in a directory of its name.
   *
   * @throws TranscriptException when its name is none for a directory
   */
  public LabOptions amongMany(Path file) throws TranscriptException {
    try {
      return new LabOptions(kernel, engine, images, outputs.in(name(file)));
    } catch (FileRefusal refused) {
      throw TranscriptException.of(refused);
    }
  }

  /** What a transcript is called: its file's name without {@code .md}. */
  static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.md$", "");
  }

  /** A catalogue that a transcript names stands beside it. */
  private static ImageCatalogue catalogue(Path file, FrontMatter frontMatter)
      throws TranscriptException {
    String name = frontMatter.images().orElse(LabRequest.DEFAULT_IMAGES);
    try {
      return ImageCatalogue.load(name, new BesideFiles(file));
    } catch (FileRefusal refused) {
      throw TranscriptException.of(file.toString(), refused);
    } catch (CatalogueException wrong) {
      throw TranscriptException.ofFile(file.toString(), "lab.failed", wrong.getMessage());
    }
  }
}
