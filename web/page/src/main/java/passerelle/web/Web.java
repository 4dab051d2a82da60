package passerelle.web;

import java.util.List;
import java.util.function.Consumer;
import org.teavm.jso.JSExport;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSBoolean;
import org.teavm.jso.core.JSNumber;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSString;
import org.teavm.jso.typedarrays.Int8Array;
import passerelle.cli.command.Tables;
import passerelle.cli.command.Viewer;
import passerelle.text.Language;

/** What the page calls: one lab, at which several terminals sit. */
public final class Web {
  private static final PageShelf SHELF = new PageShelf();
  private static PageLab lab;
  private static Viewer viewer;

  private Web() {}

  /** Nothing to do before the page asks. */
  public static void main(String[] args) {}

  /** Says what the page does with what is printed, with files, and with what is to be kept. */
  @JSExport
  public static void attach(Page.Print print, Page.Hand hand, Page.Keep keep) {
    Page.attach(print, hand, keep);
  }

  /** A lesson of the course. */
  @JSExport
  public static void addLesson(String language, String name, String text) {
    SHELF.add(language, name, text);
  }

  /** A text that was kept the last time. */
  @JSExport
  public static void remember(String name, String text) {
    SHELF.remember(name, text);
  }

  /** Boots the lab, and opens its first terminal. */
  @JSExport
  public static JSPromise<JSNumber> open(
      String engine, String images, double seed, String language) {
    return JSPromise.callAsync(
        () -> {
          lab = new PageLab(engine, images, (long) seed, language(language), SHELF);
          viewer = new Viewer(lab.commands(), lab.turns());
          lab.sit();
          return JSNumber.valueOf(0);
        });
  }

  /**
   * To be called when there is time: what is typed afterwards goes quickly the first time, too.
   *
   * @param on goes on where it has begun, with what is read later
   */
  @JSExport
  public static JSPromise<JSNumber> warmUp(boolean on) {
    return JSPromise.callAsync(
        () -> {
          lab.warmUp(on);
          return JSNumber.valueOf(0);
        });
  }

  /** To be called when nothing is asked: the next question about the lab is answered sooner. */
  @JSExport
  public static JSPromise<JSNumber> lookAhead() {
    return JSPromise.callAsync(
        () -> {
          lab.lookAhead();
          return JSNumber.valueOf(0);
        });
  }

  private static Language language(String code) {
    return code.equals("fr") ? Language.FR : Language.EN;
  }

  /** One more terminal; the answer is its number. */
  @JSExport
  public static JSPromise<JSNumber> sit() {
    return JSPromise.callAsync(
        () -> {
          PageTerminal terminal = lab.sit();
          for (int i = 0; ; i++) {
            if (lab.terminal(i) == terminal) {
              return JSNumber.valueOf(i);
            }
          }
        });
  }

  /** Runs a line; the answer is what stands at the prompt then. */
  @JSExport
  public static JSPromise<JSArray<JSString>> run(int terminal, String line) {
    return afterwards(terminal, mine -> mine.run(line));
  }

  /** Seconds of the lab a real second; 0 for no waiting. */
  @JSExport
  public static void setSpeed(int terminal, double speed) {
    lab.terminal(terminal).setSpeed(speed);
  }

  /** The prompt, the kind of its place, the language, whether the lab was left, keys not read. */
  @JSExport
  public static JSPromise<JSArray<JSString>> ask(int terminal) {
    return afterwards(terminal, mine -> {});
  }

  /** What {@link #ask} answers when a deed is done: nobody has to ask for it again. */
  private static JSPromise<JSArray<JSString>> afterwards(
      int terminal, Consumer<PageTerminal> deed) {
    return JSPromise.callAsync(
        () -> {
          PageTerminal mine = lab.terminal(terminal);
          deed.accept(mine);
          String left = mine.isLeft() ? "left" : "";
          return strings(
              List.of(
                  mine.prompt(),
                  mine.place(),
                  lab.commands().language().code(),
                  left,
                  mine.unread()));
        });
  }

