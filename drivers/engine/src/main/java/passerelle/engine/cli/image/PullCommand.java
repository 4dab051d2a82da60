package passerelle.engine.cli.image;

import java.util.function.Consumer;
import passerelle.engine.EngineException;
import passerelle.engine.Trait;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.ParsedFlags;
import passerelle.engine.cli.Unmodelled;
import passerelle.engine.image.PullProgress;
import passerelle.engine.image.PullResult;
import passerelle.image.ImageHistory;
import passerelle.image.ImageReference;

/** {@code docker pull} (docker/cli image/pull.go), and the pull that {@code docker run} begins. */
public final class PullCommand {
  private static final int MOST_FOUND = 25;
  private static final int MOST_ASKED = 100;

  private PullCommand() {}

  public static int run(Invocation call) throws CliException, EngineException {
    ParsedFlags flags = call.flags();
    Unmodelled.checkPlatform(flags);
    ImageReference wanted = call.image(0).orElseThrow();
    if (flags.on("all-tags")) {
      throw allTags(call, wanted);
    }
    boolean quiet = flags.on("quiet");
    ImageReference reference = wanted.withDefaultTag();
    if (!reference.equals(wanted) && !quiet) {
      call.line("Using default tag: latest");
    }
    pull(call, reference, quiet ? line -> {} : call::line);
    call.line(reference.full());
    return 0;
  }

  private static CliException allTags(Invocation call, ImageReference wanted)
      throws EngineException {
    if (!wanted.tag().isEmpty()) {
      return new CliException("tag can't be used with --all-tags/-a\n", 1);
    }
    call.engine().registry().reach(wanted.server());
    return Unmodelled.refuse("option --all-tags");
  }

  /** {@code docker search}: what a registry finds is not modelled, only the way to it. */
  public static int search(Invocation call) throws CliException, EngineException {
    int limit = call.flags().number("limit").orElse(0);
    int most = limit == 0 ? MOST_FOUND : limit;
    SearchFilter.check(call.flags().all("filter"));
    if (most < 1 || most > MOST_ASKED) {
      throw EngineException.bad("limit " + most + " is outside the range of [1, 100]");
    }
    call.engine().registry().search(call.arguments().get(0), most);
    throw Unmodelled.refuse("what docker search finds");
  }

  /**
   * Pulls an image and tells how it goes on.
   *
   * @param print takes lines
   */
  public static void pull(Invocation call, ImageReference reference, Consumer<String> print)
      throws EngineException {
    boolean atTerminal = call.io().columns() > 0;
    PullProgress progress =
        (layer, status) -> {
          // containerd tells of no checksums.
          boolean checksum = status == PullProgress.Status.VERIFYING;
          if (!checksum || call.engine().profile().has(Trait.KEEPS_LAYERS_APART)) {
            tell(layer, status, atTerminal, print);
          }
        };
    PullResult result =
        call.engine().registry().pull(reference, () -> begin(reference, print), progress);
    print.accept("Digest: " + ImageStore.of(call.engine()).repositoryDigest(result.image()));
    print.accept(
        "Status: "
            + (result.isNew() ? "Downloaded newer image for " : "Image is up to date for ")
            + result.reference().familiar());
  }

  private static void begin(ImageReference reference, Consumer<String> print) {
    String part = reference.digest().isEmpty() ? reference.tag() : reference.full();
    print.accept(part + ": Pulling from " + reference.path());
  }

  /** At a terminal every layer has one line, which at last says how it ended. */
  private static void tell(
      ImageHistory.Layer layer,
      PullProgress.Status status,
      boolean atTerminal,
      Consumer<String> print) {
    if (!atTerminal) {
      print.accept(layer.shortId() + ": " + status.text());
    } else if (status.isLast()) {
      print.accept(layer.shortId() + ": " + status.text() + " ");
    }
  }
}
