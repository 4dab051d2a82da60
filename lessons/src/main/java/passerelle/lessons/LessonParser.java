package passerelle.lessons;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import passerelle.scenarios.format.Part;
import passerelle.scenarios.format.Transcript;

/** Reads the exercises off the headings of a transcript. */
final class LessonParser {
  private static final String FENCE = "```";
  private static final Pattern FRONT_MATTER = Pattern.compile("\\A---\\n(?s:.*?)\\n---\\n");

  private final String name;
  private final Transcript transcript;
  private final List<Exercise> exercises = new ArrayList<>();
  private final StringBuilder introduction = new StringBuilder();
  private String title = "";
  private Optional<Draft> draft = Optional.empty();

  /** An exercise that is being read. */
  private static final class Draft {
    private final String title;
    private final Map<Section, StringBuilder> texts = new EnumMap<>(Section.class);
    private final Map<Section, List<Part.Step>> steps = new EnumMap<>(Section.class);
    private Section section = Section.READ;

    Draft(String title) {
      this.title = title;
      for (Section each : Section.values()) {
        texts.put(each, new StringBuilder());
        steps.put(each, new ArrayList<>());
      }
    }

    Exercise exercise() {
      return new Exercise(
          title,
          text(Section.READ),
          text(Section.PREDICT),
          text(Section.DO),
          text(Section.HINT),
          List.copyOf(steps.get(Section.SOLUTION)),
          List.copyOf(steps.get(Section.CHECK)),
          List.copyOf(steps.get(Section.ANSWER)));
    }

    private String text(Section which) {
      return texts.get(which).toString().strip();
    }
  }

  LessonParser(String name, Transcript transcript) {
    this.name = name;
    this.transcript = transcript;
  }

  Lesson parse() throws LessonException {
    for (Part part : transcript.parts()) {
      if (part instanceof Part.Step step) {
        draft.ifPresent(d -> d.steps.get(d.section).add(step));
      } else {
        read(part.source());
      }
    }
    finish();
    if (exercises.isEmpty()) {
      throw new LessonException(transcript.file(), "lesson.empty");
    }
    String known = title.isEmpty() ? name : title;
    return new Lesson(
        name,
        transcript.frontMatter().title().orElse(known),
        introduction.toString().strip(),
        List.copyOf(exercises),
        transcript);
  }

  private void read(String prose) throws LessonException {
    for (String line : FRONT_MATTER.matcher(prose).replaceFirst("").split("\n", -1)) {
      readLine(line);
    }
  }

  private void readLine(String line) throws LessonException {
    if (line.startsWith("### ")) {
      section(line.substring(4).strip());
    } else if (line.startsWith("## ")) {
      finish();
      draft = Optional.of(new Draft(line.substring(3).strip()));
    } else if (line.startsWith("# ")) {
      title = line.substring(2).strip();
    } else if (!line.startsWith(FENCE)) {
      draft.map(d -> d.texts.get(d.section)).orElse(introduction).append(line).append('\n');
    }
  }

  private void section(String heading) throws LessonException {
    Section section =
        Section.of(heading)
            .orElseThrow(() -> new LessonException(transcript.file(), "lesson.heading", heading));
    if (draft.isEmpty()) {
      throw new LessonException(transcript.file(), "lesson.outside", heading);
    }
    draft.get().section = section;
  }

  private void finish() {
    draft.ifPresent(d -> exercises.add(d.exercise()));
    draft = Optional.empty();
  }
}
