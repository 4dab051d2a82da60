package passerelle.scenarios.slides;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.scenarios.format.Expectation;
import passerelle.scenarios.format.ExpectedLine;
import passerelle.scenarios.format.FrontMatter;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Part;
import passerelle.scenarios.format.Part.Step;
import passerelle.scenarios.format.Place;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.format.TypedBlock.Typed;
import passerelle.scenarios.match.Comparison;
import passerelle.scenarios.slides.DeckRun.Played;
import passerelle.scenarios.slides.Presumptions.Presumption;

/** Compares what a deck prints with what its commands have answered. */
final class Judge {
  private static final String ANY = "...";
  private static final Pattern UNMODELLED =
      Pattern.compile(
          "(?m)Passerelle does not model|^docker: unknown command: docker |^docker: '\\S+' is not a"
              + " docker command"
              // An image that there may well be, but that the catalogue does not have.
              + "|^(?:docker: )?Error response from daemon: (?:failed to resolve reference"
              + " \"\\S+\": )?(?:\\S+: not found$|manifest (?:for \\S+ not found|unknown)|pull"
              + " access denied)");

  /** Those of what would go on for ever, and is ended by Ctrl-C, or killed if it hears none. */
  private static final Set<Integer> ENDED = Set.of(130, 137);

  /** What docker says when it is told so for the third time, for the container hears nothing. */
  private static final String FORCED = "got 3 SIGTERM/SIGINTs, forcefully exiting";

  private static final Pattern LACKING =
      Pattern.compile(
          "(?m)^(?:docker: ')?\"?docker [a-z ]+['\"] requires (?:at least |exactly )?\\d"
              + " arguments?");

  /** What a clean-up of everything finds: nothing, or what has ended by itself. */
  private static final Pattern NOTHING_LEFT =
      Pattern.compile("requires at least 1 argument|cannot kill container: .* is not running");

  /** What asks for help gets it, with whatever status. */
  private static final Pattern HELP = Pattern.compile("(?s).* (?:-h|--help|help)\\s*");

  /** So does who names a program and nothing else. */
  private static final Pattern USAGE = Pattern.compile("(?i)\\s*usage: (?:\\S*/)?(\\S+)");

  /** What the same command says the second time. */
  private static final Pattern DONE =
      Pattern.compile("(?i)\\b(?:already (?:assigned|exists|in use)|file exists)");

  /** What nobody is to hear of. */
  private static final Pattern UNHEARD = Pattern.compile("(?:2|&)> ?/dev/null");

  /** That of timeout(1), which ends a command as it was told to. */
  private static final int TIMED_OUT = 124;

  /** That of a shell for a program that is not there. */
  private static final int NO_PROGRAM = 127;

  private static final Pattern NO_FILE =
      Pattern.compile("(?m)^\\w+: \\S*/\\S+: No such file or directory$");
  private static final Pattern NOT_FOUND =
      Pattern.compile(
          "(?m)(?:^|: )([\\w./+-]+): (?:command )?not found\\s*$|exec: \"([^\"]+)\": executable"
              + " file not found");

  private static final Pattern FINDS =
      Pattern.compile("(?s)(?:.*[^|]\\|)?\\s*(?:sudo )?[ef]?grep [^|;&]*");

  /** What asks for a state, of which the status is part. */
  private static final Pattern STATE =
      Pattern.compile("(?:sudo )?systemctl (?:-\\S+ )*(?:is-[a-z]+|status) [^|;&]*");

  /** What is to be off, and this machine has none of it. */
  private static final Pattern STOPS =
      Pattern.compile("(?:sudo )?systemctl (?:stop|disable)(?: --now)? [^|;&]*");

  private static final Pattern NOT_LOADED =
      Pattern.compile("Unit \\S+ not loaded|Unit (?:file )?\\S+ does not exist");

  private static final Pattern PULLS = Pattern.compile("\\bdocker(?: image)? pull ");

  /** What an image is to be built of that is not there. */
  private static final Pattern UNSEEN_FILE =
      Pattern.compile(
          "(?m)^ERROR: failed to build: .*(?:failed to calculate checksum of ref .*: not"
              + " found|failed to read dockerfile|unable to prepare context)");

