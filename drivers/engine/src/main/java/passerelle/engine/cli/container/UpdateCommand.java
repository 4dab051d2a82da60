package passerelle.engine.cli.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.engine.EngineException;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.ParsedFlags;
import passerelle.engine.cli.Problem;
import passerelle.engine.cli.RunOptions;
import passerelle.engine.cli.ShownOptions;

/**
 * {@code docker update} (docker/cli container/update.go). Limits of memory and processor time are
 * taken as {@code docker run} takes them: inspect shows them.
 */
public final class UpdateCommand {
  private UpdateCommand() {}

  public static int run(Invocation call) throws CliException {
    ParsedFlags flags = call.flags();
    if (flags.values().isEmpty()) {
      throw new CliException("you must provide one or more flags when using this command\n", 1);
    }
    Optional<RunOptions.Policy> policy = policy(flags);
    List<String> refusals = new ArrayList<>();
    for (String argument : call.arguments()) {
      try {
        call.engine()
            .updates()
            .update(
                argument,
                ShownOptions.of(flags),
                policy.map(RunOptions.Policy::name).orElse(""),
                policy.map(RunOptions.Policy::retries).orElse(0));
        call.line(argument);
      } catch (EngineException e) {
        refusals.add(call.told(e));
      }
    }
    if (!refusals.isEmpty()) {
      call.errorLine(String.join("\n", refusals));
    }
    return refusals.isEmpty() ? 0 : 1;
  }

  private static Optional<RunOptions.Policy> policy(ParsedFlags flags) throws CliException {
    Optional<String> text = flags.text("restart").filter(t -> !t.isEmpty());
    try {
      return text.isPresent() ? Optional.of(RunOptions.Policy.parse(text.get())) : Optional.empty();
    } catch (Problem e) {
      throw new CliException(e.getMessage() + "\n", 1);
    }
  }
}
