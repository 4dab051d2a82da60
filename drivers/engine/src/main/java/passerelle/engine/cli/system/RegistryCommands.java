package passerelle.engine.cli.system;

import passerelle.engine.EngineException;
import passerelle.engine.Phrase;
import passerelle.engine.Trait;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.ParsedFlags;
import passerelle.engine.cli.Unmodelled;
import passerelle.image.Image;
import passerelle.image.ImageHistory;
import passerelle.image.ImageReference;
import passerelle.text.ByteText;

/**
 * {@code docker push}, {@code login} and {@code logout} (docker/cli image/push.go, registry). The
 * lab's catalogue stands for Docker Hub, where nobody has an account.
 */
public final class RegistryCommands {
  private static final String HUB = "https://index.docker.io/v1/";

  /** The daemon sends as many layers at a time. */
  private static final int AT_A_TIME = 5;

  private RegistryCommands() {}

  public static int push(Invocation call) throws CliException, EngineException {
    Unmodelled.checkPlatform(call.flags());
    ImageReference wanted = call.image(0).orElseThrow();
    boolean all = call.flags().on("all-tags");
    boolean quiet = call.flags().on("quiet");
    if (all && !wanted.tag().isEmpty()) {
      throw new CliException("tag can't be used with --all-tags/-a\n", 1);
    }
    if (!all && wanted.tag().isEmpty() && !quiet) {
      call.line("Using default tag: latest");
    }
    ImageReference reference = wanted.withDefaultTag();
    if (!quiet) {
      call.line("The push refers to repository [" + reference.repository() + "]");
    }
    Image image =
        call.engine().imageStore().all().stream()
            .filter(i -> has(i, reference, all))
            .findFirst()
            .orElseThrow(() -> missing(call, reference, all));
    try {
      call.engine().registry().reach(reference.server());
    } catch (EngineException e) {
      throw new CliException(e.getMessage() + "\n", 1);
    }
    int begun = 0;
    for (ImageHistory.Layer layer : call.engine().imageStore().layers(image)) {
      if (!quiet) {
        call.line(layer.shortId() + (begun++ < AT_A_TIME ? ": Preparing " : ": Waiting "));
      }
    }
    throw new CliException("denied: requested access to the resource is denied\n", 1);
  }

  private static boolean has(Image image, ImageReference reference, boolean all) {
    return image.references().stream()
        .anyMatch(
            r ->
                all
                    ? r.startsWith(reference.familiarName() + ":")
                    : r.equals(reference.familiar()));
  }

  private static CliException missing(Invocation call, ImageReference reference, boolean all) {
    String name = reference.familiarName();
    boolean legacy = call.engine().profile().has(Trait.KEEPS_LAYERS_APART);
    return new CliException(
        legacy
            ? "An image does not exist locally with the tag: " + name + "\n"
            : "tag does not exist: " + (all ? name : reference.familiar()) + "\n",
        1);
  }

  public static int login(Invocation call) throws CliException, EngineException {
    ParsedFlags flags = call.flags();
    String password = flags.text("password").orElse("");
    String user = flags.text("username").orElse("");
    if (!password.isEmpty()) {
      if (flags.on("password-stdin")) {
        throw new CliException(call.style().says(Phrase.PASSWORD_TWICE) + "\n", 1);
      }
      call.errorLine(call.style().says(Phrase.PASSWORD_TYPED));
    }
    if (flags.on("password-stdin")) {
      if (user.isEmpty()) {
        throw new CliException(call.style().says(Phrase.PASSWORD_WITHOUT_USER) + "\n", 1);
      }
      password = ByteText.decode(call.input()).replaceFirst("\\n$", "");
    }
    String server = call.arguments().isEmpty() ? "" : call.arguments().get(0);
    if (user.isEmpty() && !password.isEmpty() && !call.io().inputIsTerminal()) {
      call.io().out("Username: ");
      user = call.io().inputLine();
      if (user.isEmpty()) {
        throw new CliException("error while reading input: EOF\n", 1);
      }
    }
    if (user.isEmpty() || password.isEmpty()) {
      throw call.io().inputIsTerminal()
          ? Unmodelled.refuse("docker login that asks; --username and --password tell it all")
          : new CliException(
              "Error: Cannot perform an interactive login from a non TTY device\n", 1);
    }
    String host = server.replaceFirst("^https?://", "").replaceFirst("/.*", "");
    boolean hub = host.isEmpty() || host.matches("(index\\.)?docker\\.io|registry-1\\.docker\\.io");
    String dialled = hub ? "registry-1.docker.io" : host;
    call.engine().registry().reach(dialled);
    throw EngineException.bad(
        "Get \"https://" + dialled + "/v2/\": unauthorized: incorrect username or password");
  }

  /** Lists of manifests are kept by the client; there is none here. */
  public static int removeManifest(Invocation call) throws CliException {
    StringBuilder missing = new StringBuilder();
    for (String name : call.arguments()) {
      try {
        ImageReference reference = ImageReference.parse(name).withDefaultTag();
        missing.append("No such manifest: ").append(reference.repository());
        missing.append(':').append(reference.tag()).append('\n');
      } catch (ImageReference.Problem e) {
        missing.append(e.getMessage()).append('\n');
      }
    }
    throw new CliException(missing.toString(), 1);
  }

  public static int logout(Invocation call) {
    String server = call.arguments().isEmpty() ? "" : call.arguments().get(0);
    String host = server.replaceFirst("^https?://", "").replaceFirst("/.*", "");
    boolean hub = host.isEmpty() || host.matches("(index\\.)?docker\\.io");
    call.line("Removing login credentials for " + (hub ? HUB : host));
    return 0;
  }
}