  /** How clients say that they have reached nobody. */
  private static final Pattern NO_ANSWER =
      Pattern.compile(
          "(?i)^(?:curl|wget|nc|ping): |refused|timed out|unreachable|could not"
              + " (?:resolve|connect)");

  /** The same, by what they print and how they end. */
  static final Pattern UNANSWERED =
      Pattern.compile(
          "(?im)^(?:curl: \\(\\d+\\)|wget: |ping: (?:connect|sendto|bad|\\S+: )|nc: )|[, ]100%"
              + " packet loss");

  private Judge() {}

  /**
   * The verdicts on the commands of a deck.
   *
   * @param known tells the commands of the lab's machines
   */
  static List<Judged> of(List<Played> played, Predicate<String> known) {
    Set<Integer> unequal = unequal(played);
    List<Judged> judged = new ArrayList<>();
    for (int i = 0; i < played.size(); i++) {
      Played one = played.get(i);
      Verdict verdict = verdict(one, !unequal.contains(i), known);
      if (verdict == Verdict.DIFFERENT
          && (hasFoundNothing(one) && showsOutputs(played, one)
              || Isolated.isAlone(one, played.subList(0, i)))) {
        verdict = Verdict.SAME;
      }
      boolean unmade = verdict == Verdict.DIFFERENT && isUnmade(judged, played.get(i));
      judged.add(new Judged(played.get(i), unmade ? Verdict.INCOMPLETE : verdict));
    }
    for (int i = 0; i < judged.size(); i++) {
      OptionalInt above = shownAbove(judged, i);
      OptionalInt below = mendedBelow(judged, i);
      if (isShownBelow(judged, i)) {
        judged.set(i, new Judged(played.get(i), Verdict.SAME));
      } else if (below.isPresent()) {
        judged.set(i, new Judged(played.get(i), Verdict.PRESUMED, below));
      } else if (above.isPresent()) {
        boolean shown = played.get(i).isPrinted() || isAtAnotherPrompt(judged, i);
        judged.set(i, new Judged(played.get(i), shown ? Verdict.SAME : Verdict.PRESUMED, above));
      }
    }
    for (int i = 0; i < judged.size(); i++) {
      Judged one = judged.get(i);
      if (one.verdict() == Verdict.DIFFERENT) {
        OptionalInt cause = Consequences.cause(judged.subList(0, i), one.played());
        judged.set(i, new Judged(one.played(), one.verdict(), cause));
      }
    }
    return judged;
  }

  /** Whether a command that looks for something has found nothing, and said so by its status. */
  private static boolean hasFoundNothing(Played played) {
    return !played.isPrinted()
        && played.typed().where().isPresent()
        && findsNothing(played)
        && played.output().filter(o -> o.text().isBlank()).isPresent();
  }

  /** Whether a command ends in a search that selects no line, which is no failure of it. */
  static boolean findsNothing(Played played) {
    return FINDS.matcher(played.typed().command()).matches()
        && played.output().filter(o -> o.status() == 1).isPresent();
  }

  /** Whether a slide shows what its commands print: then one has printed nothing. */
  private static boolean showsOutputs(List<Played> played, Played one) {
    return played.stream().anyMatch(p -> p.slide().equals(one.slide()) && p.isPrinted());
  }

  /** Whether a command means something that none before has made: the reader is to have it. */
  private static boolean isUnmade(List<Judged> before, Played played) {
    String answer = played.output().map(Output::text).orElse("");
    return !played.isPrinted()
        && Consequences.ABSENT
            .matcher(answer)
            .results()
            .map(absent -> "(?<![\\w.-])" + Pattern.quote(absent.group(1)) + "(?![\\w.-])")
            .map(Pattern::compile)
            .filter(name -> name.matcher(played.typed().command()).find())
            .anyMatch(
                name ->
                    before.stream()
                        .filter(judged -> judged.verdict() != Verdict.INCOMPLETE)
                        .noneMatch(
                            judged -> name.matcher(judged.played().typed().command()).find()));
  }

