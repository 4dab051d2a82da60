package passerelle.cli.real;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.History;
import passerelle.cli.lab.RuleLedger;
import passerelle.real.clock.RealClock;

/**
 * Looks on in a lab on the real kernel: nobody can look at all of one after each command, so each
 * counts as a change that is not sure to be none.
 */
record RealWitness(RealClock clock, RuleLedger ledger, Runnable interrupt)
    implements History.Witness {
  @Override
  public long now() {
    return clock.now();
  }

  @Override
  public BooleanSupplier look(Deed.Typed typed, OptionalInt window) {
    boolean looks = OnlyLooking.is(typed.line());
    return () -> !looks;
  }

  @Override
  public void attribute(Optional<Deed.Typed> doing) {
    clock.run(() -> ledger.settle(doing));
  }

  @Override
  public void interruptAfter(long nanos) {
    clock.after(nanos, interrupt);
  }

  @Override
  public List<Long> interrupts() {
    return List.of();
  }
}
