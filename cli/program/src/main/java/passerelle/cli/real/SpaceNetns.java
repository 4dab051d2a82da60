package passerelle.cli.real;

import passerelle.cli.lab.Engines;
import passerelle.real.lab.RealKernel;
import passerelle.real.sys.Netns;

/** The network namespaces of machines and containers, which may share one. */
record SpaceNetns(RealKernel kernel, Engines engines) {
  /** That of a machine or a container. */
  Netns of(String space) {
    String name =
        engines.containers().stream()
            .filter(container -> container.id().equals(space))
            .flatMap(container -> container.sandbox().stream())
            .map(sandbox -> sandbox.netns())
            .findFirst()
            .orElse(space);
    return kernel.namespaces().find(name).orElseThrow();
  }
}
