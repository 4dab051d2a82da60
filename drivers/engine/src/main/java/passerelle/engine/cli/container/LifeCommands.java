package passerelle.engine.cli.container;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.engine.Container;
import passerelle.engine.ContainerSpec;
import passerelle.engine.EngineException;
import passerelle.engine.Phrase;
import passerelle.engine.Trait;
import passerelle.engine.cli.AttachedStreams;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.CliStyle;
import passerelle.engine.cli.Interruption;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.ParsedFlags;
import passerelle.engine.cli.Request;
import passerelle.kernel.SignalNames;

/** start, stop, restart, kill, pause, unpause, rename, wait and rm. */
public final class LifeCommands {
  private static final int DEFAULT_TIMEOUT = 10;

  private LifeCommands() {}

  public static int start(Invocation call) throws CliException {
    boolean attached = call.flags().on("attach") || call.flags().on("interactive");
    if (attached && call.arguments().size() > 1) {
      call.errorLine("you cannot start and attach multiple containers at once");
      return 1;
    }
    if (attached) {
      return startAttached(call, call.arguments().get(0));
    }
    List<String> failed = new ArrayList<>();
    for (String argument : call.arguments()) {
      try {
        call.engine().start(call.engine().container(argument), call.io().columns());
        call.line(argument);
      } catch (EngineException e) {
        call.refusal(e);
        failed.add(argument);
      }
    }
    if (!failed.isEmpty()) {
      call.errorLine(call.style().says(Phrase.START_FAILED, String.join(", ", failed)));
    }
    return failed.isEmpty() ? 0 : 1;
  }

  private static int startAttached(Invocation call, String name) throws CliException {
    try {
      Container container = call.engine().container(name);
      ContainerSpec.Process wanted = container.spec().process();
      boolean proxy = passesSignals(call) && !wanted.terminal();
      Interruption interruption =
          proxy ? Interruption.forwardedOnce(call, container) : Interruption.cancelling(call);
      boolean input = call.flags().on("interactive") && wanted.openInput();
      try (AttachedContainer attached =
          new AttachedContainer(call, container, interruption, input, false)) {
        call.engine().start(container, call.io().columns());
        boolean cut = attached.await() == AttachedStreams.End.INTERRUPTED;
        return cut ? call.style().cancelledStatus() : attached.status();
      }
    } catch (EngineException e) {
      call.refusal(e);
      return 1;
    }
  }

  /** Whether signals go to the container's process ({@code --sig-proxy}, the default). */
  static boolean passesSignals(Invocation call) {
    return !call.flags().has("sig-proxy") || call.flags().on("sig-proxy");
  }

  private static void tellOfTime(Invocation call) {
    if (call.flags().has("time") && call.style().has(Trait.RENAMES_TIME)) {
      call.errorLine("Flag --time has been deprecated, use --timeout instead");
    }
  }

  private static int timeout(Invocation call, Container container) {
    ParsedFlags flags = call.flags();
    return flags
        .number("time")
        .or(() -> flags.number("timeout"))
        .orElse(container.spec().life().stopTimeout().orElse(DEFAULT_TIMEOUT));
  }

  public static int stop(Invocation call) throws CliException {
    tellOfTime(call);
    Map<String, Request> asked = new LinkedHashMap<>();
    for (String argument : call.arguments()) {
      asked.put(argument, new Request(call, () -> stop(call, argument)));
    }
    return call.forEach(
        argument -> {
          asked.get(argument).await();
          call.line(argument);
        });
  }

  private static void stop(Invocation call, String name) throws EngineException {
    Container container = call.engine().container(name);
    Optional<String> signal = chosen(call, container, "cannot stop container: " + name + ": ");
    call.engine().stop(container, signal, timeout(call, container));
  }

  /** The signal of {@code --signal}, which is looked at where there is somebody to hear it. */
  private static Optional<String> chosen(Invocation call, Container container, String refused)
      throws EngineException {
    String wanted = call.flags().text("signal").orElse("");
    if (wanted.isEmpty() || !container.isRunning()) {
      return Optional.empty();
    }
    try {
      return Optional.of(signal(wanted));
    } catch (EngineException e) {
      throw new EngineException(e.kind(), refused + e.getMessage());
    }
  }

  public static int restart(Invocation call) throws CliException {
    return call.forEach(
        argument -> {
          Container container = call.engine().container(argument);
          int seconds = timeout(call, container);
          Optional<String> signal =
              chosen(call, container, "Cannot restart container " + argument + ": ");
          new Request(call, () -> call.engine().restart(argument, signal, seconds)).await();
          call.line(argument);
        });
  }

  public static int kill(Invocation call) throws CliException {
    String wanted = call.flags().text("signal").filter(s -> !s.isEmpty()).orElse("KILL");
    return call.forEach(
        argument -> {
          try {
            String signal = signal(wanted);
            call.engine().kill(call.engine().container(argument), signal);
          } catch (EngineException e) {
            if (!e.unnamed().isEmpty()) {
              throw e;
            }
            String why = "cannot kill container: " + argument + ": " + e.getMessage();
            throw new EngineException(e.kind(), why);
          }
          call.line(argument);
        });
  }

