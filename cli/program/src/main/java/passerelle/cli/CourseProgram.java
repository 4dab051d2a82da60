package passerelle.cli;

import java.util.List;
import passerelle.cli.course.CourseCommand;
import passerelle.lessons.LessonLibrary;
import passerelle.scenarios.replay.LabException;
import passerelle.text.Messages;
import passerelle.text.ReportPrinter;
import picocli.CommandLine.ParseResult;

/**
 * {@code passerelle lesson lint|new|preview|export|grade}: what {@link CourseCommand} takes from
 * outside.
 */
record CourseProgram(
    LessonLibrary library, Messages messages, ReportPrinter out, ReportPrinter err) {
  /** Does what the words say; the answer is the exit status. */
  int run(List<String> words, ParseResult parsed) throws LabException {
    CourseCommand.Marks marks =
        new CourseCommand.Marks(
            GivenOptions.of(parsed).value("--csv"),
            GivenOptions.of(parsed).value("--junit"),
            GivenOptions.of(parsed).value("--html"),
            LabChoice.shard(GivenOptions.of(parsed), messages),
            Runtime.getRuntime().availableProcessors(),
            parsed.hasMatchedOption("--remark"));
    return new CourseCommand(library, messages.language(), out, err).run(words, marks);
  }
}