  /**
   * Whether a command that failed is shown once more right below, with what it prints: first comes
   * what to type, then the terminal of whoever typed it.
   */
  private static boolean isShownBelow(List<Judged> judged, int index) {
    Played first = judged.get(index).played();
    if (judged.get(index).verdict() != Verdict.DIFFERENT || first.isPrinted()) {
      return false;
    }
    for (int i = index + 1; i < judged.size(); i++) {
      Played later = judged.get(i).played();
      if (!later.slide().equals(first.slide())) {
        return false;
      } else if (later.typed().command().equals(first.typed().command())) {
        return later.isPrinted()
            && judged.get(i).verdict().answers()
            && later.output().map(Output::status).equals(first.output().map(Output::status));
      }
    }
    return false;
  }

  /**
   * The line where a command that has reached nobody is typed again, after others, and reaches
   * somebody: what it asked for was not there yet, which may be what the deck shows.
   */
  private static OptionalInt mendedBelow(List<Judged> judged, int index) {
    Played first = judged.get(index).played();
    boolean unanswered =
        judged.get(index).verdict() == Verdict.DIFFERENT
            && !first.isPrinted()
            && first.output().filter(o -> UNANSWERED.matcher(o.text()).find()).isPresent();
    return judged.stream()
        .skip(unanswered ? index + 2L : judged.size())
        .filter(later -> later.verdict().answers())
        .map(Judged::played)
        .filter(later -> later.typed().command().equals(first.typed().command()))
        .filter(later -> later.typed().where().equals(first.typed().where()))
        .filter(
            later -> later.output().filter(o -> !UNANSWERED.matcher(o.text()).find()).isPresent())
        .mapToInt(Played::line)
        .findFirst();
  }

  /**
   * The line of a command that has been typed already and that a terminal shows now, with what it
   * printed then, or that another part of the deck begins with: what it makes is there.
   */
  private static OptionalInt shownAbove(List<Judged> judged, int index) {
    Played again = judged.get(index).played();
    boolean late =
        judged.get(index).verdict() == Verdict.DIFFERENT
            && again.output().filter(o -> DONE.matcher(o.text()).find()).isPresent();
    return judged.subList(0, late ? index : 0).stream()
        .filter(before -> before.verdict().answers())
        .map(Judged::played)
        .filter(before -> before.typed().command().equals(again.typed().command()))
        .filter(before -> !again.isPrinted() || hasPrinted(before, again))
        .mapToInt(Played::line)
        .findFirst();
  }

  /** Whether a command was typed before without a prompt, or at another: now that is shown. */
  private static boolean isAtAnotherPrompt(List<Judged> judged, int index) {
    Typed again = judged.get(index).played().typed();
    return again.where().isPresent()
        && judged.subList(0, index).stream()
            .map(before -> before.played().typed())
            .filter(before -> before.command().equals(again.command()))
            .noneMatch(before -> before.where().equals(again.where()));
  }

  /** Whether one has answered what is printed below another. */
  private static boolean hasPrinted(Played one, Played other) {
    return one.output().flatMap(o -> Shapes.match(other.typed().output(), o.lines())).isPresent();
  }

  private static Verdict verdict(Played played, boolean equal, Predicate<String> known) {
    if (!played.complete() || !played.isPrinted() && lacksArguments(played)) {
      return Verdict.INCOMPLETE;
    }
    if (played.output().isEmpty()) {
      return Verdict.FOREIGN;
    }
    Output output = played.output().get();
    Verdict refusal = refusal(output, known);
    boolean good =
        played.isPrinted()
            ? played.pairs().isPresent()
            : isExpected(played, output) && refusal == Verdict.DIFFERENT;
    if (!good) {
      return isUnseen(played, output) ? Verdict.FOREIGN : refusal;
    }
    return rests(played) ? Verdict.PRESUMED : equal ? Verdict.SAME : Verdict.SHAPE;
  }

  /**
   * Whether a command is good only because of what was presumed: what looks into a stand-in and
   * finds what the deck prints is as good as any.
   */
  private static boolean rests(Played played) {
    Presumption presumed = played.presumed();
    return !presumed.isNone() && (presumed.isDirect() || !played.isPrinted());
  }

