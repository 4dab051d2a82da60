package passerelle.cli.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import passerelle.kernel.Kernel;
import passerelle.kernel.Spaces;
import passerelle.kernel.op.Plan;

/** A kernel that tells which plans it was given and carried out. */
final class WatchedKernel implements Kernel {
  private final Kernel kernel;
  private final List<Consumer<Plan>> watchers = new ArrayList<>();

  WatchedKernel(Kernel kernel) {
    this.kernel = kernel;
  }

  void watch(Consumer<Plan> watcher) {
    watchers.add(watcher);
  }

  @Override
  public Control control() {
    return plan -> {
      kernel.control().apply(plan);
      watchers.forEach(watcher -> watcher.accept(plan));
    };
  }

  @Override
  public View view() {
    return kernel.view();
  }

  @Override
  public Spaces spaces() {
    return kernel.spaces();
  }

  @Override
  public Clock clock() {
    return kernel.clock();
  }

  @Override
  public void close() {
    kernel.close();
  }
}
