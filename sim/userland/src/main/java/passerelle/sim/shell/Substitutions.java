package passerelle.sim.shell;

import passerelle.sim.process.Capture;
import passerelle.sim.process.Process;
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
      throw new ShellError("Passerelle does not model >(...)", 1);
    }
    int status = interpreter.shell().status;
    byte[] printed = ByteText.encode(printed(piped.script()));
    interpreter.shell().status = status;
    return "/dev/fd/" + interpreter.self().descriptors().hand(printed);
  }

  private String printed(Command script) {
    Capture capture = new Capture();
    Process child =
        interpreter.children().fork(interpreter.children().spawn(script).stdout(capture));
    child.runHere();
    interpreter.shell().status = interpreter.self().awaitEnd(child);
    return capture.text();
  }
}
