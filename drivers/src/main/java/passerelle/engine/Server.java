package passerelle.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import passerelle.image.ImageBehaviour;
import passerelle.kernel.KernelException;
import passerelle.kernel.KernelProcess;
import passerelle.kernel.ProcessOutput;
import passerelle.kernel.ServiceSpec;
import passerelle.kernel.Spaces;
import passerelle.network.Endpoint;
import passerelle.service.Template;

/**
 * The program of an image that the catalogue describes, in a container.
 *
 * @param environment the container's variables
 * @param output takes what it prints
 */
record Server(Container container, Map<String, String> environment, ProcessOutput output) {
  /** Before a line of an image's log that goes to standard error. */
  private static final String ERROR = "2> ";

  /** Starts it, if it has what it needs: it says what it does at start, and serves. */
  KernelProcess start(Spaces spaces, Instant date) {
    ImageBehaviour behaviour = container.image().behaviour();
    if (lacks(behaviour.need())) {
      output.err(behaviour.need().message());
      return new ScriptedProcess(1);
    }
    List<ServiceSpec> services =
        behaviour.services().stream().map(s -> s.of(container.argv(), environment)).toList();
    greet(behaviour.log(), services, date);
    if (behaviour.exit().isPresent()) {
      return new ScriptedProcess(behaviour.exit().getAsInt());
    }
    try {
      return spaces.startServices(container.id(), services, output);
    } catch (KernelException e) {
      output.err("listen: " + e.getMessage() + "\n");
      return new ScriptedProcess(1);
    }
  }

  private boolean lacks(ImageBehaviour.Need need) {
    return !need.variables().isEmpty()
        && need.variables().stream().allMatch(v -> environment.getOrDefault(v, "").isEmpty());
  }

  /** What it prints at start, each line to its stream. */
  private void greet(List<String> log, List<ServiceSpec> services, Instant date) {
    Template.Values values =
        Template.values(container.hostname(), date)
            .with("port", services.stream().findFirst().map(s -> "" + s.port()).orElse(""))
            .with("ip", address());
    for (String line : log) {
      boolean error = line.startsWith(ERROR);
      String text = values.fill(error ? line.substring(ERROR.length()) : line) + "\n";
      if (error) {
        output.err(text);
      } else {
        output.out(text);
      }
    }
  }

  /** Its first address; the loopback's where it has no other. */
  private String address() {
    return container.sandbox().stream()
        .flatMap(sandbox -> sandbox.endpoints().stream())
        .map(Endpoint::address)
        .flatMap(address -> address.stream())
        .findFirst()
        .map(Object::toString)
        .orElse("127.0.0.1");
  }
}
