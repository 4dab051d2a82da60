package passerelle.engine.cli.image;

import java.util.List;
import passerelle.engine.EngineException;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.Unmodelled;
import passerelle.image.ImageReference;

/** tag and rmi (docker/cli image/tag.go, remove.go). */
public final class ImageChanges {
  private ImageChanges() {}

  public static int tag(Invocation call) throws CliException, EngineException {
    String source = call.arguments().get(0);
    if (!source.matches("(sha256:)?[0-9a-f]{64}")) {
      reference(source);
    }
    ImageReference target = reference(call.arguments().get(1));
    if (!target.digest().isEmpty()) {
      throw new CliException("refusing to create a tag with a digest reference\n", 1);
    }
    call.engine().imageStore().tag(source, target);
    return 0;
  }

  private static ImageReference reference(String text) throws CliException {
    try {
      return ImageReference.parse(text);
    } catch (ImageReference.Problem e) {
      throw new CliException(
          "Error parsing reference: \"%s\" is not a valid repository/tag: %s\n"
              .formatted(text, e.getMessage()),
          1);
    }
  }

  public static int remove(Invocation call) throws CliException {
    Unmodelled.checkPlatform(call.flags());
    boolean force = call.flags().on("force");
    int status = 0;
    for (String name : call.arguments()) {
      try {
        List<String> done =
            call.engine().imageRemoval().remove(name, force, !call.flags().on("no-prune"));
        done.forEach(call::line);
      } catch (EngineException e) {
        call.refusal(e);
        boolean forgiven = force && e.kind() == EngineException.Kind.NOT_FOUND;
        status = forgiven ? status : 1;
      }
    }
    return status;
  }
}
