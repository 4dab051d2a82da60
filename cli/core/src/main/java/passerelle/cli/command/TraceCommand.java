package passerelle.cli.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.cli.journey.Story;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.ProbeOutcome;
import passerelle.cli.lab.ProbeTarget;
import passerelle.cli.lab.Sites;
import passerelle.files.FileRefusal;
import passerelle.files.MachineFiles;
import passerelle.picture.LadderSvg;
import passerelle.sim.process.Sink;
import passerelle.text.Fold;
import passerelle.text.JsonText;
import passerelle.text.TextLine;
import passerelle.trace.HopEvent;
import passerelle.trace.render.Depth;
import passerelle.trace.render.TraceJson;
import passerelle.trace.render.TraceSvg;
import passerelle.trace.render.TraceText;

/**
 * {@code trace [full|rules] [--json] [--svg FILE] [--ladder FILE] [--html FILE] [--force] FROM
 * TARGET}: sends a probe and tells the way of its packets, the answer's included; {@code trace
 * [FROM] [--] COMMAND}: tells the way of all packets of a command, which is the last one that was
 * typed where none is.
 */
final class TraceCommand implements LabCommand {
  /** The word for a depth; that for the story is no longer needed. */
  private static final Map<String, Depth> DEPTHS =
      Map.of("brief", Depth.STORY, "full", Depth.FULL, "rules", Depth.RULES);

  private static final String HOST = "host";

  private static final String SVG = "--svg";
  private static final String LADDER = "--ladder";
  private static final String HTML = "--html";

  /**
   * What is asked for, taken apart.
   *
   * @param files to be written, by option
   * @param again the last command, where none was typed
   */
  private record Request(
      Depth depth,
      boolean json,
      Map<String, String> files,
      boolean force,
      List<String> words,
      Optional<String> command,
      Optional<Deed> again) {

    /** Rules that did not match are played, too. */
    private Depth heard() {
      return files.containsKey(HTML) ? Depth.RULES : depth;
    }

    /** As it was typed. */
    private String title() {
      return "trace " + String.join(" ", words) + command.map(c -> " -- " + c).orElse("");
    }
  }

  /**
   * What is told.
   *
   * @param whole with what the story leaves out
   * @param notes what else there would be to tell
   * @param verdict a sentence each
   */
  private record Telling(Story story, Story whole, List<TextLine> notes, List<TextLine> verdict) {
    private List<String> sentences() {
      return verdict.stream().map(TextLine::text).toList();
    }
  }

  @Override
  public int run(List<String> words, Workbench bench, Printer out) throws CommandException {
    Request request = parse(words, bench);
    if (request.again().isPresent() && !request.json()) {
      out.line(bench.text("trace.again", request.again().get().told()));
    }
    if (request.command().isPresent()) {
      command(request, bench, out);
    } else {
      probe(request, bench, out);
    }
    return 0;
  }

  private static Request parse(List<String> typed, Workbench bench) throws CommandException {
    List<String> words = filesFirst(typed);
    Depth depth = Depth.STORY;
    boolean json = false;
    boolean force = false;
    Map<String, String> files = new LinkedHashMap<>();
    int i = 0;
    for (; i < words.size() && isOption(words.get(i)); i++) {
      if (isFile(words.get(i)) && i + 1 < words.size()) {
        files.put(words.get(i), words.get(++i));
        continue;
      }
      json |= words.get(i).equals("--json");
      force |= words.get(i).matches("--force|-f");
      depth = DEPTHS.getOrDefault(words.get(i), depth);
    }
    List<String> rest = withoutPrompt(words.subList(i, words.size()));
    int dashes = rest.indexOf("--");
    int from = dashes >= 0 ? dashes : commandAt(rest, bench);
    if (from >= 0) {
      List<String> command = rest.subList(dashes >= 0 ? dashes + 1 : from, rest.size());
      if (from > 1 || command.isEmpty()) {
        throw bench.error("trace.usage");
      }
      return new Request(
          depth,
          json,
          files,
          force,
          rest.subList(0, from),
          Optional.of(Words.join(command)),
          Optional.empty());
    }
    Optional<Deed> last = rest.isEmpty() ? last(bench) : Optional.empty();
    if (last.isPresent()) {
      Optional<String> line = last.map(deed -> deed.typed().line());
      return new Request(depth, json, files, force, List.of(last.get().machine()), line, last);
    }
    if (rest.size() < 2 || rest.size() > 3 || rest.get(0).startsWith("-")) {
      throw bench.error("trace.usage");
    }
    return new Request(depth, json, files, force, rest, Optional.empty(), Optional.empty());
  }

  /** Files may be named last, too, unless two dashes say where a command begins. */
  private static List<String> filesFirst(List<String> words) {
    int end = words.size();
    while (end > 2 && isFile(words.get(end - 2)) && !words.contains("--")) {
      end -= 2;
    }
    List<String> first = new ArrayList<>(words.subList(end, words.size()));
    first.addAll(words.subList(0, end));
    return first;
  }

  /** A place may stand as at its prompt: {@code laptop$}. */
  private static List<String> withoutPrompt(List<String> words) {
    List<String> plain = new ArrayList<>(words);
    if (!plain.isEmpty()) {
      plain.set(0, plain.get(0).replaceFirst("[$#]$", ""));
    }
    return plain;
  }

