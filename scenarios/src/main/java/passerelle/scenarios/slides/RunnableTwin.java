package passerelle.scenarios.slides;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import passerelle.scenarios.format.Expectation;
import passerelle.scenarios.format.ExpectedLine;
import passerelle.scenarios.format.FrontMatter;
import passerelle.scenarios.format.KernelKind;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Place;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabFactory;
import passerelle.scenarios.replay.LabOptions;
import passerelle.scenarios.replay.LabRequest;
import passerelle.scenarios.replay.LabSession;
import passerelle.scenarios.slides.DeckOutcome.Shown;
import passerelle.text.Messages;

/**
 * A transcript that makes the commands in the text of a deck runnable, slide by slide: what they
 * leave open is filled in, and what they print now stands below them.
 */
record RunnableTwin(LabFactory labs, Messages messages) {
  private static final Place HOST = new Place.Host("host");

  /** The transcript for a deck; empty when its text has no command. */
  Optional<String> of(DeckOutcome.Ran ran, LabOptions options, Path path)
      throws TranscriptException {
    if (ran.shown().isEmpty()) {
      return Optional.empty();
    }
    String engine = ran.engine().version();
    StringBuilder text = new StringBuilder("---\nengine: \"" + engine + "\"\n---\n");
    FrontMatter said = ran.deck().frontMatter();
    FrontMatter asked =
        new FrontMatter(
            said.title(),
            Optional.of(engine),
            said.kernels(),
            said.images(),
            said.language(),
            said.tags());
    LabRequest request = options.request(path, asked, KernelKind.SIM);
    try (LabSession lab = labs.open(request)) {
      for (Deck.Slide slide : ran.deck().slides()) {
        List<Shown> here = ran.shown().stream().filter(s -> s.slide().equals(slide)).toList();
        if (!here.isEmpty()) {
          text.append(slide(slide, here, lab));
        }
      }
    } catch (LabException e) {
      throw TranscriptException.ofFile(ran.file(), "lab.failed", e.getMessage());
    }
    return Optional.of(text.toString());
  }

  private String slide(Deck.Slide slide, List<Shown> here, LabSession lab) throws LabException {
    StringBuilder text = new StringBuilder();
    text.append("\n## ").append(new SlidesWords(messages).slide(slide)).append('\n');
    for (Shown shown : here) {
      text.append("\n`").append(shown.statement().text()).append("`\n");
      Optional<String> fence = fence(shown, lab);
      fence.ifPresent(f -> text.append("\n```console\n").append(f).append("```\n"));
      shown
          .example()
          .ifPresent(
              e ->
                  text.append('\n').append(messages.get("slides.twin.see", e.file())).append('\n'));
      if (fence.isEmpty()) {
        text.append('\n').append(messages.get("slides.twin.none")).append('\n');
      }
    }
    return text.toString();
  }

  /** The first way to make a command runnable that succeeds, with what it prints. */
  private static Optional<String> fence(Shown shown, LabSession lab) throws LabException {
    List<String> ways = new ArrayList<>();
    ways.add(completed(shown.statement().text()));
    shown
        .example()
        .filter(e -> e.command().startsWith(HOST.prompt()))
        .ifPresent(e -> ways.add(e.command().substring(HOST.prompt().length())));
    for (String way : ways) {
      Output output = lab.run(HOST, way);
      if (output.status() == 0) {
        Expectation printed = Expectation.of(output, "\n");
        String lines =
            printed.lines().stream().map(ExpectedLine::source).collect(Collectors.joining("\n"));
        return Optional.of(
            HOST.prompt()
                + way.replace("\n", "\n> ")
                + "\n"
                + lines
                + (lines.isEmpty() ? "" : "\n"));
      }
    }
    return Optional.empty();
  }

  /**
   * A command without what it leaves open: dots and placeholders go, and a container that nothing
   * is said about is alpine's and shows its network, or runs in the background if it is a server.
   */
  static String completed(String statement) {
    String command =
        statement.replaceAll("\\s*(?:\\.\\.\\.|…|<[\\w' .-]+>|\\[[\\w .=-]+\\])\\s*", " ").strip();
    if (!command.matches("docker (?:container )?run\\b.*")) {
      return command;
    }
    Features features = Features.of(command);
    String[] words = command.split(" ");
    String last = words[words.length - 1];
    boolean bare = last.startsWith("-") || last.equals("run") || isValue(words);
    if (bare) {
      return command.replaceFirst("run", "run --rm") + " alpine ip addr";
    }
    boolean server =
        features.words().contains("--publish") || last.matches("nginx.*|httpd.*|redis.*");
    return server && !command.matches(".* (?:-d|--detach)\\b.*")
        ? command.replaceFirst("run", "run -d")
        : command;
  }

  /** Whether the last word is the value of the option before it: no image is named. */
  private static boolean isValue(String[] words) {
    return words.length > 1
        && words[words.length - 2].matches("--(?:net|network|name|ip|hostname|mac-address)|-p|-h");
  }
}
