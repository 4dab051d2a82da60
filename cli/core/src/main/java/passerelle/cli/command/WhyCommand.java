package passerelle.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import passerelle.cli.lab.Deed;
import passerelle.cli.why.Answer;
import passerelle.cli.why.Why;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.question.Question;
import passerelle.cli.why.typed.Errand;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.Typing;
import passerelle.cli.why.wording.Sentences;
import passerelle.text.JsonText;
import passerelle.text.TextLine;
import passerelle.text.Tone;

/**
 * {@code why [--prove] [--json] [FROM TARGET]}: why one place does not reach another, and what
 * mends it; without words, what the last command tried. Everything is tried in other labs.
 */
final class WhyCommand implements LabCommand {
  /** Where programs say that more is to be read, which is no reason. */
  private static final Pattern TO_HELP = Pattern.compile("(?:Run|Try|See) '.* --?h(?:elp)?'.*");

  /** French puts a blank before what ends a question. */
  private static final Pattern PUNCTUATION = Pattern.compile("[?!.…]+");

  private static final String INDENT = "  ";

  /** What is asked for. */
  private record Request(boolean proof, boolean json, List<String> words) {}

  @Override
  public int run(List<String> words, Workbench bench, Printer out) throws CommandException {
    Request request = parse(words, bench);
    Optional<Answer> found =
        Sentence.is(request.words(), bench)
            ? inWords(Sentence.words(request.words(), bench), bench, out)
            : found(request.words(), bench);
    if (found.isEmpty()) {
      if (request.json()) {
        out.verbatim(JsonText.array(List.of(Map.of("text", unsent(bench)))));
      } else {
        out.line(unsent(bench));
      }
      return 0;
    }
    Answer answer = found.get();
    Sentences sentences = new Sentences(bench.language());
    if (request.json()) {
      out.verbatim(JsonText.array(List.of(json(answer, sentences))));
    } else {
      tell(answer, request.proof(), bench, out);
    }
    return 0;
  }

  private static Request parse(List<String> words, Workbench bench) throws CommandException {
    boolean proof = false;
    boolean json = false;
    List<String> rest = new ArrayList<>();
    for (String word : words) {
      if (word.startsWith("--")) {
        if (!List.of("--prove", "--json").contains(word)) {
          throw bench.error("why.usage");
        }
        proof |= word.equals("--prove");
        json |= word.equals("--json");
      } else if (!PUNCTUATION.matcher(word).matches()) {
        rest.add(word);
      }
    }
    return new Request(proof, json, rest);
  }

  private static Optional<Answer> found(List<String> words, Workbench bench)
      throws CommandException {
    return isAboutLast(words, bench) ? last(bench) : Optional.of(answer(words, bench));
  }

  /**
   * For place and target of a sentence, which are shown. Where that works and the last command has
   * failed, that is meant.
   */
  private static Optional<Answer> inWords(List<String> words, Workbench bench, Printer out)
      throws CommandException {
    Optional<Answer> found = found(words, bench);
    boolean works = found.filter(a -> a.isGood() && a.diagnosis().isEmpty()).isPresent();
    Optional<Answer> failed =
        works && !words.isEmpty() && Errand.mayHaveFailed(bench.lab(), words.get(0))
            ? last(bench).filter(a -> !a.isGood())
            : Optional.empty();
    if (!words.isEmpty() && failed.isEmpty()) {
      out.line(TextLine.of(Tone.QUIET, "(why " + String.join(" ", words) + ")"));
    }
    return failed.or(() -> found);
  }

  /** Without words, or with one name that the command named that has just failed. */
  private static boolean isAboutLast(List<String> words, Workbench bench) {
    return words.isEmpty() || words.size() == 1 && Typing.hasFailedWith(bench.lab(), words.get(0));
  }

  private static Question question(List<String> words, Workbench bench) throws CommandException {
    Optional<Question> meant = Why.meant(bench.lab(), words);
    if (meant.isPresent() && !bench.lab().machines().contains(words.get(0))) {
      return meant.get();
    }
    if (words.size() == 1) {
      return question(List.of("host", words.get(0)), bench);
    }
    String from = words.get(0);
    if (!isPlace(from, bench)) {
      throw bench.error("error.place", from, GraphCommand.places(bench));
    }
    List<String> target = words.subList(1, words.size());
    return Question.of(from, target)
        .orElseThrow(() -> bench.error("trace.target", String.join(" ", target)));
  }

  /** Whether it is one's name; also that of a container or a service that does not run. */
  static boolean isPlace(String name, Workbench bench) {
    return bench.sites().find(name).isPresent()
        || bench.lab().engines().named(name).isPresent()
        || Engines.called(bench.lab(), name).isPresent();
  }

  private static Answer answer(List<String> words, Workbench bench) throws CommandException {
    Question question = question(words, bench);
    return bench.aside(() -> Why.of(bench.lab(), question));
  }

  private static Optional<Answer> last(Workbench bench) throws CommandException {
    if (bench.lab().history().isEmpty()) {
      throw bench.error("why.nothing");
    }
    return bench.aside(() -> Why.ofLastCommand(bench.lab()));
  }