  /** The last command, where the place is there that it was typed in. */
  private static Optional<Deed> last(Workbench bench) {
    return bench.lab().history().stream()
        .filter(deed -> !deed.typed().line().matches("(?s)trace\\b.*"))
        .filter(deed -> bench.sites().find(deed.machine()).isPresent())
        .reduce((first, second) -> second);
  }

  /** Where a command begins that no dashes announce; -1 where a target is meant. */
  private static int commandAt(List<String> words, Workbench bench) {
    for (int i = 0; i < Math.min(2, words.size()); i++) {
      String place = i == 0 ? HOST : words.get(0);
      String word = words.get(i);
      boolean program =
          bench
              .sites()
              .find(place)
              .filter(site -> bench.lab().programs(site.space()).contains(word))
              .isPresent();
      if (program && bench.sites().address(word).isEmpty()) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isOption(String word) {
    return DEPTHS.containsKey(word) || isFile(word) || word.matches("--json|--force|-f");
  }

  private static boolean isFile(String word) {
    return List.of(SVG, LADDER, HTML).contains(word);
  }

  private static void probe(Request request, Workbench bench, Printer out) throws CommandException {
    Sites.Site from = site(request.words().get(0), bench);
    ProbeTarget target = Targets.of(request.words().subList(1, request.words().size()), bench);
    TraceListener listener = new TraceListener(bench, request.heard());
    ProbeOutcome outcome = bench.lab().probe(from, target, listener::stop);
    Story story = Story.ofProbe(listener.stop(), target.address());
    TextLine verdict = new Verdict(bench).of(outcome, story.withoutArp().journeys());
    boolean brief = request.depth() == Depth.STORY;
    Story told = brief ? story.withoutArp().byPacket() : story;
    tell(request, new Telling(told, story, List.of(), List.of(verdict)), bench, out);
  }

  private static void command(Request request, Workbench bench, Printer out)
      throws CommandException {
    String place = request.words().isEmpty() ? HOST : request.words().get(0);
    Sites.Site from = site(place, bench);
    TraceListener listener = new TraceListener(bench, request.heard());
    Sink silent = bytes -> true;
    String line = request.command().orElseThrow();
    if (from.isMadeByHand()) {
      bench.lab().run(from.space(), "ip netns exec " + from.name() + " " + line, silent);
    } else if (from.name().equals(from.space())) {
      bench.lab().run(from.space(), line, silent);
    } else {
      bench.lab().runIn(from.name(), line, silent);
    }
    Story story = Story.ofAll(listener.stop());
    Story told = request.depth() == Depth.STORY ? story.withoutArp().firsts().byPacket() : story;
    int left = story.withoutArp().journeys().size() - told.withoutArp().journeys().size();
    List<TextLine> notes =
        left > 0 ? List.of(TextLine.of(bench.text("trace.left", left))) : List.of();
    List<TextLine> verdict = new Verdict(bench).of(story.journeys());
    tell(request, new Telling(told, story, notes, verdict), bench, out);
  }

  static Sites.Site site(String name, Workbench bench) throws CommandException {
    return bench
        .sites()
        .find(name)
        .orElseThrow(() -> bench.error("error.place", name, GraphCommand.places(bench)));
  }

  private static void tell(Request request, Telling telling, Workbench bench, Printer out)
      throws CommandException {
    Depth depth = request.depth();
    bench.offer(
        () ->
            Optional.of(
                new Played(bench).trace(request.title(), telling.whole(), telling.sentences())));
    List<HopEvent> events = telling.story().events();
    TraceText.Authors authors = new RuleAuthors(bench)::of;
    if (request.json()) {
      out.verbatim(
          JsonText.array(
              TraceJson.of(depth, events, telling.sentences(), authors, bench.language())));
      return;
    }
    List<TextLine> lines =
        new ArrayList<>(new TraceText(depth, bench.language(), authors).lines(events));
    lines.addAll(telling.notes());
    telling.verdict().forEach(sentence -> lines.add(Verdict.MARK.plus(sentence)));
    lines.forEach(out::line);
    for (Map.Entry<String, String> file : request.files().entrySet()) {
      draw(file.getValue(), drawing(file.getKey(), request, telling, lines, bench), request, bench);
    }
  }

  /**
   * What an option puts into its file.
   *
   * @param lines as they are printed
   */
  private static String drawing(
      String option, Request request, Telling telling, List<TextLine> lines, Workbench bench) {
    String title = request.title();
    return switch (option) {
      case SVG ->
          TraceSvg.of(
              title, lines.stream().flatMap(line -> Fold.of(line, Fold.COLUMNS).stream()).toList());
      case LADDER ->
          LadderSvg.of(
              title,
              telling.story().events(),
              telling.sentences(),
              bench.language(),
              Optional.empty());
      default -> new Played(bench).page(title, telling.whole(), telling.sentences());
    };
  }

  /** A picture in a file of the user's. */
  private static void draw(String file, String picture, Request request, Workbench bench)
      throws CommandException {
    try {
      MachineFiles.NewFile made = bench.files().create(file, request.force());
      made.write(picture.getBytes(StandardCharsets.UTF_8));
    } catch (FileRefusal refused) {
      throw bench.error(refused);
    }
  }
}
