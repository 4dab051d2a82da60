package passerelle.cli.session;

import java.util.ArrayList;
import java.util.List;
import passerelle.lessons.Bars;
import passerelle.lessons.Lesson;
import passerelle.lessons.Progress;

/** The lessons of a course, with how far one has come in each. */
final class LessonList {
  private LessonList() {}

  /** A line for each: number, name, bar, stars, title. */
  static List<String> lines(List<Lesson> lessons, Progress progress) {
    int longest = lessons.stream().mapToInt(lesson -> lesson.exercises().size()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (Lesson lesson : lessons) {
      int steps = lesson.exercises().size();
      Progress.Reached reached = progress.of(lesson);
      String bar = Bars.progress(reached.steps(), steps) + " ".repeat(longest - steps);
      String best = reached.stars() > 0 ? Bars.stars(reached.stars()) : "";
      String number = lesson.number() == 0 ? "" : lesson.number() + ".";
      lines.add(
          String.format("%3s %-15s %s %-3s %s", number, lesson.name(), bar, best, lesson.title()));
    }
    return lines;
  }
}