  public static int pause(Invocation call) throws CliException {
    return call.forEach(
        argument -> {
          call.engine().pause(call.engine().container(argument));
          call.line(argument);
        });
  }

  public static int unpause(Invocation call) throws CliException {
    return call.forEach(
        argument -> {
          call.engine().unpause(call.engine().container(argument));
          call.line(argument);
        });
  }

  public static int rename(Invocation call) throws CliException {
    String from = call.arguments().get(0).trim();
    String to = call.arguments().get(1).trim();
    if (from.isEmpty() || to.isEmpty()) {
      throw new CliException("Error: Neither old nor new names may be empty\n", 1);
    }
    try {
      call.engine().rename(call.engine().container(from), to);
      return 0;
    } catch (EngineException e) {
      call.errorLine(call.style().says(Phrase.RENAME_FAILED, from, call.told(e)));
      return 1;
    }
  }

  public static int waitFor(Invocation call) throws CliException {
    return call.forEach(
        argument -> {
          Container container = call.engine().container(argument);
          container.process().ifPresent(call.io()::waitFor);
          call.engine()
              .kernel()
              .clock()
              .advanceUntil(
                  () -> !container.isRunning() || call.io().interrupted(), Long.MAX_VALUE / 4);
          if (call.io().interrupted()) {
            throw new CliException("", Interruption.STATUS);
          }
          call.line(String.valueOf(container.exitCode()));
        });
  }

  public static int remove(Invocation call) {
    boolean force = call.flags().on("force");
    boolean link = call.flags().on("link");
    List<String> refused = new ArrayList<>();
    Set<Container> removed = new HashSet<>();
    Map<String, Container> named = named(call);
    for (String argument : call.arguments()) {
      if (argument.matches("/*")) {
        refused.add(call.style().says(Phrase.NO_NAME));
        continue;
      }
      try {
        if (removed.contains(named.get(argument)) && !link) {
          // The client asks for all of them at once.
          throw EngineException.conflict(
              "removal of container " + argument + " is already in progress");
        }
        Container container = call.engine().container(argument);
        if (link) {
          call.engine().removeLink(argument);
        } else {
          call.engine().remove(container, force, call.flags().on("volumes"));
          removed.add(container);
        }
        call.line(argument);
      } catch (EngineException e) {
        if (force && e.kind() == EngineException.Kind.NOT_FOUND) {
          call.refusal(e);
        } else {
          refused.add(call.told(e));
        }
      }
    }
    refused.forEach(call::errorLine);
    return refused.isEmpty() ? 0 : 1;
  }

  /** The containers that are there now, by the arguments that name them. */
  private static Map<String, Container> named(Invocation call) {
    Map<String, Container> named = new HashMap<>();
    for (String argument : call.arguments()) {
      try {
        named.put(argument, call.engine().container(argument));
      } catch (EngineException none) {
        named.remove(argument);
      }
    }
    return named;
  }

  public static int attach(Invocation call) throws EngineException, CliException {
    String name = call.arguments().get(0);
    Container container = call.engine().container(name);
    Optional<String> refusal = attachRefusal(call, container);
    if (refusal.isPresent()) {
      call.errorLine(refusal.get());
      return 1;
    }
    ContainerSpec.Process wanted = container.spec().process();
    boolean typed = !call.flags().on("no-stdin");
    if (typed && wanted.terminal() && !call.io().inputIsTerminal()) {
      throw new CliException("the input device is not a TTY\n", 1);
    }
    boolean proxy = passesSignals(call) && !wanted.terminal();
    Interruption interruption =
        proxy ? Interruption.forwarded(call, container) : Interruption.counted(call);
    try (AttachedContainer attached =
        new AttachedContainer(call, container, interruption, typed && wanted.openInput(), true)) {
      if (wanted.terminal() && call.io().columns() > 0) {
        // So that a shell shows its prompt again: the size differs, and then it does not.
        container.process().ifPresent(p -> p.resize(call.io().rows() + 1, call.io().columns() + 1));
      }
      return attached.await() == AttachedStreams.End.INTERRUPTED
          ? Interruption.STATUS
          : attached.status();
    }
  }

  private static Optional<String> attachRefusal(Invocation call, Container container) {
    CliStyle style = call.style();
    return switch (container.status()) {
      case RESTARTING ->
          Optional.of(style.says(Phrase.CANNOT_ATTACH, "restarting", "wait until it is running"));
      case PAUSED -> Optional.of(style.says(Phrase.CANNOT_ATTACH, "paused", "unpause it first"));
      case RUNNING -> Optional.empty();
      default -> Optional.of(style.says(Phrase.CANNOT_ATTACH, "stopped", "start it first"));
    };
  }

  /** The name of a signal as typed, without SIG (daemon/kill.go:ContainerKill). */
  public static String signal(String text) throws EngineException {
    return SignalNames.parse(text)
        .orElseThrow(
            () ->
                EngineException.bad(
                    text.matches("[+-]?0*[1-9][0-9]*")
                        ? "the linux daemon does not support signal "
                            + new BigInteger(text.replace("+", ""))
                        : "invalid signal: " + text));
  }
}
