package passerelle.engine.cli.image;

import java.util.Optional;
import java.util.function.Consumer;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.Unmodelled;
import passerelle.engine.image.Importer;
import passerelle.gotemplate.Units;
import passerelle.image.Image;
import passerelle.image.ImageHistory;
import passerelle.image.ImageReference;

/**
 * {@code docker save}, {@code load}, {@code export} and {@code import} (docker/cli image/save.go,
 * load.go, import.go, container/export.go).
 */
public final class ArchiveCommands {
  private ArchiveCommands() {}

  public static int save(Invocation call) throws CliException, EngineException {
    Unmodelled.checkPlatform(call.flags());
    return new ArchiveFile(call)
        .write(
            "failed to save image",
            () -> call.engine().imageStore().saved(call.engine().profile()).save(call.arguments()));
  }

  public static int load(Invocation call) throws CliException, EngineException {
    Unmodelled.checkPlatform(call.flags());
    String typed = call.flags().text("input").orElse("");
    if (typed.isEmpty() && call.io().inputIsTerminal()) {
      throw new CliException("requested load from stdin, but stdin is empty\n", 1);
    }
    boolean shows = call.io().columns() > 0 && !call.flags().on("quiet");
    if (!typed.isEmpty() && call.isDirectory(typed)) {
      throw new CliException(
          "error during connect: Post \"http://%2Fvar%2Frun%2Fdocker.sock/v"
              + (call.api() + "/images/load?quiet=" + (shows ? 0 : 1))
              + ("\": read " + typed + ": is a directory\n"),
          1);
    }
    byte[] archive = typed.isEmpty() ? call.input() : new ArchiveFile(call).read(typed);
    Consumer<ImageHistory.Layer> loading =
        layer -> {
          String size = Units.humanSize(layer.size());
          call.line(
              layer.diff().substring("sha256:".length(), "sha256:".length() + 12)
                  + (": Loading layer " + " ".repeat(Math.max(1, 9 - size.length())))
                  + (size + "/" + size));
        };
    try {
      call.engine()
          .imageStore()
          .saved(call.engine().profile())
          .load(archive, shows ? loading : layer -> {})
          .forEach(call::line);
    } catch (EngineException e) {
      // The daemon has begun its answer when it reads the archive: the error is part of that.
      throw new CliException(e.getMessage() + "\n", 1);
    }
    return 0;
  }

  public static int export(Invocation call) throws CliException, EngineException {
    return new ArchiveFile(call)
        .write(
            "failed to export container",
            () -> {
              Container container = call.engine().container(call.arguments().get(0));
              return call.engine().committer().importer().export(container);
            });
  }

  public static int take(Invocation call) throws CliException, EngineException {
    Unmodelled.checkPlatform(call.flags());
    String source = call.arguments().get(0);
    Optional<ImageReference> name = call.image(1).map(ImageReference::withDefaultTag);
    if (source.matches("(?i)https?://.*")) {
      throw Unmodelled.refuse("docker import of a URL");
    }
    byte[] archive = source.equals("-") ? call.input() : new ArchiveFile(call).read(source);
    Importer.Wish wish =
        new Importer.Wish(
            name, call.flags().all("change"), call.flags().text("message").orElse(""));
    Image image = call.engine().committer().importer().take(archive, wish);
    call.line(image.digest());
    return 0;
  }
}
