package passerelle.kernel;

/** A kernel that hands everything on to another one; who wants something else overrides it. */
public class ForwardingKernel implements Kernel {
  private final Kernel kernel;

  protected ForwardingKernel(Kernel kernel) {
    this.kernel = kernel;
  }

  @Override
  public Control control() {
    return kernel.control();
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
  public Captures captures() {
    return kernel.captures();
  }

  @Override
  public void close() {
    kernel.close();
  }
}
