package passerelle.kernel;

import java.util.List;
import java.util.Map;

/**
 * A service that an image's main process offers.
 *
 * @param protocol {@code tcp} or {@code udp}
 * @param address address that it binds: {@code 0.0.0.0}, {@code ::} for both families (for IPv6
 *     alone with the setting {@code v6only}={@code true}), or one
 * @param port the port, 1..65535
 * @param backlog listen(2)'s backlog, as {@code ss -l} shows it
 * @param kind which small application answers: {@code http}, {@code banner}, {@code echo}, {@code
 *     dns}, {@code sink}, {@code proxy} (Docker's userland proxy: relays to the setting {@code
 *     target}, an {@code ADDRESS:PORT})
 * @param settings the application's settings, by name (paths and bodies of {@code http} or the
 *     directory {@code root} that it serves, text of {@code banner}, records of {@code dns}, and
 *     {@code inUse}: what to print when the port is taken)
 * @param argv the words of the process's command line, as {@code ps} shows it
 */
public record ServiceSpec(
    String protocol,
    String address,
    int port,
    int backlog,
    String kind,
    Map<String, String> settings,
    List<String> argv) {

  /** One whose command line is a single word. */
  public ServiceSpec(
      String protocol,
      String address,
      int port,
      int backlog,
      String kind,
      Map<String, String> settings,
      String program) {
    this(protocol, address, port, backlog, kind, settings, List.of(program));
  }

  /** Name of the process, as {@code ss -p} shows it. */
  public String process() {
    String program = argv.get(0);
    return program.substring(program.lastIndexOf('/') + 1);
  }
}
