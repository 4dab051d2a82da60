package passerelle.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import passerelle.kernel.Kernel;
import passerelle.kernel.KernelException;
import passerelle.real.lab.Enclosure;
import passerelle.real.lab.RealKernel;
import passerelle.sim.SimKernel;

/** Fresh kernels of both kinds. */
final class Kernels {
  private Kernels() {}

  static Kernel simulated() {
    return new SimKernel(1);
  }

  static Kernel real() {
    try {
      return new RealKernel(Files.createTempDirectory(Enclosure.directory(), "lab"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (KernelException e) {
      throw new IllegalStateException(e);
    }
  }
}
