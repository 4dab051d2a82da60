package passerelle.engine.cli.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Interruption;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.ParsedFlags;
import passerelle.engine.cli.container.RunCommand;
import passerelle.engine.compose.Service;

/** {@code docker compose run}: one more container of a service (docker/compose run.go). */
public final class ComposeRun {
  /** Where the words that create a container have its name. */
  private static final int NAME = 2;

  private final Invocation call;
  private final ComposeProject project;
  private final Service service;

  public ComposeRun(Invocation call) throws CliException {
    this.call = call;
    this.project = ComposeProject.of(call);
    this.service = ComposeQueries.service(project, call.arguments().get(0));
  }

  public int run() throws CliException, EngineException {
    ParsedFlags flags = call.flags();
    new ComposeUp(call, project, List.of(service.name()), Map.of())
        .prepare(service, flags.on("no-deps"));
    List<String> words = project.resolved(words());
    new ComposeResources(call, project, List.of(service)).docker("", words);
    Container container = call.engine().container(words.get(NAME));
    ComposeHooks hooks = new ComposeHooks(call, project);
    hooks.copy(container);
    if (flags.on("detach")) {
      call.engine().start(container, call.io().columns());
      hooks.started(container);
      call.line(container.id());
      return 0;
    }
    return RunCommand.attached(
        call,
        container,
        Interruption.forwarded(call, container),
        () -> call.engine().start(container, call.io().columns()));
  }

  private List<String> words() {
    ParsedFlags flags = call.flags();
    List<String> create = project.file().create(service, 1);
    List<String> words = new ArrayList<>(List.of("create"));
    int image = create.lastIndexOf(service.image());
    boolean terminal = call.io().columns() > 0 && call.io().inputIsTerminal();
    String name =
        flags
            .text("name")
            .orElse(project.file().name() + "-" + service.name() + "-run-" + suffix());
    words.addAll(List.of("--name", name));
    for (String word : create.subList(3, image)) {
      boolean port = word.startsWith("--publish=") && !flags.on("service-ports");
      if (!port) {
        words.add(word.replace(".oneoff=False", ".oneoff=True"));
      }
    }
    Map<String, String> known = project.file().environment();
    for (String variable : flags.all("env")) {
      boolean own = call.io().variable(variable).isEmpty() && known.containsKey(variable);
      words.add("--env=" + variable + (own ? "=" + known.get(variable) : ""));
    }
    for (String option : List.of("user", "workdir", "publish", "volume", "entrypoint")) {
      flags.all(option).forEach(value -> words.add("--" + option + "=" + value));
    }
    if (flags.on("rm")) {
      words.add("--rm");
    }
    if (!flags.on("detach")) {
      words.add(terminal && !flags.on("no-TTY") ? "-it" : "-i");
    }
    words.add(service.image());
    List<String> own = call.arguments().subList(1, call.arguments().size());
    words.addAll(own.isEmpty() ? service.command() : own);
    return words;
  }

  private String suffix() {
    String number = Long.toHexString(call.engine().now() * 0x9E3779B97F4A7C15L);
    return ("000000000000" + number).substring(number.length()).substring(0, 12);
  }
}