  /** What may stand at the end of a line. */
  @JSExport
  public static JSPromise<JSArray<JSString>> complete(int terminal, String[] before, String word) {
    return JSPromise.callAsync(
        () -> strings(lab.terminal(terminal).completions(List.of(before), word)));
  }

  private static JSArray<JSString> strings(List<String> texts) {
    JSArray<JSString> array = new JSArray<>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      array.set(i, JSString.valueOf(texts.get(i)));
    }
    return array;
  }

  /** Whether more lines must follow. */
  @JSExport
  public static JSPromise<JSBoolean> isIncomplete(int terminal, String text) {
    return JSPromise.callAsync(() -> JSBoolean.valueOf(lab.terminal(terminal).isIncomplete(text)));
  }

  /** What is seen of several lines once they are run; empty where each command is shown then. */
  @JSExport
  public static JSPromise<JSString> shown(int terminal, String text) {
    return JSPromise.callAsync(() -> JSString.valueOf(lab.terminal(terminal).shown(text)));
  }

  /** Ctrl-C while a line runs. */
  @JSExport
  public static void interrupt(int terminal) {
    lab.terminal(terminal).interrupt();
  }

  /** Keys while a line runs. */
  @JSExport
  public static void type(int terminal, String keys) {
    lab.terminal(terminal).type(keys);
  }

  /** The terminal has that size. */
  @JSExport
  public static void resize(int terminal, int columns, int rows) {
    lab.terminal(terminal).resize(columns, rows);
  }

  /** Ctrl-C at the prompt. */
  @JSExport
  public static JSPromise<JSArray<JSString>> interruptLine(int terminal) {
    return afterwards(terminal, PageTerminal::interruptLine);
  }

  /** Ctrl-D at the prompt. */
  @JSExport
  public static JSPromise<JSArray<JSString>> endOfInput(int terminal) {
    return afterwards(terminal, PageTerminal::endOfInput);
  }

  /** The terminal is closed. */
  @JSExport
  public static JSPromise<JSNumber> leave(int terminal) {
    return JSPromise.callAsync(
        () -> {
          lab.terminal(terminal).leave();
          return JSNumber.valueOf(0);
        });
  }

  /** The lab as a transcript that makes it again. */
  @JSExport
  public static JSPromise<JSString> transcript() {
    return JSPromise.callAsync(() -> JSString.valueOf(lab.transcript()));
  }

  /** Puts the lab that a stranger's transcript makes in the place of this one. */
  @JSExport
  public static JSPromise<JSArray<JSString>> load(int terminal, String name, String text) {
    return afterwards(terminal, mine -> lab.load(name, text, mine));
  }

  /** The picture; empty where it is as it was, unless it is wanted all the same. */
  @JSExport
  public static JSPromise<JSString> draw(boolean again) {
    return JSPromise.callAsync(() -> JSString.valueOf(viewer.draw(again)));
  }

  /** The packets of the last command that sent any, and the picture; nothing where none has. */
  @JSExport
  public static JSPromise<JSArray<JSString>> play() {
    return JSPromise.callAsync(() -> strings(viewer.play()));
  }

  /** A table of a thing: its name, the line that gives it, what it says, the names of all. */
  @JSExport
  public static JSPromise<JSArray<JSString>> look(
      String kind, String netns, String name, String table) {
    return JSPromise.callAsync(
        () -> strings(viewer.look(new Tables.Thing(kind, netns, name), table)));
  }

  /** A file that somebody gives the page. */
  @JSExport
  public static void handIn(String name, Int8Array content) {
    byte[] copy = new byte[content.getLength()];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = content.get(i);
    }
    lab.handIn(name, copy);
  }

  /** Replays a transcript in a lab of its own, and prints it as it came out. */
  @JSExport
  public static JSPromise<JSString> replay(
      String name, String text, String engine, String images, String catalogue) {
    return JSPromise.callAsync(
        () -> JSString.valueOf(Replays.print(name, text, engine, images, catalogue)));
  }
}