  /**
   * Whether what differs is the author's own, of which the deck shows nothing: files that an image
   * is built of, an image that a registry has, what a program says that has been reached as the
   * deck has it. No lab can tell those, so they are none of this one's answers either.
   */
  private static boolean isUnseen(Played played, Output output) {
    boolean reached =
        output.status() == 0
            && played.isPrinted()
            && played.typed().output().stream().noneMatch(l -> NO_ANSWER.matcher(l).find());
    Presumption presumed = played.presumed();
    return presumed.isSaid() && reached
        || PULLS.matcher(played.run()).find() && !presumed.images().isEmpty()
        || UNSEEN_FILE.matcher(output.text()).find()
            && played.typed().output().stream().noneMatch(FailureWords::inText);
  }

  /** Whether a command only shows how it begins: the engine wants the rest. */
  static boolean lacksArguments(Played played) {
    return played.output().filter(o -> LACKING.matcher(o.text()).find()).isPresent()
        && !played.run().contains("$(");
  }

  /** Whether a command whose output is not printed has ended as the deck lets one expect. */
  private static boolean isExpected(Played played, Output output) {
    String command = played.typed().command();
    return output.status() == 0
        || ENDED.contains(output.status())
        || output.text().contains(FORCED)
        || output.text().contains("^C") && !UNANSWERED.matcher(output.text()).find()
        || played.statusPrinted()
        || FailureWords.inComment(command)
        || FailureWords.inComment(played.remark())
        || FailureWords.leavesOpen(command)
        || FailureWords.inText(played.around())
        || FailureWords.isAsked(played.around())
        || UNHEARD.matcher(command).find()
        || command.contains("$(") && NOTHING_LEFT.matcher(output.text()).find()
        || asksForHelp(command, output)
        || STOPS.matcher(command).matches() && NOT_LOADED.matcher(output.text()).find()
        || output.status() == TIMED_OUT
        || STATE.matcher(command).matches()
        || played.typed().output().stream().anyMatch(line -> line.strip().startsWith("^C"));
  }

  private static boolean asksForHelp(String command, Output output) {
    Matcher usage = USAGE.matcher(output.text());
    return HELP.matcher(command).matches()
        || usage.lookingAt() && (" " + command.strip()).endsWith(" " + usage.group(1));
  }

  /** What an answer that is not the printed one is, as far as it tells itself. */
  private static Verdict refusal(Output output, Predicate<String> known) {
    if (UNMODELLED.matcher(output.text()).find()) {
      return Verdict.UNSUPPORTED;
    }
    if (output.status() == NO_PROGRAM && NO_FILE.matcher(output.text()).find()) {
      return Verdict.FOREIGN;
    }
    Matcher missing = NOT_FOUND.matcher(output.text());
    if (!missing.find()) {
      return Verdict.DIFFERENT;
    }
    String word = missing.group(1) == null ? missing.group(2) : missing.group(1);
    return known.test(word) ? Verdict.DIFFERENT : Verdict.FOREIGN;
  }

  /**
   * The numbers of the commands whose answers a replay would not find equal to the printed ones.
   */
  private static Set<Integer> unequal(List<Played> played) {
    List<Part> parts = new ArrayList<>();
    List<Output> outputs = new ArrayList<>();
    for (int i = 0; i < played.size(); i++) {
      Output output = played.get(i).output().orElse(new Output("", 0));
      Expectation expected = Expectation.of(expected(played.get(i)), output.status(), "\n");
      parts.add(new Step(i, new Place.Host("deck"), "", "", expected));
      outputs.add(new Output(String.join("\n", OutputLines.of(output.lines())), output.status()));
    }
    Transcript transcript = new Transcript("", FrontMatter.NONE, parts);
    Set<Integer> unequal = new HashSet<>();
    Comparison.of(transcript, outputs)
        .failures()
        .forEach(failure -> unequal.add(failure.expected().line()));
    return unequal;
  }

  private static List<ExpectedLine> expected(Played played) {
    if (!played.isPrinted()) {
      return List.of(new ExpectedLine(ExpectedLine.Kind.ANY_LINES, ANY, ANY));
    }
    return OutputLines.of(played.typed().output()).stream()
        .map(
            line ->
                Shapes.isElided(line)
                    ? new ExpectedLine(ExpectedLine.Kind.ANY_LINES, ANY, ANY)
                    : ExpectedLine.literal(line))
        .toList();
  }
}
