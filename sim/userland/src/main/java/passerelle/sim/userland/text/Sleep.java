package passerelle.sim.userland.text;

import java.util.Optional;
import passerelle.sim.process.Process;
import passerelle.sim.process.Program;

/** {@code sleep}: one timer, no thread, so that a thousand containers may sleep. */
record Sleep(Flavour flavour) implements Program {
  @Override
  public void start(Process self) {
    if (self.arguments().isEmpty()) {
      self.stderr().print(TextTool.usage(flavour, self.name(), "missing operand", 1).getMessage());
      self.exit(1);
      return;
    }
    long total = 0;
    for (String argument : self.arguments()) {
      Optional<Long> nanos = Durations.parse(argument);
      if (nanos.isEmpty()) {
        self.stderr().print(invalid(self.name(), argument));
        self.exit(1);
        return;
      }
      total = Math.min(Long.MAX_VALUE / 4, total + nanos.get());
    }
    if (total >= Long.MAX_VALUE / 4) {
      self.declareEndless();
    }
    self.after(total, () -> self.exit(0));
  }

  private String invalid(String name, String argument) {
    return flavour == Flavour.GNU
        ? TextTool.usage(flavour, name, "invalid time interval '" + argument + "'", 1).getMessage()
        : name + ": invalid number '" + argument + "'\n";
  }
}
