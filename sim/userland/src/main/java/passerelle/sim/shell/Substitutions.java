package passerelle.sim.shell;

import java.util.List;
import java.util.Optional;
import passerelle.sim.process.Capture;
import passerelle.sim.process.Pipe;
import passerelle.sim.process.Process;
import passerelle.sim.process.Sink;
import passerelle.sim.shell.Command.Redirect;
import passerelle.text.ByteText;

/** Runs what stands in {@code $(...)} and {@code <(...)}, in a child of the shell. */
record Substitutions(Interpreter interpreter) {
  /** What a script prints, without line ends last; its status is {@code $?}. */
  String text(Command script) {
    String text = printed(script).replace("\0", "");
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\n') {
      end--;
    }
    return text.substring(0, end);
  }

  /**
   * The name of what a script prints, which is all there when the command begins; it can be read
   * until the command has ended.
   */
  String file(Word.Piped piped) {
    if (!piped.read()) {
      return "/dev/fd/" + interpreter.self().descriptors().hand(written(piped.script()));
    }
    int status = interpreter.shell().status;
    byte[] printed = ByteText.encode(printed(piped.script()));
    interpreter.shell().status = status;
    return "/dev/fd/" + interpreter.self().descriptors().hand(printed);
  }

  /** Where a script reads that runs beside what the shell does, up to the end of the input. */
  private Sink written(Command script) {
    Pipe pipe = new Pipe();
    Children children = interpreter.children();
    children.fork(children.spawn(script).stdin(pipe.source())).start();
    return pipe.sink();
  }

  private String printed(Command script) {
    Optional<Redirect> file = file(script);
    if (file.isPresent()) {
      Command.Simple reader =
          new Command.Simple(
              List.of(), List.of(Word.quoted("cat")), List.of(), List.of(file.get()), 1, "cat");
      return output(reader);
    }
    return output(script);
  }

  /** {@code $(< file)} is what stands in the file. */
  private Optional<Redirect> file(Command script) {
    boolean alone =
        interpreter.shell().dialect == Dialect.BASH
            && script instanceof Command.Simple simple
            && simple.words().isEmpty()
            && simple.assignments().isEmpty()
            && simple.redirects().size() == 1
            && simple.redirects().get(0).operator().equals("<");
    return alone ? Optional.of(((Command.Simple) script).redirects().get(0)) : Optional.empty();
  }

  private String output(Command script) {
    Capture capture = new Capture();
    ShellState shell = interpreter.shell();
    shell.substitutions++;
    Process child =
        interpreter.children().fork(interpreter.children().spawn(script).stdout(capture));
    shell.substitutions--;
    child.runHere();
    interpreter.shell().status = interpreter.self().awaitEnd(child);
    return capture.text();
  }
}
