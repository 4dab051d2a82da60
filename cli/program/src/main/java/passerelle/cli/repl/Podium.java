package passerelle.cli.repl;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;
import passerelle.cli.session.Session;
import passerelle.sim.process.Sink;
import passerelle.text.TextLine;

/** A console as whoever presents something uses it: shows, and does things in the lab. */
record Podium(Console console, Terminal terminal, Tones tones, TerminalScreen screen) {
  /** Says lines now, a page at a time. */
  void show(List<TextLine> lines) {
    lines.forEach(this::say);
    screen.finish(false);
  }

  /** Says a line when what is done is done. */
  void say(TextLine line) {
    Session.print(line, screen);
  }

  /** Does something in the lab, and shows it; keys that it has not read are gone. */
  void perform(Consumer<Sink> deed) {
    console.work(() -> deed.accept(console.shown()));
    console.dropKeys();
    screen.finish(false);
  }

  /** The same with an answer. */
  <T> T compute(Function<Sink, T> deed) {
    AtomicReference<T> answer = new AtomicReference<>();
    perform(sink -> answer.set(deed.apply(sink)));
    return answer.get();
  }

  /** Asks something of the lab when it is one's turn. */
  <T> T ask(Supplier<T> question) {
    return console.turn(question);
  }

  /** Whether nobody sits there any more. */
  boolean isOver() {
    return console.isOver();
  }
}
