package passerelle.cli.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import passerelle.kernel.ForwardingKernel;
import passerelle.kernel.Kernel;
import passerelle.kernel.op.Plan;

/** A kernel that tells which plans it was given and carried out. */
public final class WatchedKernel extends ForwardingKernel {
  private final List<Consumer<Plan>> watchers = new ArrayList<>();
  private final List<Plan> done = new ArrayList<>();

  public WatchedKernel(Kernel kernel) {
    super(kernel);
  }

  public void watch(Consumer<Plan> watcher) {
    watchers.add(watcher);
  }

  /** Keeps what is carried out from now on. */
  public void keep() {
    watch(done::add);
  }

  /** All that was carried out since it is kept, in order. */
  List<Plan> done() {
    return List.copyOf(done);
  }

  @Override
  public Control control() {
    return plan -> {
      super.control().apply(plan);
      watchers.forEach(watcher -> watcher.accept(plan));
    };
  }
}