  /** The last command has sent nothing, and Docker has not refused it. */
  private static String unsent(Workbench bench) {
    List<Deed> history = bench.lab().history();
    Deed.Effect effect = history.get(history.size() - 1).effect();
    List<String> said =
        effect
            .printed()
            .lines()
            .filter(line -> !line.isBlank() && !TO_HELP.matcher(line).matches())
            .toList();
    String last = said.isEmpty() ? "" : " (" + said.get(said.size() - 1) + ")";
    return effect.status() == 0
        ? bench.text("verdict.none")
        : new Sentences(bench.language()).get("why.unsent", effect.status(), last);
  }

  private static void tell(Answer answer, boolean proof, Workbench bench, Printer out) {
    Sentences sentences = new Sentences(bench.language());
    if (answer.isGood()) {
      out.line(TextLine.paragraph(sentences.way(answer.before().orElseThrow())));
      if (answer.diagnosis().isEmpty()) {
        return;
      }
    }
    out.line(
        answer
            .diagnosis()
            .map(sentences::of)
            .map(TextLine::paragraph)
            .orElseGet(() -> verdict(answer.before().orElseThrow(), bench)));
    Stream.concat(
            answer.mended().stream().flatMap(mended -> mended.further().stream()),
            answer.behind().stream())
        .map(sentences::of)
        .distinct()
        .filter(also -> answer.diagnosis().map(sentences::of).filter(also::equals).isEmpty())
        .map(also -> TextLine.paragraph(sentences.get("why.also", also)))
        .forEach(out::line);
    answer
        .mended()
        .ifPresent(
            mended -> {
              out.line(TextLine.of(sentences.get("why.try")));
              remedy(mended.remedy(), answer, bench, sentences).forEach(out::line);
            });
    if (!answer.isGood() && answer.diagnosis().isPresent() && answer.mended().isEmpty()) {
      String untried = bench.lab().isSimulated() ? "" : " " + sentences.get("why.untried");
      out.line(TextLine.paragraph(sentences.get("why.no-remedy") + untried));
      notDone(bench)
          .map(deed -> TextLine.paragraph(sentences.get("why.not-done", deed.told())))
          .ifPresent(out::line);
    }
    if (proof) {
      prove(answer, bench, out, sentences);
    }
  }

  /** The first command that the simulator could not do: what came of it is nobody's fault. */
  private static Optional<Deed> notDone(Workbench bench) {
    return bench.lab().history().stream()
        .filter(deed -> deed.effect().status() != 0)
        .filter(deed -> deed.effect().printed().contains(Why.UNMODELLED))
        .findFirst();
  }

  private static void prove(Answer answer, Workbench bench, Printer out, Sentences sentences) {
    answer
        .before()
        .ifPresent(attempt -> step("why.before", verdict(attempt, bench), out, sentences));
    answer
        .mended()
        .map(
            mended ->
                mended
                    .after()
                    .map(attempt -> verdict(attempt, bench))
                    .orElseGet(() -> TextLine.of(Tone.GOOD, sentences.get("why.after.command"))))
        .ifPresent(after -> step("why.after", after, out, sentences));
  }

  private static void step(String key, TextLine what, Printer out, Sentences sentences) {
    out.line(sentences.get(key));
    out.line(TextLine.of(INDENT).plus(what).hanging(INDENT.length()));
  }

  private static List<TextLine> remedy(
      Remedy remedy, Answer answer, Workbench bench, Sentences sentences) {
    List<TextLine> lines = new ArrayList<>();
    for (Remedy.Step step : remedy.steps()) {
      String prompt = bench.lab().machines().contains(step.place()) ? "$ " : "# ";
      lines.add(
          TextLine.of(INDENT)
              .plus(Tone.COMMAND, step.place() + prompt + step.line())
              .hanging(INDENT.length() + 2));
    }
    remedy
        .instead()
        .filter(other -> !remedy.inSteps())
        .ifPresent(
            other -> {
              String asked = answer.before().orElseThrow().question().target();
              if (!other.target().equals(asked)) {
                String text = sentences.get("why.ask", other.target(), asked);
                lines.add(TextLine.of(INDENT + text).hanging(INDENT.length()));
              }
            });
    return lines;
  }

  private static TextLine verdict(Attempt attempt, Workbench bench) {
    return new Verdict(bench).of(attempt.outcome(), attempt.told());
  }

  private static Map<String, Object> json(Answer answer, Sentences sentences) {
    Map<String, Object> json = new LinkedHashMap<>();
    answer
        .before()
        .ifPresent(
            attempt -> {
              json.put("from", attempt.question().from());
              json.put("target", attempt.question().target());
            });
    json.put("answered", answer.isGood());
    answer
        .diagnosis()
        .ifPresent(
            found -> {
              json.put("cause", found.cause().id());
              json.put("text", sentences.of(found));
              found.author().ifPresent(author -> json.put("command", author));
            });
    answer
        .mended()
        .ifPresent(
            mended -> {
              json.put("further", mended.further().stream().map(sentences::of).toList());
              json.put(
                  "remedy",
                  mended.remedy().steps().stream()
                      .map(s -> Map.of("place", s.place(), "command", s.line()))
                      .toList());
              mended.remedy().instead().ifPresent(other -> json.put("ask", other.target()));
            });
    return json;
  }
}
