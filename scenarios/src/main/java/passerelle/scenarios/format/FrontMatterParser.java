package passerelle.scenarios.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import passerelle.engine.EngineVersion;
import passerelle.text.Language;

/**
 * Reads front matter from YAML's events: a mapping of known keys to a word or a list of words. No
 * anchors, no tags, no nesting, so nothing in it can be made to grow or recurse.
 */
final class FrontMatterParser {
  private static final List<String> KEYS =
      List.of("title", "engine", "kernel", "images", "lang", "tags", "seed", "terminal");

  /** The line of the file at which the YAML begins, below the first {@code ---}. */
  private static final int FIRST_LINE = 2;

  /** The words under a key, and the key's line in the file. */
  private record Entry(int line, List<String> words) {}

  private final String file;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private Iterator<Event> events;

  private FrontMatterParser(String file) {
    this.file = file;
  }

  static FrontMatter parse(String file, String yaml) throws TranscriptException {
    FrontMatterParser parser = new FrontMatterParser(file);
    try {
      parser.read(yaml);
    } catch (MarkedYamlEngineException e) {
      throw TranscriptException.at(
          file, line(e.getProblemMark()), "front-matter.yaml", e.getProblem());
    } catch (YamlEngineException e) {
      throw TranscriptException.at(
          file, FIRST_LINE, "front-matter.yaml", e.getMessage().lines().findFirst().orElse(""));
    }
    return parser.frontMatter();
  }

  private static int line(Optional<Mark> mark) {
    return FIRST_LINE + mark.map(Mark::getLine).orElse(0);
  }

  private void read(String yaml) throws TranscriptException {
    events = new Parse(LoadSettings.builder().build()).parseString(yaml).iterator();
    Event event = skipTo(Set.of(Event.ID.DocumentStart, Event.ID.StreamEnd));
    if (event.getEventId() == Event.ID.StreamEnd) {
      return;
    }
    event = events.next();
    if (event.getEventId() != Event.ID.MappingStart) {
      throw problem(event, "front-matter.mapping");
    }
    for (event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
      readEntry(event);
    }
    events.next();
    event = events.next();
    if (event.getEventId() != Event.ID.StreamEnd) {
      throw problem(event, "front-matter.mapping");
    }
  }

  private Event skipTo(Set<Event.ID> wanted) {
    Event event = events.next();
    while (!wanted.contains(event.getEventId())) {
      event = events.next();
    }
    return event;
  }

  private void readEntry(Event keyEvent) throws TranscriptException {
    if (!(keyEvent instanceof ScalarEvent key)) {
      throw problem(keyEvent, "front-matter.mapping");
    }
    String name = key.getValue();
    if (!KEYS.contains(name)) {
      throw problem(keyEvent, "front-matter.key", name, String.join(", ", KEYS));
    }
    Entry entry = new Entry(line(keyEvent.getStartMark()), words(name, events.next()));
    if (entries.put(name, entry) != null) {
      throw problem(keyEvent, "front-matter.twice", name);
    }
  }

  private List<String> words(String key, Event event) throws TranscriptException {
    if (event instanceof ScalarEvent scalar) {
      return List.of(scalar.getValue());
    }
    if (event.getEventId() != Event.ID.SequenceStart) {
      throw problem(event, "front-matter.value", key);
    }
    List<String> words = new ArrayList<>();
    Event next = events.next();
    while (next instanceof ScalarEvent word) {
      words.add(word.getValue());
      next = events.next();
    }
    if (next.getEventId() != Event.ID.SequenceEnd) {
      throw problem(next, "front-matter.value", key);
    }
    return words;
  }

  private FrontMatter frontMatter() throws TranscriptException {
    Optional<String> engine = single("engine");
    if (engine.isPresent() && EngineVersion.of(engine.get()).isEmpty()) {
      String known = String.join(", ", EngineVersion.labels());
      throw TranscriptException.at(
          file, entries.get("engine").line(), "front-matter.engine", engine.get(), known);
    }
    List<String> tags = entries.containsKey("tags") ? entries.get("tags").words() : List.of();
    return new FrontMatter(
        single("title"),
        engine,
        kernels(),
        single("images"),
        language(),
        List.copyOf(tags),
        seed(),
        typing());
  }

  private OptionalLong seed() throws TranscriptException {
    Optional<String> seed = single("seed");
    if (seed.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!seed.get().matches("-?[0-9]{1,18}")) {
      throw wrong("seed", seed.get(), "1, 2, 3...");
    }
    return OptionalLong.of(Long.parseLong(seed.get()));
  }

  private Typing typing() throws TranscriptException {
    String word = single("terminal").orElse(Typing.SCRIPT.word());
    return Typing.of(word).orElseThrow(() -> wrong("terminal", word, "lines, keys"));
  }

  private Language language() throws TranscriptException {
    Optional<String> code = single("lang");
    if (code.isEmpty()) {
      return FrontMatter.NONE.language();
    }
    return Arrays.stream(Language.values())
        .filter(language -> language.code().equals(code.get()))
        .findFirst()
        .orElseThrow(() -> wrong("lang", code.get(), "en, fr"));
  }

  private Set<KernelKind> kernels() throws TranscriptException {
    if (!entries.containsKey("kernel")) {
      return FrontMatter.NONE.kernels();
    }
    Set<KernelKind> kernels = EnumSet.noneOf(KernelKind.class);
    for (String word : entries.get("kernel").words()) {
      kernels.add(KernelKind.of(word).orElseThrow(() -> wrong("kernel", word, "sim, real")));
    }
    if (kernels.isEmpty()) {
      throw wrong("kernel", "[]", "sim, real");
    }
    return kernels;
  }

  private Optional<String> single(String key) throws TranscriptException {
    Entry entry = entries.get(key);
    if (entry == null) {
      return Optional.empty();
    }
    if (entry.words().size() != 1) {
      throw TranscriptException.at(file, entry.line(), "front-matter.single", key);
    }
    return Optional.of(entry.words().get(0));
  }

  private TranscriptException wrong(String key, String value, String known) {
    int line = entries.get(key).line();
    return TranscriptException.at(file, line, "front-matter.unknown", key, value, known);
  }

  private TranscriptException problem(Event event, String key, Object... args) {
    return TranscriptException.at(file, line(event.getStartMark()), key, args);
  }
}
