package passerelle.engine.cli.image;

import java.util.Optional;
import passerelle.engine.EngineException;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.ParsedFlags;
import passerelle.engine.image.Committer;
import passerelle.image.Image;
import passerelle.image.ImageReference;

/** {@code docker commit} (docker/cli container/commit.go). */
public final class CommitCommand {
  private CommitCommand() {}

  public static int run(Invocation call) throws CliException, EngineException {
    ParsedFlags flags = call.flags();
    Optional<ImageReference> name = call.image(1).map(ImageReference::withDefaultTag);
    Committer.Wish wish =
        new Committer.Wish(
            name,
            flags.text("message").orElse(""),
            flags.text("author").orElse(""),
            flags.all("change"),
            !flags.text("pause").orElse("true").equals("false") && !flags.on("no-pause"));
    Image image =
        call.engine().committer().commit(call.engine().container(call.arguments().get(0)), wish);
    call.line(image.digest());
    return 0;
  }
}
