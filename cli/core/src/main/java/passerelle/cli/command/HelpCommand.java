package passerelle.cli.command;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.engine.EngineVersion;
import passerelle.sim.userland.Toolsets;
import passerelle.text.WordSet;

/**
 * {@code help [WORD]}, {@code man WORD} and {@code ? [WORD]}: the lab and its commands by theme, or
 * the page about a word.
 */
record HelpCommand() implements LabCommand {
  /** What the lab's own words have to say of themselves, in the messages. */
  private static final Set<String> TOPICS =
      WordSet.of(
          """
          trace capture plan graph rules places engine diff lang undo reset why expect help
          shell lesson play save load advance keys join split window meanwhile await
          """);

  /** The words that there is help about. */
  static List<String> topics() {
    Set<String> topics = new LinkedHashSet<>(TOPICS);
    topics.addAll(Pages.names());
    return List.copyOf(topics);
  }

  @Override
  public int run(List<String> words, Workbench bench, Printer out) throws CommandException {
    if (words.isEmpty()) {
      out.lines(List.of(bench.text("help").split("\n")));
      return 0;
    }
    String topic = words.get(0);
    Optional<Pages.Page> page = Pages.of(words);
    if (TOPICS.contains(topic)) {
      out.lines(List.of(bench.text("help." + topic, EngineVersion.choice()).split("\n")));
    } else if (page.isPresent()) {
      String names = String.join(", ", page.get().names());
      String text = page.get().texts().get(bench.language());
      out.lines(List.of(bench.text("man.text", names, text).split("\n")));
    } else if (Toolsets.unmodelled().contains(topic)) {
      out.line(bench.text("man.unmodelled", topic));
    } else {
      throw bench.error("help.unknown", String.join(" ", words));
    }
    page.ifPresent(p -> print(p, bench, out));
    return 0;
  }

  private static void print(Pages.Page page, Workbench bench, Printer out) {
    if (!page.options().isEmpty()) {
      out.line(bench.text("man.options", String.join(" ", page.options())));
    }
    if (!page.examples().isEmpty()) {
      out.line(bench.text("man.example"));
      page.examples().forEach(example -> out.line("  " + example));
    }
  }
}
