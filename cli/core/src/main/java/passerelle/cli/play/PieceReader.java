package passerelle.cli.play;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import passerelle.cli.session.Session;
import passerelle.cli.session.SlideSession;
import passerelle.lessons.Exercise;
import passerelle.lessons.Lesson;
import passerelle.lessons.LessonException;
import passerelle.lessons.LessonLibrary;
import passerelle.scenarios.format.Captions;
import passerelle.scenarios.format.FrontMatter;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.replay.TranscriptFiles;
import passerelle.scenarios.slides.Deck;
import passerelle.scenarios.slides.DeckRun;
import passerelle.text.Language;
import passerelle.text.Messages;

/** Reads what is to be played: a lesson, a scenario, or a deck. */
public final class PieceReader {
  private static final Pattern STRICT =
      Pattern.compile("(?ms)^```console\\s*\\n(?:[\\w.-]+[$#]|lab>) ");

  /** Lines that tell remark how a slide looks. */
  private static final Pattern MARKUP =
      Pattern.compile("--|\\]|\\.[a-z-]+(?:\\..*)?\\[|(?:class|name|layout|template|count): ?.*");

  private static final Pattern INLINE = Pattern.compile("\\.[a-z-]+\\[([^\\]]*)\\]|<br ?/?>");

  private final Language language;
  private final Messages messages;
  private final LessonLibrary library;

  /**
   * A reader.
   *
   * @param library where a lesson may be found in the language that is wanted
   */
  public PieceReader(Language language, LessonLibrary library) {
    this.language = language;
    this.library = library;
    messages = Messages.of(language, "passerelle/cli/messages");
  }

  /** What was read; a deck becomes a piece in the lab in which it is played. */
  public interface Script {
    /** What it says of itself. */
    FrontMatter frontMatter();

    /** What is played in a session. */
    Piece in(Session session) throws PieceException;
  }

  /**
   * Reads a file, or the lesson that a word means.
   *
   * @throws PieceException when it cannot be played
   */
  public Script read(String word, Path file) throws PieceException {
    try {
      Optional<Lesson> named =
          word.endsWith(".md") ? Optional.empty() : library.find(word, language);
      return named.isPresent() ? script(named.get()) : read(file);
    } catch (TranscriptException wrong) {
      throw new PieceException(wrong.describe(Messages.of(language, TranscriptException.BUNDLE)));
    } catch (LessonException wrong) {
      throw new PieceException(wrong.describe(Messages.of(language, LessonException.BUNDLE)));
    }
  }

  private Script read(Path file) throws TranscriptException, LessonException {
    String name = file.toString();
    String text = TranscriptFiles.text(file);
    if (Lesson.looksLikeOne(text)) {
      Lesson lesson = LessonLibrary.read(file);
      boolean own = lesson.number() > 0 && library.holds(file);
      return script(own ? library.inLanguage(lesson.key(), language).orElse(lesson) : lesson);
    }
    if (STRICT.matcher(text).find()) {
      // What is wrong is told by the lines of the file as it stands.
      Transcript.parse(name, text);
      return script(Transcript.parse(name, Captions.in(language, text)));
    }
    Deck.parse(name, text);
    return script(Deck.parse(name, Captions.in(language, text)));
  }

  private static Script script(Transcript transcript) {
    PieceBuilder piece = new PieceBuilder();
    new TranscriptPiece(piece).read(transcript);
    return fixed(transcript.frontMatter(), piece.piece());
  }

  private Script script(Lesson lesson) {
    PieceBuilder piece = new PieceBuilder();
    piece.chapter(lesson.title());
    piece.text(lesson.introduction());
    for (Exercise exercise : lesson.exercises()) {
      piece.chapter(exercise.title());
      if (!exercise.broken().isEmpty()) {
        piece.add(new Beat.Unseen(exercise.broken()));
      }
      piece.text(exercise.reading());
      piece.add(new Beat.Asked(exercise));
      piece.text(exercise.task());
      exercise.solution().forEach(step -> piece.add(new Beat.Command(new StepCue(step))));
      piece.add(new Beat.Command(new StepCue(exercise.answer().command())));
      piece.add(new Beat.Told(exercise));
      exercise.packet().ifPresent(step -> piece.add(new Beat.Command(new StepCue(step))));
    }
    piece.chapter(messages.get("play.learnt"));
    lesson.learnt().forEach(point -> piece.line("- " + point));
    return fixed(lesson.transcript().frontMatter(), piece.piece());
  }

  private static Script fixed(FrontMatter head, Piece piece) {
    return new Script() {
      @Override
      public FrontMatter frontMatter() {
        return head;
      }

      @Override
      public Piece in(Session session) {
        return piece;
      }
    };
  }

  private Script script(Deck deck) {
    return new Script() {
      @Override
      public FrontMatter frontMatter() {
        return deck.frontMatter();
      }

      @Override
      public Piece in(Session session) throws PieceException {
        Piece piece = played(deck, session);
        if (piece.stops() == 0) {
          throw new PieceException(messages.get("play.nothing", deck.file()));
        }
        return piece;
      }
    };
  }

  private static Piece played(Deck deck, Session session) {
    SlideSession lab = new SlideSession(session);
    DeckRun run = new DeckRun(deck, lab);
    PieceBuilder piece = new PieceBuilder();
    for (Deck.Slide slide : deck.slides()) {
      piece.chapter(slide.title());
      for (int i = 0; i < slide.blocks().size(); i++) {
        Deck.CodeBlock block = slide.blocks().get(i);
        boolean last = i + 1 == slide.blocks().size();
        Optional<Deck.CodeBlock> after =
            last ? Optional.empty() : Optional.of(slide.blocks().get(i + 1));
        List<DeckRun.Cue> cues = run.cues(slide, block, after);
        piece.text(spoken(block.lead()));
        if (cues.isEmpty() && !(i > 0 && run.isOutput(block))) {
          piece.add(new Beat.Listing(block.lines()));
        }
        cues.forEach(cue -> piece.add(new Beat.Command(new DeckCue(run, lab, cue))));
      }
      piece.text(spoken(slide.rest()));
    }
    return piece.piece();
  }

  /** A slide's text without what is for remark. */
  private static String spoken(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (!MARKUP.matcher(line.strip()).matches()) {
        lines.add(INLINE.matcher(line).replaceAll("$1"));
      }
    }
    return String.join("\n", lines).replaceAll("\n{3,}", "\n\n").strip();
  }
}
