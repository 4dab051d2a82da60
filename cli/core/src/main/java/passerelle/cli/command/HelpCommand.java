package passerelle.cli.command;

import java.util.List;
import java.util.Set;
import passerelle.engine.EngineVersion;

/** {@code help [COMMAND]}: the lab and its commands by theme, or one of them. */
final class HelpCommand implements LabCommand {
  static final Set<String> TOPICS =
      Set.of(
          "trace", "capture", "plan", "graph", "places", "engine", "diff", "lang", "undo", "reset",
          "why", "help", "docker", "shell", "lesson");

  @Override
  public String name() {
    return "help";
  }

  @Override
  public int run(List<String> words, Workbench bench, Printer out) throws CommandException {
    String topic = words.isEmpty() ? "help" : words.get(0);
    if (words.size() > 1 || !TOPICS.contains(topic)) {
      throw bench.error("help.unknown", String.join(" ", words));
    }
    boolean general = words.isEmpty();
    String text = bench.text(general ? "help" : "help." + topic, EngineVersion.choice());
    out.lines(List.of(text.split("\n")));
    return 0;
  }
}
