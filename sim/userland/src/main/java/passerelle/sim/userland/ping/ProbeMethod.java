package passerelle.sim.userland.ping;

import java.util.Collection;
import passerelle.kernel.KernelException;

/** A way to send probes, and to recognise what comes back. */
interface ProbeMethod {

  /** Sends a probe with its TTL. */
  void send(Probe probe) throws KernelException;

  /** Whether something came that {@link #collect} should look at. */
  boolean isReady();

  /** Takes what came, and tells the probes among {@code waiting} that it is about. */
  void collect(Collection<Probe> waiting);
}
