package passerelle.cli.command;

import java.util.List;

/** {@code advance SECONDS}: lets the lab's time pass, as if somebody thought that long. */
final class AdvanceCommand implements LabCommand {
  @Override
  public int run(List<String> words, Workbench bench, Printer out) throws CommandException {
    long nanos = Seconds.read(words.size() == 1 ? words.get(0) : "").orElse(-1L);
    if (nanos < 0) {
      throw bench.error("advance.usage", String.join(" ", words));
    }
    bench.lab().kernel().clock().advance(nanos);
    return 0;
  }
}
