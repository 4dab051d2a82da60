package passerelle.real.net;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import passerelle.kernel.KernelException;
import passerelle.kernel.ServiceSpec;

/** A kernel with services in one namespace, and commands that talk to them. */
interface Side extends AutoCloseable {
  Pattern SEGMENT =
      Pattern.compile("\\.(\\d+) > [0-9.]*\\.(\\d+): Flags (\\[[^]]*\\]).*length (\\d+)");

  void serve(List<ServiceSpec> services) throws KernelException;

  /** What a command prints. */
  String run(String... argv) throws KernelException, IOException;

  /**
   * The TCP segments that pass while a command runs, by connections in the order in which they
   * begin: from which port, flags, octets of data.
   */
  List<List<String>> segments(String... argv) throws KernelException, IOException;

  /** What of tcpdump's lines two kernels have in common; ports above 32767 are chosen at random. */
  static List<List<String>> parts(String dump) {
    Map<String, List<String>> connections = new LinkedHashMap<>();
    for (MatchResult line : SEGMENT.matcher(dump).results().toList()) {
      boolean client = line.group(1).length() == 5;
      String port = line.group(client ? 1 : 2);
      String part = (client ? "" : line.group(1) + " ") + line.group(3) + " " + line.group(4);
      connections.computeIfAbsent(port, p -> new ArrayList<>()).add(part);
    }
    return List.copyOf(connections.values());
  }

  @Override
  void close() throws KernelException;
}
